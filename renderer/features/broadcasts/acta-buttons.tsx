import Download from '@mui/icons-material/DownloadOutlined'
import { Button } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'

/** The record of a broadcast, to be kept with the file. */
export function ActaButtons({ id }: { id: string }) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const pdf = useMutation({
    mutationFn: async () => save(await client.broadcasts.actaPdf({ id }), `acta-${id}.pdf`),
  })
  const json = useMutation({
    mutationFn: async () => {
      const text = JSON.stringify(await client.broadcasts.acta({ id }), null, 2)
      save(new Blob([text], { type: 'application/json' }), `acta-${id}.json`)
    },
  })
  return (
    <>
      <Button startIcon={<Download />} loading={pdf.isPending} onClick={() => pdf.mutate()}>
        {t('act.actaPdf')}
      </Button>
      <Button startIcon={<Download />} loading={json.isPending} onClick={() => json.mutate()}>
        {t('act.actaJson')}
      </Button>
      <ErrorNotice error={pdf.error ?? json.error} />
    </>
  )
}

function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
