import Check from '@mui/icons-material/Check'
import LinkOff from '@mui/icons-material/LinkOff'
import QrCode2 from '@mui/icons-material/QrCode2'
import Remove from '@mui/icons-material/Remove'
import { Box, Button, Paper, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Line } from '../../../contract/line.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { LineStateWord } from '../../ui/line-state.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { useNow } from '../../ui/use-now.ts'
import { knownCapabilities } from './capabilities.ts'
import { LinkPart } from './link-part.tsx'
import { OutboxCounts } from './outbox-counts.tsx'
import { PosterDialog } from './poster-dialog.tsx'
import { PracticeControls } from './practice-controls.tsx'
import { SafetyPart } from './safety/safety-part.tsx'

/** How each line does, and in practice what the town does. */
export function LinePage() {
  const { t } = useTranslation('line')
  const { api } = useStation()
  const lines = useQuery(api.lines.list.queryOptions())
  const mayPlay = useMay('practice.play')
  const [posters, setPosters] = useState(false)
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: '76rem' }}>
      <PageHeader
        title={t('title')}
        text={t('text')}
        actions={
          <Button variant="outlined" startIcon={<QrCode2 />} onClick={() => setPosters(true)}>
            {t('poster.open')}
          </Button>
        }
      />
      {posters && (
        <PosterDialog
          hasNumber={lines.data?.some(({ phone }) => phone !== null) ?? false}
          onClose={() => setPosters(false)}
        />
      )}
      {lines.isPending && <SkeletonRows rows={3} height={96} />}
      <ErrorNotice error={lines.error} retry={() => void lines.refetch()} />
      {lines.data?.length === 0 && <EmptyState icon={<LinkOff />} title={t('none')} text={t('noneText')} />}
      <Box sx={{ display: 'grid', gap: 3 }}>
        {lines.data?.map((line) => (
          <Fragment key={line.id}>
            <LineCard line={line} />
            <SafetyPart lineId={line.id} />
          </Fragment>
        ))}
        {mayPlay && lines.data?.some((line) => line.channel === 'practice') && <PracticeControls />}
      </Box>
    </Box>
  )
}

function LineCard({ line }: { line: Line }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const now = useNow()
  return (
    <Paper component="section" variant="outlined" aria-label={line.name} sx={{ p: 3, display: 'grid', gap: 3 }}>
      <Box sx={{ display: 'grid', gap: 1 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
          <Typography variant="h2">{line.name}</Typography>
          {line.channel !== 'webjs' && <LineStateWord state={line.state} chip />}
        </Box>
        {line.channel !== 'webjs' && <Typography>{t(`meaning.${line.state}`)}</Typography>}
        <Typography variant="body2" color="textSecondary">
          {t(`channels.${line.channel}`)}
          {line.channel !== 'webjs' &&
            ` · ${line.phone ?? t('noNumber')} · ${t('since', { when: format.dateTime(line.since), ago: format.waiting(line.since, now) })}`}
        </Typography>
      </Box>
      {line.channel === 'webjs' && <LinkPart />}
      <OutboxCounts outbox={line.outbox} />
      {line.capabilities.length > 0 && <Capabilities has={line.capabilities} />}
      {line.channel !== 'practice' && (
        <Typography variant="body2">
          {line.scanner === null ? t('scanner.off') : t('scanner.on', { name: line.scanner })}
        </Typography>
      )}
    </Paper>
  )
}

function Capabilities(props: { has: readonly string[] }) {
  const { t } = useTranslation('line')
  return (
    <Box>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {t('capabilities.title')}
      </Typography>
      <Box
        component="ul"
        sx={{
          m: 0,
          p: 0,
          listStyle: 'none',
          display: 'grid',
          gap: 1,
          gridTemplateColumns: { sm: '1fr 1fr', lg: '1fr 1fr 1fr' },
        }}
      >
        {knownCapabilities.map((capability) => {
          const has = props.has.includes(capability)
          return (
            <Box
              component="li"
              key={capability}
              sx={{ display: 'flex', gap: 1, color: has ? 'text.primary' : 'text.secondary' }}
            >
              {has ? (
                <Check color="success" fontSize="small" titleAccess={t('capabilities.yes')} />
              ) : (
                <Remove fontSize="small" titleAccess={t('capabilities.no')} />
              )}
              <span>{t(`capabilities.names.${capability}`)}</span>
            </Box>
          )
        })}
      </Box>
    </Box>
  )
}
