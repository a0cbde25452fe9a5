import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { type ReportEvent, reportState } from '../../../../contract/reports.ts'
import { useTown } from '../../../ui/town-clock.ts'

/** All that became of a report, oldest first. */
export function History({ events }: { events: readonly ReportEvent[] }) {
  const { t } = useTranslation('reports')
  return (
    <Box component="section" aria-labelledby="history">
      <Typography id="history" variant="h2" sx={{ mb: 1 }}>
        {t('history.title')}
      </Typography>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5 }}>
        {events.map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </Box>
    </Box>
  )
}

function Event({ event }: { event: ReportEvent }) {
  const { t } = useTranslation('reports')
  const { format } = useTown()
  const what = useEventText()
  const who = event.author.kind === 'bot' ? t('history.bot') : (event.author.name ?? '')
  return (
    <Box
      component="li"
      sx={(theme) => ({
        borderInlineStart: `3px solid ${event.kind === 'note' ? theme.colors.note.line : theme.colors.line}`,
        paddingInlineStart: 1.5,
      })}
    >
      <Box sx={{ fontWeight: 700 }}>{what(event)}</Box>
      {event.text !== '' && (
        <Box dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {event.text}
        </Box>
      )}
      <Typography variant="body2" color="textSecondary">
        {t('history.by', { who, when: format.dateTime(event.at) })}
      </Typography>
    </Box>
  )
}

function useEventText(): (event: ReportEvent) => string {
  const { t } = useTranslation('reports')
  return ({ kind, value }) => {
    switch (kind) {
      case 'opened':
      case 'note':
      case 'told':
        return t(`history.${kind}`)
      case 'department':
        return value ? t('history.department', { department: value }) : t('history.noDepartment')
      case 'state': {
        const state = reportState.catch('received').parse(value)
        return t('history.state', { state: t(`states.${state}`) })
      }
    }
  }
}
