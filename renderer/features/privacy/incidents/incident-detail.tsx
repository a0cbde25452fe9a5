import ArrowBack from '@mui/icons-material/ArrowBack'
import { Alert, Box, Button, Paper, Typography } from '@mui/material'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { IncidentDetail as Detail } from '../../../../contract/incidents.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { ClockWord } from './clock-word.tsx'
import { CloseIncident } from './close-incident.tsx'
import { IncidentForm } from './incident-form.tsx'
import { Timeline } from './timeline.tsx'

const severities = { calm: 'info', soon: 'warning', urgent: 'warning' } as const

/** One incident: what is known, what is left of the 72 hours, and what was done. */
export function IncidentDetail({ id }: { id: string }) {
  const { t } = useTranslation('incidents')
  const { api } = useStation()
  const incident = useQuery(api.incidents.get.queryOptions({ input: { id }, staleTime: 0 }))
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Button component={RouteLink} href="/privacy/incidents" startIcon={<ArrowBack />} sx={{ justifySelf: 'start' }}>
        {t('back')}
      </Button>
      {incident.isPending && <SkeletonRows />}
      <ErrorNotice error={incident.error} retry={() => void incident.refetch()} />
      {incident.data && <Shown incident={incident.data} />}
    </Box>
  )
}

function Shown({ incident }: { incident: Detail }) {
  const { t } = useTranslation('incidents')
  const format = useFormat()
  const mayWrite = useMay('privacy.write')
  const { deadline, state } = incident.clock
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
        <Typography variant="h2" sx={{ flex: '1 1 20rem' }}>
          {incident.number} · {incident.title}
        </Typography>
        <ClockWord clock={incident.clock} />
        <SaveFile id={incident.id} number={incident.number} />
      </Box>
      {deadline !== null && (state === 'running' || state === 'over') && (
        <Alert severity={state === 'over' ? 'error' : severities[incident.clock.tone]}>
          {t('clock.deadline', { when: format.dateTime(deadline) })}
        </Alert>
      )}
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          gridTemplateColumns: { lg: 'minmax(0, 3fr) minmax(0, 2fr)' },
          alignItems: 'start',
        }}
      >
        <Paper variant="outlined" sx={{ p: 3 }}>
          <IncidentForm
            incident={incident}
            readOnly={!mayWrite || incident.state === 'closed'}
            key={incident.updatedAt}
          />
        </Paper>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Timeline incident={incident} />
          {mayWrite && <CloseIncident incident={incident} />}
        </Box>
      </Box>
    </>
  )
}

function SaveFile({ id, number }: { id: string; number: string }) {
  const { t } = useTranslation('incidents')
  const { client } = useStation()
  const save = useMutation({
    mutationFn: () => client.incidents.file({ id, format: 'json' }),
    onSuccess: (file) => saveFile(file, `incidente-${number.replace('/', '-')}.json`),
  })
  return (
    <Button variant="outlined" loading={save.isPending} onClick={() => save.mutate()}>
      {t('file')}
    </Button>
  )
}
