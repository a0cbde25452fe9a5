import Add from '@mui/icons-material/Add'
import Gavel from '@mui/icons-material/GavelOutlined'
import { Box, Button, Link, MenuItem, TableCell, TableRow, TextField } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink, useLocation, useRoute } from 'wouter'
import { type RightsSummary, rightsKinds } from '../../../../contract/rights.ts'
import { useMay } from '../../../client/react.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { ListTable } from '../../../ui/list-table.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { FindBlocked } from './find-blocked.tsx'
import { NewRequest } from './new-request.tsx'
import { RequestDetail } from './request-detail.tsx'
import { type Sought, useRequests } from './rights-data.ts'
import { TermForm } from './term-form.tsx'
import { DueWord } from './words.tsx'

const columns = ['number', 'kind', 'name', 'state', 'received', 'due'] as const

/** Requests of data rights: all of them, or the one of the address. */
export function RightsTab() {
  const [, params] = useRoute('/privacy/rights/:id')
  return params?.id ? <RequestDetail key={params.id} id={params.id} /> : <AllRequests />
}

function AllRequests() {
  const { t } = useTranslation('privacy')
  const [, go] = useLocation()
  const mayWrite = useMay('privacy.write')
  const mayUnblock = useMay('privacy.unblock')
  const [sought, seek] = useState<Sought>({ scope: 'open', kind: null })
  const [isNew, setNew] = useState(false)
  const { requests, isPending, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useRequests(sought)
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', justifyItems: 'start' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center', width: '100%' }}>
        <Filters sought={sought} seek={seek} />
        <Box sx={{ flexGrow: 1 }} />
        {mayUnblock && <FindBlocked />}
        {mayWrite && (
          <Button variant="contained" startIcon={<Add />} onClick={() => setNew(true)}>
            {t('rights.new')}
          </Button>
        )}
      </Box>
      {isPending && <SkeletonRows />}
      <ErrorNotice error={error} retry={() => void refetch()} />
      {requests?.length === 0 && (
        <EmptyState icon={<Gavel />} title={t('rights.none.title')} text={t('rights.none.text')} />
      )}
      {requests !== undefined && requests.length > 0 && <RequestTable requests={requests} />}
      {hasNextPage && (
        <Button variant="outlined" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('rights.more')}
        </Button>
      )}
      {mayWrite && <TermForm />}
      {isNew && <NewRequest onOpened={(id) => go(`/privacy/rights/${id}`)} onClose={() => setNew(false)} />}
    </Box>
  )
}

function Filters({ sought, seek }: { sought: Sought; seek: (sought: Sought) => void }) {
  const { t } = useTranslation('privacy')
  return (
    <>
      <TextField
        select
        fullWidth={false}
        label={t('rights.filter.scope')}
        value={sought.scope}
        onChange={({ target }) => seek({ ...sought, scope: target.value === 'closed' ? 'closed' : 'open' })}
        sx={{ minWidth: '11rem' }}
      >
        <MenuItem value="open">{t('rights.filter.open')}</MenuItem>
        <MenuItem value="closed">{t('rights.filter.closed')}</MenuItem>
      </TextField>
      <TextField
        select
        fullWidth={false}
        label={t('rights.filter.kind')}
        value={sought.kind ?? 'all'}
        onChange={({ target }) => seek({ ...sought, kind: rightsKinds.find((kind) => kind === target.value) ?? null })}
        sx={{ minWidth: '11rem' }}
      >
        <MenuItem value="all">{t('rights.filter.all')}</MenuItem>
        {rightsKinds.map((kind) => (
          <MenuItem key={kind} value={kind}>
            {t(`rights.kinds.${kind}`)}
          </MenuItem>
        ))}
      </TextField>
    </>
  )
}

function RequestTable({ requests }: { requests: readonly RightsSummary[] }) {
  const { t } = useTranslation('privacy')
  const { format } = useTown()
  return (
    <ListTable label={t('rights.table.label')} columns={columns.map((column) => t(`rights.table.${column}`))}>
      {requests.map((request) => (
        <TableRow key={request.id}>
          <TableCell component="th" scope="row" sx={{ whiteSpace: 'nowrap' }}>
            <Link component={RouteLink} href={`/privacy/rights/${request.id}`} sx={{ fontWeight: 700 }}>
              {request.number}
            </Link>
          </TableCell>
          <TableCell>{t(`rights.kinds.${request.kind}`)}</TableCell>
          <TableCell dir="auto">{request.name || t('rights.nameless')}</TableCell>
          <TableCell>{t(`rights.states.${request.state}`)}</TableCell>
          <TableCell sx={{ whiteSpace: 'nowrap' }}>{format.dateTime(request.receivedAt)}</TableCell>
          <TableCell>
            <DueWord request={request} />
          </TableCell>
        </TableRow>
      ))}
    </ListTable>
  )
}
