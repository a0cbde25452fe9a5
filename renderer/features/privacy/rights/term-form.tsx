import { Box, Button, TextField } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'

/** How long what is blocked is kept before it is destroyed. */
export function TermForm() {
  const { api } = useStation()
  const { data } = useQuery(api.rights.settings.queryOptions())
  return data ? <Term key={data.blockYears} saved={data.blockYears} /> : null
}

function Term({ saved }: { saved: number }) {
  const { t } = useTranslation('privacy')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const [years, setYears] = useState(String(saved))
  const blockYears = Number(years)
  const isWrong = !Number.isInteger(blockYears) || blockYears < 1 || blockYears > 10
  const save = useMutation({
    mutationFn: () => client.rights.saveSettings({ blockYears }),
    onSuccess: () => {
      toasts.show({ text: t('rights.term.saved') })
      return queries.invalidateQueries({ queryKey: api.rights.settings.key() })
    },
  })
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (!isWrong) save.mutate()
      }}
      sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'start', mt: 2 }}
    >
      <TextField
        label={t('rights.term.label')}
        value={years}
        onChange={({ target }) => setYears(target.value)}
        error={isWrong}
        helperText={isWrong ? t('rights.term.error') : t('rights.term.help')}
        slotProps={{ htmlInput: { inputMode: 'numeric', maxLength: 2 } }}
        sx={{ maxWidth: '26rem' }}
      />
      <Button type="submit" variant="outlined" loading={save.isPending}>
        {t('rights.term.save')}
      </Button>
      <ErrorNotice error={save.error} />
    </Box>
  )
}
