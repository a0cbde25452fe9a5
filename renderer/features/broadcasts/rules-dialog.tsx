import { Checkbox, FormControlLabel, FormHelperText, TextField } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BroadcastRules } from '../../../contract/broadcasts.ts'
import { useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { useToasts } from '../../ui/toasts.tsx'

/** Who approves, and which sites are the town's. */
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
  const [fourEyes, setFourEyes] = useState(props.rules.fourEyes)
  const [domains, setDomains] = useState(props.rules.ownDomains.join('\n'))
  const save = useMutation({
    mutationFn: () => client.broadcasts.saveRules({ fourEyes, ownDomains: domains.split(/\s+/).filter(Boolean) }),
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
      <div>
        <FormControlLabel
          label={t('rules.fourEyes')}
          control={<Checkbox checked={fourEyes} onChange={(event) => setFourEyes(event.target.checked)} />}
        />
        <FormHelperText>{t('rules.fourEyesHelp')}</FormHelperText>
      </div>
      <TextField
        label={t('rules.domains')}
        value={domains}
        onChange={(event) => setDomains(event.target.value)}
        multiline
        minRows={2}
        error={isRefused(save.error, 'ownDomains')}
        helperText={t('rules.domainsHelp')}
      />
    </FormDialog>
  )
}
