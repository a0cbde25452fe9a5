import {
  Box,
  Button,
  FormControl,
  FormControlLabel,
  FormHelperText,
  FormLabel,
  LinearProgress,
  Paper,
  Radio,
  RadioGroup,
  Typography,
} from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Faults, Speed } from '../../../contract/practice.ts'
import { useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { calm, FaultList } from './fault-list.tsx'
import { TownClock } from './town-clock.tsx'

const speeds = ['manual', 1, 10, 'max'] as const
/** The town writes on; its progress is asked for while it is looked at. */
const progressEveryMs = 3_000

/** The practice town's own controls: how fast it writes and what goes wrong. */
export function PracticeControls() {
  const { t } = useTranslation('line')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const format = useFormat()
  const status = useQuery(api.practice.status.queryOptions({ refetchInterval: progressEveryMs }))
  const show = (next: NonNullable<typeof status.data>) => queries.setQueryData(api.practice.status.queryKey(), next)
  const setSpeed = useMutation({ mutationFn: (speed: Speed) => client.practice.setSpeed({ speed }), onSuccess: show })
  const setFaults = useMutation({
    mutationFn: (faults: Partial<Faults>) => client.practice.setFaults(faults),
    onSuccess: show,
  })
  const town = status.data
  return (
    <Paper
      component="section"
      variant="outlined"
      aria-label={t('practice.title')}
      sx={{ p: 3, display: 'grid', gap: 3 }}
    >
      <Box>
        <Typography variant="h2">{t('practice.title')}</Typography>
        <Typography color="textSecondary">{t('practice.text')}</Typography>
      </Box>
      <ErrorNotice error={status.error ?? setSpeed.error ?? setFaults.error} />
      {town === undefined && status.isPending && <SkeletonRows rows={4} />}
      {town && (
        <>
          <Box>
            <LinearProgress
              variant="determinate"
              value={town.total === 0 ? 0 : Math.min(100, (town.written / town.total) * 100)}
              aria-label={t('practice.progressLabel')}
              sx={{ height: 8, borderRadius: 1, mb: 1 }}
            />
            <Typography variant="body2" color="textSecondary">
              {t('practice.progress', {
                written: format.number(town.written),
                total: format.number(town.total),
                citizens: format.number(town.citizens),
              })}
            </Typography>
          </Box>
          <TownClock />
          <SpeedChoice speed={setSpeed.isPending ? setSpeed.variables : town.speed} choose={setSpeed.mutate} />
          <Box>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, mb: 1 }}>
              <Box sx={{ flex: '1 1 18rem' }}>
                <Typography variant="h3">{t('practice.faults')}</Typography>
                <Typography variant="body2" color="textSecondary">
                  {t('practice.faultsText')}
                </Typography>
              </Box>
              <Button variant="outlined" onClick={() => setFaults.mutate(calm)}>
                {t('practice.calm')}
              </Button>
            </Box>
            <FaultList
              faults={{ ...town.faults, ...(setFaults.isPending ? setFaults.variables : {}) }}
              change={setFaults.mutate}
            />
          </Box>
        </>
      )}
    </Paper>
  )
}

function SpeedChoice(props: { speed: Speed; choose: (speed: Speed) => void }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const usual = speeds.find((speed) => speed === props.speed)
  return (
    <FormControl>
      <FormLabel id="practice-speed">{t('practice.speed')}</FormLabel>
      <RadioGroup
        row
        aria-labelledby="practice-speed"
        value={String(props.speed)}
        onChange={(_, value) => props.choose(value === 'manual' || value === 'max' ? value : Number(value))}
      >
        {speeds.map((speed) => (
          <FormControlLabel
            key={speed}
            value={String(speed)}
            control={<Radio />}
            label={t(`practice.speeds.${speed}`)}
          />
        ))}
        {usual === undefined && (
          <FormControlLabel
            value={String(props.speed)}
            control={<Radio />}
            label={t('practice.speeds.other', {
              times: typeof props.speed === 'number' ? format.number(props.speed) : '',
            })}
          />
        )}
      </RadioGroup>
      <FormHelperText sx={{ mx: 0 }}>{t(`practice.speedHelp.${usual ?? 'other'}`)}</FormHelperText>
    </FormControl>
  )
}
