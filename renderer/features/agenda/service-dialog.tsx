import { FormControlLabel, Switch, TextField } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppointmentService } from '../../../contract/appointments.ts'
import { toProblem } from '../../client/problems.ts'
import { useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { useRenew } from './agenda-data.ts'
import { newService, type ServiceFault, type ServiceForm, serviceFaults } from './rules.ts'
import { WeeklyHours } from './weekly-hours.tsx'

/** A new service, or changes to one. */
export function ServiceDialog(props: { service: AppointmentService | null; onClose: () => void }) {
  const { t } = useTranslation('agenda')
  const { client } = useStation()
  const renew = useRenew()
  const toasts = useToasts()
  const [form, setForm] = useState<ServiceForm>(props.service ?? newService)
  const [faults, setFaults] = useState<readonly ServiceFault[]>([])
  const change = (part: Partial<ServiceForm>) => setForm({ ...form, ...part })
  const save = useMutation({
    mutationFn: () => client.appointments.saveService({ ...form, ...(props.service && { id: props.service.id }) }),
    onSuccess: () => {
      toasts.show({ text: t('serviceForm.saved') })
      props.onClose()
    },
    onSettled: renew,
  })
  const submit = () => {
    const found = serviceFaults(form)
    setFaults(found)
    if (found.length === 0) save.mutate()
  }
  const taken = save.error !== null && toProblem(save.error).code === 'NAME_TAKEN'
  const wrong = (field: ServiceFault) => faults.includes(field) || isRefused(save.error, field)
  const number = (field: 'minutes' | 'daysAhead' | 'minNotice', help?: string) => ({
    type: 'number',
    label: t(`serviceForm.${field}`),
    value: Number.isNaN(form[field]) ? '' : form[field],
    onChange: (event: { target: { value: string } }) =>
      change({ [field]: event.target.value === '' ? Number.NaN : Number(event.target.value) }),
    error: wrong(field),
    helperText: wrong(field) ? t(`serviceForm.${field}Error`) : help,
  })
  return (
    <FormDialog
      title={t(props.service ? 'serviceForm.title' : 'serviceForm.newTitle')}
      submit={t('serviceForm.save')}
      busy={save.isPending}
      error={taken ? null : save.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        label={t('serviceForm.name')}
        value={form.name}
        onChange={(event) => change({ name: event.target.value })}
        required
        autoFocus
        error={taken || wrong('name')}
        helperText={taken ? t('serviceForm.nameTaken') : wrong('name') && t('serviceForm.nameError')}
        slotProps={{ htmlInput: { maxLength: 80 } }}
      />
      <TextField
        label={t('serviceForm.department')}
        value={form.department}
        onChange={(event) => change({ department: event.target.value })}
        slotProps={{ htmlInput: { maxLength: 80 } }}
      />
      <TextField {...number('minutes')} />
      <TextField {...number('daysAhead')} />
      <TextField {...number('minNotice', t('serviceForm.minNoticeHelp'))} />
      <WeeklyHours weekly={form.weekly} wrong={wrong('weekly')} change={(weekly) => change({ weekly: [...weekly] })} />
      <FormControlLabel
        label={t('serviceForm.active')}
        control={<Switch checked={form.active} onChange={(event) => change({ active: event.target.checked })} />}
      />
    </FormDialog>
  )
}
