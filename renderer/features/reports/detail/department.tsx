import { Button, Paper, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Report } from '../../../../contract/reports.ts'
import { useMay, useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { DepartmentField } from '../department-field.tsx'
import { useKeep } from '../report-data.ts'

/** Whose task a report is. */
export function Department({ report }: { report: Report }) {
  const { t } = useTranslation('reports')
  const { client } = useStation()
  const keep = useKeep()
  const toasts = useToasts()
  const mayWrite = useMay('inbox.write')
  const [department, setDepartment] = useState(report.department)
  const assign = useMutation({
    mutationFn: () => client.reports.assign({ id: report.id, department }),
    onSuccess: (changed) => {
      toasts.show({ text: t('detail.assigned') })
      return keep(changed)
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    assign.mutate()
  }
  return (
    <Paper variant="outlined" component="form" onSubmit={submit} sx={{ p: 2, display: 'grid', gap: 1.5 }}>
      <Typography variant="h2">{t('detail.department')}</Typography>
      <DepartmentField
        label={t('detail.department')}
        help={t('detail.departmentHelp')}
        value={department}
        disabled={!mayWrite}
        onChange={setDepartment}
      />
      <ErrorNotice error={assign.error} />
      {mayWrite && (
        <Button
          type="submit"
          variant="outlined"
          loading={assign.isPending}
          disabled={department.trim() === report.department}
          sx={{ justifySelf: 'start' }}
        >
          {t('detail.assign')}
        </Button>
      )}
    </Paper>
  )
}
