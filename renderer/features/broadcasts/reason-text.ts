import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type broadcasts from '../../i18n/es/broadcasts.json'

type Reason = keyof typeof broadcasts.reasons
type Limit = keyof typeof broadcasts.limits
type Wait = Exclude<keyof typeof broadcasts.waiting, 'title' | 'until'>

/** A reason of the station in plain words; one it has no words for is shown as it is. */
export function useReason() {
  const { t, i18n } = useTranslation('broadcasts')
  const said = useCallback((key: string) => i18n.exists(key, { ns: 'broadcasts' }), [i18n])
  return {
    reason: (code: string) => (said(`reasons.${code}`) ? t(`reasons.${code as Reason}`) : code),
    limit: (code: string) => (said(`limits.${code}`) ? t(`limits.${code as Limit}`) : code),
    wait: (code: string) => (said(`waiting.${code}`) ? t(`waiting.${code as Wait}`) : code),
  }
}
