import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'

/**
 * Leaving saves, so only what could not be saved is asked about: a link of the console waits for an answer. Closing the
 * window asks while anything is unsaved, in the browser's own words.
 */
export function LeaveWarning({ unsaved, failed }: { unsaved: boolean; failed: boolean }) {
  const { t } = useTranslation('assistant')
  const [wanted, setWanted] = useState<HTMLAnchorElement | null>(null)
  const [going, setGoing] = useState(false)
  useEffect(() => {
    if (!unsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [unsaved])
  useEffect(() => {
    if (!unsaved || !failed || going) return
    const hold = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (link === null || !link.hash.startsWith('#/')) return
      event.preventDefault()
      event.stopPropagation()
      setWanted(link)
    }
    window.addEventListener('click', hold, { capture: true })
    return () => window.removeEventListener('click', hold, { capture: true })
  }, [unsaved, failed, going])
  useEffect(() => {
    if (going) wanted?.click()
  }, [going, wanted])
  return (
    <ConfirmDialog
      open={wanted !== null && !going}
      danger
      title={t('leave.title')}
      text={t('leave.text')}
      confirm={t('leave.go')}
      onConfirm={() => setGoing(true)}
      onClose={() => setWanted(null)}
    />
  )
}
