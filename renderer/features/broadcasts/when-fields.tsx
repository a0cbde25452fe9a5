import { Box, FormControlLabel, MenuItem, Radio, RadioGroup, TextField, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { type Change, type Form, type FormFault, type Repeat, repeats } from './rules.ts'

const ways = ['now', 'once', 'series'] as const
const wayNames = { now: 'whenNow', once: 'whenOnce', series: 'whenSeries' } as const
const repeatNames = { DAILY: 'daily', WEEKLY: 'weekly', MONTHLY: 'monthly' } as const

/** When it leaves, and whether again. */
export function WhenFields(props: { form: Form; change: Change; faults: readonly FormFault[] }) {
  const { form, change } = props
  const { t } = useTranslation('broadcasts')
  const wrong = props.faults.includes('date')
  return (
    <Box component="section" sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h3" component="h2" id="broadcast-when">
        {t('compose.when')}
      </Typography>
      <RadioGroup
        aria-labelledby="broadcast-when"
        value={form.when}
        onChange={(_, value) => change({ when: ways.find((way) => way === value) ?? 'now' })}
        sx={{ mt: -1 }}
      >
        {ways.map((way) => (
          <FormControlLabel key={way} value={way} control={<Radio />} label={t(`compose.${wayNames[way]}`)} />
        ))}
      </RadioGroup>
      {form.when !== 'now' && (
        <Box sx={{ display: 'flex', gap: 2, flexWrap: 'wrap' }}>
          <TextField
            type="datetime-local"
            label={t('compose.date')}
            value={form.date}
            onChange={(event) => change({ date: event.target.value })}
            required
            error={wrong}
            helperText={wrong && t('compose.missingDate')}
            slotProps={{ inputLabel: { shrink: true } }}
          />
          {form.when === 'series' && <Series form={form} change={change} />}
        </Box>
      )}
    </Box>
  )
}

function Series({ form, change }: { form: Form; change: Change }) {
  const { t } = useTranslation('broadcasts')
  return (
    <>
      <TextField
        select
        label={t('compose.repeat')}
        value={form.repeat}
        onChange={({ target }) => change({ repeat: target.value as Repeat })}
        sx={{ minWidth: '11rem' }}
      >
        {repeats.map((repeat) => (
          <MenuItem key={repeat} value={repeat}>
            {t(`compose.${repeatNames[repeat]}`)}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        type="number"
        label={t('compose.times')}
        value={form.times}
        onChange={(event) => change({ times: Math.trunc(Number(event.target.value)) || 1 })}
        slotProps={{ htmlInput: { min: 2, max: 104 } }}
        sx={{ width: '9rem' }}
      />
    </>
  )
}
