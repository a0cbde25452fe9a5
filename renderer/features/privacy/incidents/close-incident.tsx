import { Alert, Box, Button, TextField } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { IncidentDetail } from '../../../../contract/incidents.ts'
import { problemData } from '../../../client/problems.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'

const named = ['what', 'measures', 'lesson', 'authority', 'affected', 'ccn'] as const

/** Closing with a lesson, and opening again with a reason. */
export function CloseIncident({ incident }: { incident: IncidentDetail }) {
  const { t } = useTranslation('incidents')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const [asking, setAsking] = useState(false)
  const [reason, setReason] = useState('')
  const shown = (next: IncidentDetail) => {
    setAsking(false)
    queries.setQueryData(api.incidents.get.queryKey({ input: { id: incident.id } }), next)
    void queries.invalidateQueries({ queryKey: api.incidents.list.key() })
  }
  const close = useMutation({ mutationFn: () => client.incidents.close({ id: incident.id }), onSuccess: shown })
  const reopen = useMutation({
    mutationFn: () => client.incidents.reopen({ id: incident.id, reason }),
    onSuccess: shown,
  })
  const fields = problemData(close.error, 'BAD_INPUT')?.fields
  const missing = named.filter((name) => fields?.includes(name))
  if (incident.state === 'closed') {
    return (
      <>
        <Button variant="outlined" onClick={() => setAsking(true)} sx={{ justifySelf: 'start' }}>
          {t('reopen.go')}
        </Button>
        {asking && (
          <FormDialog
            title={t('reopen.title')}
            submit={t('reopen.go')}
            busy={reopen.isPending}
            error={reopen.error}
            onSubmit={() => reason.trim().length >= 5 && reopen.mutate()}
            onClose={() => setAsking(false)}
          >
            <TextField
              label={t('reopen.reason')}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
              autoFocus
            />
          </FormDialog>
        )}
      </>
    )
  }
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {missing.length > 0 ? (
        <Alert severity="warning">
          {t('close.missing', { fields: missing.map((name) => t(`fields.${name}`)).join(', ') })}
        </Alert>
      ) : (
        <ErrorNotice error={close.error} />
      )}
      <Button variant="outlined" loading={close.isPending} onClick={() => close.mutate()} sx={{ justifySelf: 'start' }}>
        {t('close.go')}
      </Button>
    </Box>
  )
}
