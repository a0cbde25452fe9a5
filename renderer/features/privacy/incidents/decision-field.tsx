import { Box, MenuItem, TextField, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { IncidentDecision } from '../../../../contract/incidents.ts'
import { fromField, toField } from './rules.ts'

const answers = ['pending', 'needed', 'not_needed'] as const

/** A decision the law asks for: what, why, and when it was carried out. */
export function DecisionField(props: {
  title: string
  help: string
  value: IncidentDecision
  readOnly: boolean
  change: (decision: IncidentDecision) => void
}) {
  const { t } = useTranslation('incidents')
  const { value, change, readOnly } = props
  return (
    <Box
      component="fieldset"
      sx={(theme) => ({
        m: 0,
        p: 2,
        minWidth: 0,
        border: `1px solid ${theme.colors.line}`,
        borderRadius: 1,
        display: 'grid',
        gap: 2,
      })}
    >
      <Typography component="legend" sx={{ fontWeight: 700, px: 0.5 }}>
        {props.title}
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {props.help}
      </Typography>
      <TextField
        select
        disabled={readOnly}
        label={t('decision.what')}
        value={value.what}
        onChange={(event) => {
          const what = answers.find((each) => each === event.target.value)
          if (what) change({ ...value, what, doneAt: what === 'needed' ? value.doneAt : null })
        }}
      >
        {answers.map((answer) => (
          <MenuItem key={answer} value={answer}>
            {t(`decision.${answer}`)}
          </MenuItem>
        ))}
      </TextField>
      {value.what !== 'pending' && (
        <TextField
          label={t('decision.reason')}
          value={value.reason}
          onChange={(event) => change({ ...value, reason: event.target.value })}
          multiline
          helperText={value.what === 'not_needed' ? t('decision.reasonNeeded') : undefined}
        />
      )}
      {value.what === 'needed' && (
        <TextField
          label={t('decision.doneAt')}
          type="datetime-local"
          value={toField(value.doneAt)}
          onChange={(event) => change({ ...value, doneAt: fromField(event.target.value) })}
          slotProps={{ inputLabel: { shrink: true } }}
        />
      )}
    </Box>
  )
}
