import { Alert, Box, TextField, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Rehearsal } from '../../../../contract/line-safety.ts'
import { useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { numberIn } from './rules.ts'

const faults = ['failed', 'notOnWhatsapp', 'optOuts', 'angry', 'undelivered', 'replies'] as const
type Fault = (typeof faults)[number]

const calm: Readonly<Record<Fault, number>> = {
  failed: 1,
  notOnWhatsapp: 0,
  optOuts: 0,
  angry: 0,
  undelivered: 2,
  replies: 30,
}
const mostRecipients = 20_000
const whole = 100

/** A broadcast on a line that only exists in thoughts: how long it would take, and what would stop it. */
export function RehearsalDialog(props: { lineId: string; onClose: () => void }) {
  const { t } = useTranslation('line')
  const { client } = useStation()
  const [recipients, setRecipients] = useState(500)
  const [chances, setChances] = useState(calm)
  const [restrictedAfter, setRestrictedAfter] = useState(0)
  const shares = Object.fromEntries(faults.map((name) => [name, chances[name] / whole])) as Record<Fault, number>
  const run = useMutation({
    mutationFn: () => client.lines.rehearse({ id: props.lineId, recipients, faults: { ...shares, restrictedAfter } }),
  })
  const isWrong = !(recipients >= 1 && recipients <= mostRecipients)
  return (
    <FormDialog
      title={t('safety.rehearsal.title')}
      submit={t('safety.rehearsal.run')}
      busy={run.isPending}
      error={run.error}
      onSubmit={() => {
        if (!isWrong) run.mutate()
      }}
      onClose={props.onClose}
    >
      <Typography variant="body2">{t('safety.rehearsal.text')}</Typography>
      <Amount
        label={t('safety.rehearsal.recipients')}
        value={recipients}
        most={mostRecipients}
        wrong={isWrong}
        change={setRecipients}
      />
      <Box
        component="fieldset"
        sx={{ border: 0, p: 0, m: 0, display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}
      >
        <Typography component="legend" variant="h3" sx={{ mb: 1.5 }}>
          {t('safety.rehearsal.faults')}
        </Typography>
        {faults.map((name) => (
          <Amount
            key={name}
            label={t(`safety.rehearsal.fault.${name}`)}
            value={chances[name]}
            most={whole}
            wrong={!(chances[name] >= 0 && chances[name] <= whole)}
            change={(value) => setChances({ ...chances, [name]: value })}
          />
        ))}
      </Box>
      <Amount
        label={t('safety.rehearsal.fault.restrictedAfter')}
        value={restrictedAfter}
        most={mostRecipients}
        wrong={!(restrictedAfter >= 0)}
        change={setRestrictedAfter}
      />
      {run.data && <Outcome rehearsal={run.data} />}
    </FormDialog>
  )
}

function Amount(props: {
  label: string
  value: number
  most: number
  wrong: boolean
  change: (value: number) => void
}) {
  return (
    <TextField
      type="number"
      size="small"
      label={props.label}
      error={props.wrong}
      value={Number.isNaN(props.value) ? '' : props.value}
      onChange={({ target }) => props.change(numberIn(target.value))}
      slotProps={{ htmlInput: { min: 0, max: props.most, step: 'any' } }}
    />
  )
}

function Outcome({ rehearsal }: { rehearsal: Rehearsal }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const { stopped, sent, left, endsAt, bindingLimit, perDay } = rehearsal
  const when = endsAt === null ? t('safety.rehearsal.never') : format.dateTime(endsAt)
  return (
    <Box role="status" sx={{ display: 'grid', gap: 1.5 }}>
      <Alert severity={stopped ? 'error' : 'success'} variant="outlined">
        {stopped
          ? t('safety.rehearsal.stopped', {
              when,
              sent: format.number(sent),
              left: format.number(left),
              why: t(`safety.breakers.${stopped}.why`),
            })
          : t('safety.rehearsal.ended', { when, sent: format.number(sent) })}
      </Alert>
      {bindingLimit && (
        <Typography variant="body2">
          {t('safety.rehearsal.binds', { limit: t(`safety.limitNames.${bindingLimit}`) })}
        </Typography>
      )}
      <Typography variant="body2">{t('safety.rehearsal.days', { count: perDay.length })}</Typography>
    </Box>
  )
}
