import Add from '@mui/icons-material/Add'
import Edit from '@mui/icons-material/EditOutlined'
import { Box, Button, IconButton, Paper, Typography } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Purpose } from '../../../../contract/consents.ts'
import { useMay } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { usePurposes } from './notices-data.ts'
import { PurposeDialog } from './purpose-dialog.tsx'

/** What the town hall sends notices about, with how many people agreed to each. */
export function PurposeList() {
  const { t } = useTranslation('notices')
  const mayWrite = useMay('privacy.write')
  const purposes = usePurposes()
  const [editing, edit] = useState<Purpose | 'new' | null>(null)
  const next = purposes.data?.length ?? 0
  return (
    <Box component="section" aria-labelledby="purposes-title" sx={{ display: 'grid', gap: 2 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'start' }}>
        <Box sx={{ flex: '1 1 20rem' }}>
          <Typography variant="h2" id="purposes-title">
            {t('purposes.title')}
          </Typography>
          <Typography color="textSecondary">{t('purposes.text')}</Typography>
        </Box>
        {mayWrite && (
          <Button startIcon={<Add />} onClick={() => edit('new')}>
            {t('purposes.new')}
          </Button>
        )}
      </Box>
      {purposes.isPending && <SkeletonRows />}
      <ErrorNotice error={purposes.error} retry={() => void purposes.refetch()} />
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {purposes.data?.map((purpose) => (
          <PurposeItem key={purpose.id} purpose={purpose} onEdit={mayWrite ? () => edit(purpose) : null} />
        ))}
      </Box>
      {editing !== null && (
        <PurposeDialog purpose={editing === 'new' ? null : editing} position={next} onClose={() => edit(null)} />
      )}
    </Box>
  )
}

function PurposeItem({ purpose, onEdit }: { purpose: Purpose; onEdit: (() => void) | null }) {
  const { t, i18n } = useTranslation('notices')
  const words = (i18n.language === 'en' ? purpose.texts.en : undefined) ?? purpose.texts.es
  const name = words?.name ?? purpose.id
  const facts = [
    t('purposes.consents', { count: purpose.consents }),
    t(`purposes.bases.${purpose.basis}`),
    t('purposes.versionOf', { version: purpose.version }),
    ...(purpose.urgent ? [t('purposes.urgent')] : []),
    ...(purpose.active ? [] : [t('purposes.inactive')]),
  ]
  return (
    <Paper component="li" variant="outlined" sx={{ p: 2, display: 'grid', gridTemplateColumns: '1fr auto', gap: 1 }}>
      <Box sx={{ minWidth: 0 }}>
        <Typography variant="h3">{name}</Typography>
        <Typography variant="body2">{words?.description}</Typography>
        <Typography variant="body2" color="textSecondary">
          {facts.join(' · ')}
        </Typography>
      </Box>
      {onEdit !== null && (
        <IconButton aria-label={t('purposes.edit', { name })} onClick={onEdit}>
          <Edit />
        </IconButton>
      )}
    </Paper>
  )
}
