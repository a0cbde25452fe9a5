import { Box, Button, TextField } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { toProblem } from '../../client/problems.ts'
import { useStation } from '../../client/react.tsx'
import { useProblemText } from '../../ui/problem-text.ts'
import { dayAt } from './rules.ts'

/** Goes to the day of the appointment whose code somebody says. */
export function FindByCode(props: { timeZone: string; go: (day: string) => void }) {
  const { t } = useTranslation('agenda')
  const { client } = useStation()
  const problem = useProblemText()
  const [code, setCode] = useState('')
  const find = useMutation({
    mutationFn: () => client.appointments.byCode({ code }),
    onSuccess: ({ start }) => props.go(dayAt(start, props.timeZone)),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (code.trim() !== '') find.mutate()
  }
  const wrong =
    find.error && (toProblem(find.error).code === 'NOT_FOUND' ? t('find.notFound') : problem(find.error).what)
  return (
    <Box component="form" role="search" onSubmit={submit} sx={{ display: 'flex', alignItems: 'start', gap: 1 }}>
      <TextField
        label={t('find.label')}
        value={code}
        onChange={(event) => {
          find.reset()
          setCode(event.target.value)
        }}
        error={find.isError}
        helperText={wrong}
        slotProps={{ htmlInput: { maxLength: 20 } }}
        sx={{ width: 190 }}
      />
      <Button type="submit" loading={find.isPending} sx={{ minHeight: 40 }}>
        {t('find.go')}
      </Button>
    </Box>
  )
}
