import { useTranslation } from 'react-i18next'
import { phoneText } from '../../ui/phone-text.ts'

type Named = { readonly name: string; readonly phone: string | null }

/** How a citizen is called on screen: the name, else the phone as people read it. */
export function useNaming(): (citizen: Named) => string {
  const { t } = useTranslation('citizens')
  return ({ name, phone }) => name || (phone === null ? t('noName') : phoneText(phone))
}
