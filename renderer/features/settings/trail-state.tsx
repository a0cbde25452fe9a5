import { Alert, Box, Button } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { saveFile } from '../../ui/save-file.ts'

/** Whether the trail is as it was written, and taking it away as a file. */
export function TrailState() {
  const { t } = useTranslation('security')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const format = useFormat()
  const state = useQuery(api.security.trail.queryOptions()).data
  const verify = useMutation({
    mutationFn: () => client.security.verifyTrail(),
    onSuccess: (found) => queries.setQueryData(api.security.trail.queryKey(), found),
  })
  const save = useMutation({
    mutationFn: (as: 'csv' | 'json') => client.security.exportTrail({ format: as }),
    onSuccess: (file, as) => saveFile(file, `ventanilla-registro.${as}`),
  })
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {state?.state === 'broken' && <Alert severity="error">{t('trail.broken', { seq: state.seq })}</Alert>}
      {state?.state === 'whole' && (
        <Alert severity="success">{t('trail.whole', { count: state.entries, when: format.dateTime(state.at) })}</Alert>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button variant="outlined" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('trail.verify')}
        </Button>
        <Button variant="outlined" loading={save.isPending} onClick={() => save.mutate('csv')}>
          {t('trail.csv')}
        </Button>
        <Button variant="outlined" loading={save.isPending} onClick={() => save.mutate('json')}>
          {t('trail.json')}
        </Button>
      </Box>
      <ErrorNotice error={verify.error ?? save.error} />
    </Box>
  )
}
