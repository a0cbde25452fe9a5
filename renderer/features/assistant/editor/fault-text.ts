import { useTranslation } from 'react-i18next'
import type { FlowFault } from '../flow/contract-types.ts'

/** A fault as a sentence: what is wrong, and with what. */
export function useFaultText(): (fault: FlowFault) => string {
  const { t } = useTranslation('assistant')
  return (fault) => t(`faultCodes.${fault.code}`, { ...fault.values, reason: fault.reason })
}
