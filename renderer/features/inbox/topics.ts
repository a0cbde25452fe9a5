import { useTranslation } from 'react-i18next'

/** The topics of the flows that come with Ventanilla. A town's own flow names its topics as it likes. */
const named = [
  'complaint',
  'emergency',
  'not_understood',
  'opening_hours',
  'opt_out',
  'privacy',
  'street_report',
  'talk_to_human',
] as const

/** A topic in words; one that is not known here as its flow wrote it. */
export function useTopicText(): (topic: string) => string {
  const { t } = useTranslation('inbox')
  return (topic) => {
    const known = named.find((name) => name === topic)
    return known === undefined ? topic.replaceAll('_', ' ') : t(`topics.${known}`)
  }
}

export const isEmergency = (topic: string | null): boolean => topic === 'emergency'
