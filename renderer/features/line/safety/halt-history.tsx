import { Box, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { BrakeEvent } from '../../../../contract/line-safety.ts'
import { useFormat } from '../../../i18n/format.ts'

/** When the line slowed down, stopped and spoke again, who let it and why. */
export function HaltHistory({ events }: { events: readonly BrakeEvent[] }) {
  const { t } = useTranslation('line')
  return (
    <Box>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {t('safety.history.title')}
      </Typography>
      {events.length === 0 && <Typography color="textSecondary">{t('safety.history.none')}</Typography>}
      <Box component="ol" aria-label={t('safety.history.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {events.map((event) => (
          <HaltRow key={event.id} event={event} />
        ))}
      </Box>
    </Box>
  )
}

function HaltRow({ event }: { event: BrakeEvent }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const what = t(`safety.history.${event.kind}`, { who: event.operator ?? t('safety.history.somebody') })
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { sm: '11rem 1fr' },
        gap: { sm: 2 },
        py: 1,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Typography variant="body2" color="textSecondary">
        {format.dateTime(event.at)}
      </Typography>
      <Box>
        <Typography sx={{ fontWeight: event.kind === 'red' ? 700 : 400 }}>
          {what}
          {event.breaker && `: ${t(`safety.breakers.${event.breaker}.name`)}`}
          {event.cause && ` · ${t(`safety.causes.${event.cause}`)}`}
        </Typography>
        {event.reason && <Typography variant="body2">{event.reason}</Typography>}
      </Box>
    </Box>
  )
}
