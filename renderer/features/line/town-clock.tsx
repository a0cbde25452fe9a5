import { Box, Button, FormControlLabel, Radio, RadioGroup, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ClockChange } from '../../../contract/practice.ts'
import { useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'

const speeds = [1, 60, 600, 3_600] as const
const hour = 3_600_000
const steps = { hour, day: 24 * hour } as const
/** The clock is read while it is looked at. */
const readEveryMs = 1_000

/** The clock of the practice town: faster, or on by an hour or a day. */
export function TownClock() {
  const { t } = useTranslation('line')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const format = useFormat()
  const clock = useQuery(api.practice.clock.queryOptions({ refetchInterval: readEveryMs }))
  const change = useMutation({
    mutationFn: (to: ClockChange) => client.practice.setClock({ body: to }),
    onSuccess: async (read) => {
      queries.setQueryData(api.practice.clock.queryKey(), read)
      await queries.invalidateQueries({ queryKey: api.lines.key() })
    },
  })
  if (!clock.data) return <ErrorNotice error={clock.error} />
  return (
    <Box role="group" aria-labelledby="practice-clock" sx={{ display: 'grid', gap: 1 }}>
      <Box>
        <Typography variant="h3" id="practice-clock">
          {t('practice.clock.title')}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {t('practice.clock.text', { when: format.dateTime(clock.data.now) })}
        </Typography>
      </Box>
      <ErrorNotice error={change.error} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'center' }}>
        <RadioGroup
          row
          aria-label={t('practice.clock.speed')}
          value={String(clock.data.speed)}
          onChange={(_, value) => change.mutate({ speed: Number(value) })}
        >
          {speeds.map((speed) => (
            <FormControlLabel
              key={speed}
              value={String(speed)}
              control={<Radio />}
              label={t(`practice.clock.speeds.${speed}`)}
            />
          ))}
        </RadioGroup>
        {(['hour', 'day'] as const).map((step) => (
          <Button key={step} variant="outlined" onClick={() => change.mutate({ advance: steps[step] })}>
            {t(`practice.clock.${step}`)}
          </Button>
        ))}
      </Box>
    </Box>
  )
}
