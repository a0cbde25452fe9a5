import { Link, TextField, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { BroadcastRules } from '../../../contract/broadcasts.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { useToasts } from '../../ui/toasts.tsx'

/** Which sites are the town's, and where it is decided who approves. */
export function RulesDialog(props: { onClose: () => void }) {
  const { api } = useStation()
  const rules = useQuery(api.broadcasts.rules.queryOptions({ staleTime: 0 }))
  return rules.data ? <RulesForm rules={rules.data} onClose={props.onClose} /> : null
}

function RulesForm(props: { rules: BroadcastRules; onClose: () => void }) {
  const { t } = useTranslation('broadcasts')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const mayDecide = useMay('operators.manage')
  const [domains, setDomains] = useState(props.rules.ownDomains.join('\n'))
  const save = useMutation({
    mutationFn: () => client.broadcasts.saveRules({ ownDomains: domains.split(/\s+/).filter(Boolean) }),
    onSuccess: () => {
      toasts.show({ text: t('rules.saved') })
      props.onClose()
      return queries.invalidateQueries({ queryKey: api.broadcasts.key() })
    },
  })
  return (
    <FormDialog
      title={t('rules.title')}
      submit={t('rules.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={() => save.mutate()}
      onClose={props.onClose}
    >
      <TextField
        label={t('rules.domains')}
        value={domains}
        onChange={(event) => setDomains(event.target.value)}
        multiline
        minRows={2}
        error={isRefused(save.error, 'ownDomains')}
        helperText={t('rules.domainsHelp')}
      />
      <Typography variant="body2" color="textSecondary">
        {t('rules.approval')}{' '}
        {mayDecide && (
          <Link component={RouteLink} href="/settings/security">
            {t('rules.decide')}
          </Link>
        )}
      </Typography>
    </FormDialog>
  )
}
