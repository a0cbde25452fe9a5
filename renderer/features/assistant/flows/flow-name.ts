import { useTranslation } from 'react-i18next'

/** How people call a conversation: the ones that ship have a name, others are called what they are called. */
export function useFlowName(): (name: string) => string {
  const { t } = useTranslation('assistant')
  return (name) => t(`flowNames.${name}`, { defaultValue: plain(name) })
}

const plain = (name: string) => {
  const words = name.replaceAll('_', ' ')
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
