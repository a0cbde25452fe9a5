import Add from '@mui/icons-material/Add'
import { Alert, Box, Button, Link, TableCell, TableRow } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink, useLocation } from 'wouter'
import type { Incident } from '../../../../contract/incidents.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { ListTable } from '../../../ui/list-table.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { ClockWord } from './clock-word.tsx'
import { NewIncident } from './new-incident.tsx'

export const incidentPath = (id: string): string => `/privacy/incidents/${encodeURIComponent(id)}`

/** What went wrong, newest first, and how much is left to tell the authority. */
export function IncidentList() {
  const { t } = useTranslation('incidents')
  const { api } = useStation()
  const [, go] = useLocation()
  const mayWrite = useMay('privacy.write')
  const incidents = useQuery(api.incidents.list.queryOptions({ staleTime: 0 }))
  const [making, setMaking] = useState(false)
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Alert severity="info">{t('intro')}</Alert>
      {mayWrite && (
        <Button variant="contained" startIcon={<Add />} onClick={() => setMaking(true)} sx={{ justifySelf: 'start' }}>
          {t('new.open')}
        </Button>
      )}
      {incidents.isPending && <SkeletonRows />}
      <ErrorNotice error={incidents.error} retry={() => void incidents.refetch()} />
      {incidents.data?.length === 0 && <EmptyState title={t('none')} text={t('noneText')} />}
      {incidents.data && incidents.data.length > 0 && <Register incidents={incidents.data} />}
      {making && <NewIncident onMade={(id) => go(incidentPath(id))} onClose={() => setMaking(false)} />}
    </Box>
  )
}

function Register({ incidents }: { incidents: readonly Incident[] }) {
  const { t } = useTranslation('incidents')
  const format = useFormat()
  return (
    <ListTable label={t('title')} columns={[t('number'), t('what'), t('knownAt'), t('clock.title'), t('state')]}>
      {incidents.map((incident) => (
        <TableRow key={incident.id}>
          <TableCell sx={{ whiteSpace: 'nowrap' }}>{incident.number}</TableCell>
          <TableCell component="th" scope="row">
            <Link component={RouteLink} href={incidentPath(incident.id)}>
              {incident.title}
            </Link>
            <Box component="span" sx={{ display: 'block', fontWeight: 400, fontSize: '0.875rem' }}>
              {t(`kinds.${incident.kind}`)}
            </Box>
          </TableCell>
          <TableCell>{format.dateTime(incident.knownAt)}</TableCell>
          <TableCell>
            <ClockWord clock={incident.clock} />
          </TableCell>
          <TableCell>{t(`states.${incident.state}`)}</TableCell>
        </TableRow>
      ))}
    </ListTable>
  )
}
