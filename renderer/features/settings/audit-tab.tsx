import { Box, Button, MenuItem, TableCell, TableRow, TextField, Typography } from '@mui/material'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { ListTable } from '../../ui/list-table.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { type AuditAction, auditActions, isAuditAction } from './audit-actions.ts'
import { TrailState } from './trail-state.tsx'

const pageSize = 50
/** The empty choice is a choice with a name. */
const nameEmpty = { select: { displayEmpty: true }, inputLabel: { shrink: true } }

/** Who did what, when, on what, and how it ended. Nothing here can be changed. */
export function AuditTab() {
  const { t } = useTranslation('settings')
  const { api } = useStation()
  const [operatorId, setOperatorId] = useState('')
  const [action, setAction] = useState<AuditAction | ''>('')
  const trail = useInfiniteQuery(
    api.operators.audit.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: pageSize,
        ...(cursor === undefined ? {} : { cursor }),
        ...(operatorId === '' ? {} : { operatorId }),
        ...(action === '' ? {} : { action }),
      }),
      initialPageParam: undefined,
      getNextPageParam: (last) => last.nextCursor ?? undefined,
      staleTime: 0,
    }),
  )
  const entries = trail.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Typography color="textSecondary">{t('audit.text')}</Typography>
      <TrailState />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: 'repeat(2, minmax(0, 18rem))' } }}>
        <WhoFilter value={operatorId} choose={setOperatorId} />
        <TextField
          select
          label={t('audit.action')}
          slotProps={nameEmpty}
          value={action}
          onChange={(event) => setAction(isAuditAction(event.target.value) ? event.target.value : '')}
        >
          <MenuItem value="">{t('audit.all')}</MenuItem>
          {auditActions.map((name) => (
            <MenuItem key={name} value={name}>
              {t(`audit.actions.${name}`)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      {trail.isPending && <SkeletonRows />}
      <ErrorNotice error={trail.error} retry={() => void trail.refetch()} />
      {trail.data && entries.length === 0 && <EmptyState title={t('audit.none')} />}
      {entries.length > 0 && <Entries entries={entries} />}
      {trail.hasNextPage && (
        <Button
          variant="outlined"
          loading={trail.isFetchingNextPage}
          onClick={() => void trail.fetchNextPage()}
          sx={{ justifySelf: 'center' }}
        >
          {t('audit.older')}
        </Button>
      )}
    </Box>
  )
}

function WhoFilter(props: { value: string; choose: (id: string) => void }) {
  const { t } = useTranslation('settings')
  const { api } = useStation()
  const mayList = useMay('operators.manage')
  const people = useQuery(api.operators.list.queryOptions({ enabled: mayList }))
  if (!mayList) return null
  return (
    <TextField
      select
      slotProps={nameEmpty}
      label={t('audit.who')}
      value={props.value}
      onChange={(event) => props.choose(event.target.value)}
    >
      <MenuItem value="">{t('audit.everybody')}</MenuItem>
      {people.data?.map((person) => (
        <MenuItem key={person.id} value={person.id}>
          {person.name}
        </MenuItem>
      ))}
    </TextField>
  )
}

type Entry = Awaited<ReturnType<ReturnType<typeof useStation>['client']['operators']['audit']>>['items'][number]

function Entries(props: { entries: readonly Entry[] }) {
  const { t } = useTranslation('settings')
  const format = useFormat()
  return (
    <ListTable
      label={t('tabs.audit')}
      columns={[t('audit.when'), t('audit.who'), t('audit.action'), t('audit.object'), t('audit.result')]}
      small
    >
      {props.entries.map((entry) => (
        <TableRow key={entry.seq}>
          <TableCell sx={{ whiteSpace: 'nowrap' }}>{format.dateTime(entry.at)}</TableCell>
          <TableCell>{entry.actor.name ?? t(`audit.actors.${entry.actor.kind}`)}</TableCell>
          <TableCell>
            {isAuditAction(entry.action) ? t(`audit.actions.${entry.action}`) : entry.action}
            {entry.detail !== null && (
              <Typography variant="caption" color="textSecondary" component="div">
                {entry.detail}
              </Typography>
            )}
            {entry.reason !== null && (
              <Typography variant="caption" component="div">
                {t('audit.reason', { reason: entry.reason })}
              </Typography>
            )}
            {entry.approver !== null && entry.approver !== entry.actor.name && (
              <Typography variant="caption" component="div">
                {t('audit.approver', { name: entry.approver })}
              </Typography>
            )}
          </TableCell>
          <TableCell>
            <Typography variant="caption" color="textSecondary">
              {entry.object === null ? '' : `${entry.object.kind} ${entry.object.id.slice(-8)}`}
            </Typography>
          </TableCell>
          <TableCell>{t(`audit.results.${entry.result}`)}</TableCell>
        </TableRow>
      ))}
    </ListTable>
  )
}
