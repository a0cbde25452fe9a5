import { Alert, Box, Button, Typography } from '@mui/material'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { Part } from './part.tsx'
import { RightsTable } from './rights-table.tsx'
import { SignReview } from './sign-review.tsx'

/** Who may do what, read through and signed off every quarter. */
export function AccessReview() {
  const { t } = useTranslation('security')
  const { api, client } = useStation()
  const format = useFormat()
  const report = useQuery(api.security.report.queryOptions({ staleTime: 0 }))
  const [signing, setSigning] = useState(false)
  const save = useMutation({
    mutationFn: () => client.security.reportFile(),
    onSuccess: (file) => saveFile(file, 'ventanilla-permisos.csv'),
  })
  return (
    <Part title={t('review.title')}>
      <Typography color="textSecondary">{t('review.text')}</Typography>
      {report.isPending && <SkeletonRows />}
      <ErrorNotice error={report.error} retry={() => void report.refetch()} />
      {report.data && (
        <>
          <Alert severity={report.data.at >= report.data.dueAt ? 'warning' : 'info'}>
            {report.data.last === null
              ? t('review.never', { due: format.dateTime(report.data.dueAt) })
              : t('review.last', {
                  when: format.dateTime(report.data.last.at),
                  who: report.data.last.reviewer,
                  due: format.dateTime(report.data.dueAt),
                })}
          </Alert>
          <RightsTable people={report.data.people} />
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
            <Button variant="contained" onClick={() => setSigning(true)}>
              {t('review.sign')}
            </Button>
            <Button variant="outlined" loading={save.isPending} onClick={() => save.mutate()}>
              {t('review.csv')}
            </Button>
          </Box>
          <ErrorNotice error={save.error} />
          {signing && <SignReview report={report.data} onClose={() => setSigning(false)} />}
        </>
      )}
    </Part>
  )
}
