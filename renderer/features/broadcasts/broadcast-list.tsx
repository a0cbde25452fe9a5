import Podcasts from '@mui/icons-material/PodcastsOutlined'
import { Box, Button, Link, MenuItem, TableCell, TableRow, TextField } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { type BroadcastState, broadcastStates } from '../../../contract/broadcast.ts'
import type { BroadcastSummary } from '../../../contract/broadcasts.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ListTable } from '../../ui/list-table.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { useBroadcasts } from './broadcast-data.ts'
import { broadcastPath, reachedIn, recipientsIn } from './rules.ts'
import { BroadcastStateWord } from './state-word.tsx'

const columns = ['text', 'purpose', 'state', 'reached', 'when', 'author'] as const

/** Every broadcast, the newest first. */
export function BroadcastList() {
  const { t } = useTranslation('broadcasts')
  const [state, setState] = useState<BroadcastState | null>(null)
  const found = useBroadcasts(state)
  const { broadcasts } = found
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', justifyItems: 'start' }}>
      <TextField
        select
        fullWidth={false}
        label={t('filter.state')}
        value={state ?? 'all'}
        onChange={({ target }) => setState(broadcastStates.find((one) => one === target.value) ?? null)}
        sx={{ minWidth: '14rem' }}
      >
        <MenuItem value="all">{t('filter.all')}</MenuItem>
        {broadcastStates.map((one) => (
          <MenuItem key={one} value={one}>
            {t(`states.${one}`)}
          </MenuItem>
        ))}
      </TextField>
      {found.isPending && <SkeletonRows />}
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      {broadcasts?.length === 0 && <EmptyState icon={<Podcasts />} title={t('none.title')} text={t('none.text')} />}
      {broadcasts !== undefined && broadcasts.length > 0 && <BroadcastTable broadcasts={broadcasts} />}
      {found.hasNextPage && (
        <Button variant="outlined" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Box>
  )
}

function BroadcastTable({ broadcasts }: { broadcasts: readonly BroadcastSummary[] }) {
  const { t } = useTranslation('broadcasts')
  return (
    <ListTable label={t('list.label')} columns={columns.map((column) => t(`list.${column}`))}>
      {broadcasts.map((broadcast) => (
        <BroadcastLine key={broadcast.id} broadcast={broadcast} />
      ))}
    </ListTable>
  )
}

function BroadcastLine({ broadcast }: { broadcast: BroadcastSummary }) {
  const { format } = useTown()
  const at = broadcast.startedAt ?? broadcast.scheduleAt ?? broadcast.createdAt
  const all = recipientsIn(broadcast.counts)
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ minWidth: 220, overflowWrap: 'anywhere' }}>
        <Link component={RouteLink} href={broadcastPath(broadcast.id)} sx={{ fontWeight: 700 }}>
          {broadcast.title}
        </Link>
      </TableCell>
      <TableCell>{broadcast.purpose.name}</TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        <BroadcastStateWord state={broadcast.state} />
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>
        {all > 0 && `${format.number(reachedIn(broadcast.counts))} / ${format.number(all)}`}
      </TableCell>
      <TableCell sx={{ whiteSpace: 'nowrap' }}>{format.dateTime(at)}</TableCell>
      <TableCell>{broadcast.author.name}</TableCell>
    </TableRow>
  )
}
