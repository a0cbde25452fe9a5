import { Box, Button, Typography } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Me } from '../../../contract/session.ts'
import { useStation } from '../../client/react.tsx'
import { CodeField, isCode, plainCode } from '../../ui/code-field.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'

/** The second step: what the phone shows, or a recovery code. */
export function CodeStep(props: { onStep: (me: Me) => void }) {
  const { t } = useTranslation('security')
  const { client } = useStation()
  const [code, setCode] = useState('')
  const [short, setShort] = useState(false)
  const give = useMutation({
    mutationFn: () => client.security.giveCode({ code: plainCode(code) }),
    onSuccess: props.onStep,
    onError: () => setCode(''),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setShort(!isCode(code))
    if (isCode(code)) give.mutate()
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2 }}>
      <Typography>{t('door.codeText')}</Typography>
      <CodeField
        label={t('door.code')}
        value={code}
        onCode={setCode}
        autoFocus
        error={short}
        helperText={short ? t('door.codeShort') : t('door.codeHelp')}
      />
      <ErrorNotice error={give.error} />
      <Button type="submit" variant="contained" size="large" loading={give.isPending}>
        {t('door.continue')}
      </Button>
    </Box>
  )
}
