import ArrowBack from '@mui/icons-material/ArrowBack'
import Download from '@mui/icons-material/DownloadOutlined'
import { Box, Button, Link, MenuItem, TextField, Typography } from '@mui/material'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { type EvidenceLanguage, evidenceLanguage } from '../../../../contract/ledger.ts'
import { useStation } from '../../../client/react.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { Timeline } from './timeline.tsx'

/** What the ledger holds of a person, and the evidence of it in one click. */
export function CitizenEvidence({ citizenId }: { citizenId: string }) {
  const { t } = useTranslation('privacy')
  const { api } = useStation()
  const entries = useQuery(api.ledger.entries.queryOptions({ input: { citizenId } }))
  const identity = entries.data?.findLast(({ clear }) => clear?.identity !== undefined)?.clear?.identity
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Link
        component={RouteLink}
        href="/privacy/ledger"
        sx={{ display: 'inline-flex', gap: 0.5, alignItems: 'center', justifySelf: 'start' }}
      >
        <ArrowBack fontSize="small" aria-hidden />
        {t('ledger.search.back')}
      </Link>
      <Box>
        <Typography variant="h2">{t('ledger.search.title')}</Typography>
        {identity !== undefined && <Typography color="textSecondary">{identity}</Typography>}
      </Box>
      <ErrorNotice error={entries.error} retry={() => void entries.refetch()} />
      {entries.isPending && !entries.error && <SkeletonRows />}
      {entries.data?.length === 0 && <EmptyState title={t('ledger.citizen.none')} />}
      {entries.data && entries.data.length > 0 && (
        <>
          <Downloads citizenId={citizenId} />
          <Timeline entries={entries.data} />
        </>
      )}
    </Box>
  )
}

function Downloads({ citizenId }: { citizenId: string }) {
  const { t, i18n } = useTranslation('privacy')
  const { client } = useStation()
  const [language, setLanguage] = useState<EvidenceLanguage>(i18n.language === 'en' ? 'en' : 'es')
  const download = useMutation({
    mutationFn: async (format: 'pdf' | 'json') =>
      saveFile(await client.ledger.evidence({ citizenId, format, language }), `permisos.${format}`),
  })
  const button = (format: 'pdf' | 'json') => (
    <Button
      variant={format === 'pdf' ? 'contained' : 'outlined'}
      startIcon={<Download aria-hidden />}
      loading={download.isPending && download.variables === format}
      disabled={download.isPending}
      onClick={() => download.mutate(format)}
    >
      {t(`ledger.citizen.${format}`)}
    </Button>
  )
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
        {button('pdf')}
        {button('json')}
        <TextField
          select
          size="small"
          fullWidth={false}
          label={t('ledger.citizen.language')}
          value={language}
          onChange={(event) => setLanguage(evidenceLanguage.parse(event.target.value))}
          sx={{ minWidth: '10rem' }}
        >
          <MenuItem value="es" lang="es">
            Español
          </MenuItem>
          <MenuItem value="en" lang="en">
            English
          </MenuItem>
        </TextField>
      </Box>
      <ErrorNotice error={download.error} />
    </>
  )
}
