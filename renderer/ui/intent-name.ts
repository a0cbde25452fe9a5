import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** What a wish is called: `padron_certificate` → Certificado de empadronamiento. An unknown one keeps its id. */
export function useIntentName(): (intent: string) => string {
  const { t } = useTranslation('intents')
  return useCallback((intent) => t(`names.${intent}`, { defaultValue: intent }), [t])
}
