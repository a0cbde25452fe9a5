import { Box, Checkbox, FormControlLabel, TextField } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { DepartmentField } from './department-field.tsx'
import { PhotoChoice, useSent } from './photo-choice.tsx'
import { useKeep } from './report-data.ts'
import { type FormFault, formFaults } from './rules.ts'
import { SimilarTo } from './similar.tsx'

type Props = {
  /** The report is of whoever wrote there; null at the counter. */
  readonly conversationId: string | null
  readonly onOpened: (id: string) => void
  readonly onClose: () => void
}

/** A report that an operator opens, from a conversation or at the counter. */
export function NewReport(props: Props) {
  const { t } = useTranslation('reports')
  const { client } = useStation()
  const toasts = useToasts()
  const keep = useKeep()
  const sent = useSent(props.conversationId)
  const [form, setForm] = useState({ what: '', place: '', department: '', notify: props.conversationId !== null })
  const [photos, choosePhotos] = useState<readonly string[]>([])
  const [withPoint, setWithPoint] = useState(false)
  const [faults, setFaults] = useState<readonly FormFault[]>([])
  const point = withPoint ? sent.point : null
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part })
  const open = useMutation({
    mutationFn: () =>
      client.reports.open({
        what: form.what,
        department: form.department,
        place: { text: form.place, point },
        photos: [...photos],
        notify: form.notify,
        ...(props.conversationId !== null && { conversationId: props.conversationId }),
      }),
    onSuccess: (report) => {
      toasts.show({ text: t('form.opened', { number: report.number }) })
      void keep(report)
      props.onOpened(report.id)
    },
  })
  const submit = () => {
    const found = formFaults({ ...form, point: point !== null })
    setFaults(found)
    if (found.length === 0) open.mutate()
  }
  const wrong = (field: FormFault) => faults.includes(field) || isRefused(open.error, field)
  return (
    <FormDialog
      title={sent.name === null ? t('form.title') : t('form.titleFrom', { name: sent.name })}
      submit={t('form.open')}
      busy={open.isPending}
      error={open.error ?? sent.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        label={t('form.what')}
        value={form.what}
        onChange={(event) => change({ what: event.target.value })}
        multiline
        minRows={2}
        required
        autoFocus
        error={wrong('what')}
        helperText={wrong('what') && t('form.whatError')}
        slotProps={{ htmlInput: { maxLength: 1000 } }}
      />
      <TextField
        label={t('form.place')}
        value={form.place}
        onChange={(event) => change({ place: event.target.value })}
        required={point === null}
        error={wrong('place')}
        helperText={wrong('place') ? t('form.placeError') : t('form.placeHelp')}
        slotProps={{ htmlInput: { maxLength: 200 } }}
      />
      {sent.point !== null && <Tick label={t('form.point')} checked={withPoint} onChange={setWithPoint} />}
      <DepartmentField
        label={t('form.department')}
        value={form.department}
        onChange={(department) => change({ department })}
      />
      {sent.pictures.length > 0 && <PhotoChoice pictures={sent.pictures} chosen={photos} choose={choosePhotos} />}
      {props.conversationId !== null && (
        <Tick label={t('form.notify')} checked={form.notify} onChange={(notify) => change({ notify })} />
      )}
      <SimilarTo what={form.what} where={form.place} />
    </FormDialog>
  )
}

function Tick(props: { label: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <Box>
      <FormControlLabel
        label={props.label}
        control={<Checkbox checked={props.checked} onChange={(event) => props.onChange(event.target.checked)} />}
      />
    </Box>
  )
}
