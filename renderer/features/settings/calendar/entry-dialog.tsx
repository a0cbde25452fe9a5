import Add from '@mui/icons-material/Add'
import Delete from '@mui/icons-material/DeleteOutlined'
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  IconButton,
  MenuItem,
  TextField,
  Typography,
} from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarEntryInput, CalendarEntryKind, DaySpan } from '../../../../contract/calendar.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { OpeningHours } from '../opening-hours.tsx'
import { checked, type EntryDraft, type EntryFault, entryKinds } from './rules.ts'

/** Writes or changes days that differ from the usual week. */
export function EntryDialog(props: { draft: EntryDraft; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const title = useId()
  const [draft, setDraft] = useState(props.draft)
  const [faults, setFaults] = useState<readonly EntryFault[]>([])
  const change = (part: Partial<EntryDraft>) => setDraft({ ...draft, ...part })
  const save = useMutation({
    mutationFn: (entry: CalendarEntryInput) => client.calendar.save(entry),
    onSuccess: () => {
      props.onClose()
      toasts.show({ text: common('saved') })
      return queries.invalidateQueries({ queryKey: api.calendar.key() })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const { entry, faults: found } = checked(draft)
    setFaults(found)
    if (entry) save.mutate(entry)
  }
  const text = (name: 'name' | 'from' | 'to') => ({
    name,
    value: draft[name],
    label: t(`calendar.entry.${name}`),
    error: faults.includes(name),
    helperText: faults.includes(name) ? t(`calendar.entry.faults.${name}`) : ' ',
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  })
  const dated = { type: 'date', slotProps: { inputLabel: { shrink: true } } } as const
  return (
    <Dialog
      open
      onClose={props.onClose}
      aria-labelledby={title}
      fullWidth
      maxWidth={draft.kind === 'timetable' ? 'md' : 'sm'}
    >
      <form noValidate onSubmit={submit}>
        <DialogTitle id={title}>
          {t(draft.id === undefined ? 'calendar.entry.new' : 'calendar.entry.change')}
        </DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 1.5, '&&': { pt: 1 } }}>
          <TextField
            select
            label={t('calendar.entry.kind')}
            value={draft.kind}
            helperText={t(`calendar.kinds.${draft.kind}.help`)}
            onChange={(event) => change({ kind: event.target.value as CalendarEntryKind })}
          >
            {entryKinds.map((kind) => (
              <MenuItem key={kind} value={kind}>
                {t(`calendar.kinds.${kind}.name`)}
              </MenuItem>
            ))}
          </TextField>
          <TextField {...text('name')} autoFocus slotProps={{ htmlInput: { maxLength: 80 } }} />
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
            <TextField
              {...text('from')}
              {...dated}
              onChange={({ target: { value } }) => change({ from: value, ...(draft.to < value && { to: value }) })}
            />
            <TextField {...text('to')} {...dated} />
          </Box>
          {(draft.kind === 'half_day' || draft.kind === 'opening') && (
            <Spans hours={draft.hours} wrong={faults.includes('hours')} change={(hours) => change({ hours })} />
          )}
          {draft.kind === 'timetable' && (
            <Box role="group" aria-label={t('calendar.entry.week')}>
              <OpeningHours hours={draft.week} change={(week) => change({ week: [...week] })} />
              {faults.includes('week') && <Typography color="error">{t('calendar.entry.faults.week')}</Typography>}
            </Box>
          )}
          <ErrorNotice error={save.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="contained" loading={save.isPending}>
            {common('save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function Spans(props: { hours: readonly DaySpan[]; wrong: boolean; change: (hours: readonly DaySpan[]) => void }) {
  const { t } = useTranslation('settings')
  const { hours, wrong, change } = props
  return (
    <Box role="group" aria-label={t('calendar.entry.hours')} sx={{ display: 'grid', gap: 1.5 }}>
      {[...hours.entries()].map(([index, span]) => {
        const time = (name: 'from' | 'to') => ({
          type: 'time',
          size: 'small' as const,
          label: t(`hours.${name}`),
          value: span[name],
          error: wrong,
          sx: { width: 132 },
          slotProps: { inputLabel: { shrink: true } },
          onChange: (event: { target: { value: string } }) =>
            change(hours.map((one, at) => (at === index ? { ...one, [name]: event.target.value } : one))),
        })
        return (
          <Box key={index} sx={{ display: 'flex', gap: 1 }}>
            <TextField {...time('from')} />
            <TextField {...time('to')} />
            {hours.length > 1 && (
              <IconButton
                aria-label={t('calendar.entry.removeSpan', { from: span.from })}
                onClick={() => change(hours.filter((_, at) => at !== index))}
              >
                <Delete />
              </IconButton>
            )}
          </Box>
        )
      })}
      {wrong && <Typography color="error">{t('calendar.entry.faults.hours')}</Typography>}
      {hours.length < 4 && (
        <Button
          size="small"
          startIcon={<Add />}
          sx={{ justifySelf: 'start' }}
          onClick={() => change([...hours, { from: '16:00', to: '18:00' }])}
        >
          {t('hours.add')}
        </Button>
      )}
    </Box>
  )
}
