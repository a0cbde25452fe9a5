import Download from '@mui/icons-material/DownloadOutlined'
import { Box, Button } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Broadcast } from '../../../contract/broadcasts.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { saveFile } from '../../ui/save-file.ts'

/** The record of a broadcast, to be kept with the file, and for who may the evidence of the permissions behind it. */
export function ActaButtons({ broadcast: { id, startedAt } }: { broadcast: Broadcast }) {
  const { t, i18n } = useTranslation('broadcasts')
  const { client } = useStation()
  const mayProve = useMay('privacy.read')
  const language = i18n.language === 'en' ? 'en' : 'es'
  const files = {
    actaPdf: async () => saveFile(await client.broadcasts.actaPdf({ id }), `acta-${id}.pdf`),
    actaJson: async () => {
      const text = JSON.stringify(await client.broadcasts.acta({ id }), null, 2)
      saveFile(new Blob([text], { type: 'application/json' }), `acta-${id}.json`)
    },
    evidencePdf: async () =>
      saveFile(await client.broadcasts.evidence({ id, format: 'pdf', language }), `permisos-${id}.pdf`),
    evidenceJson: async () =>
      saveFile(await client.broadcasts.evidence({ id, format: 'json', language }), `permisos-${id}.json`),
  }
  const download = useMutation({ mutationFn: (file: keyof typeof files) => files[file]() })
  const button = (file: keyof typeof files) => (
    <Button
      startIcon={<Download aria-hidden />}
      loading={download.isPending && download.variables === file}
      disabled={download.isPending}
      onClick={() => download.mutate(file)}
    >
      {t(`act.${file}`)}
    </Button>
  )
  return (
    <Box role="group" aria-label={t('act.documents')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {button('actaPdf')}
      {button('actaJson')}
      {mayProve && startedAt !== null && (
        <>
          {button('evidencePdf')}
          {button('evidenceJson')}
        </>
      )}
      <ErrorNotice error={download.error} />
    </Box>
  )
}
