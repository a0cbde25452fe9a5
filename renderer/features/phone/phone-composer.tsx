import Article from '@mui/icons-material/ArticleOutlined'
import Mic from '@mui/icons-material/MicNone'
import Photo from '@mui/icons-material/PhotoOutlined'
import Place from '@mui/icons-material/PlaceOutlined'
import Send from '@mui/icons-material/Send'
import { Box, Button, IconButton, TextField, Tooltip } from '@mui/material'
import { type KeyboardEvent, type ReactElement, type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PracticeInbound } from '../../../contract/practice.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import type { Person } from './choose-person.tsx'
import { type Attachment, attachments, inboundOf } from './rules.ts'

const icons: { readonly [A in Attachment]: ReactElement } = {
  photo: <Photo />,
  voice: <Mic />,
  pdf: <Article />,
  location: <Place />,
}

/** Writes as the citizen: text (Enter sends), or a sample photo, voice note, document or place. */
export function PhoneComposer(props: {
  person: Person
  busy: boolean
  error: unknown
  send: (message: PracticeInbound) => void
}) {
  const { t } = useTranslation('phone')
  const [text, setText] = useState('')
  const submit = (event?: SubmitEvent) => {
    event?.preventDefault()
    if (text.trim() === '') return
    props.send(inboundOf(props.person, { text }))
    setText('')
  }
  const enterSends = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }
  return (
    <Box
      component="form"
      onSubmit={submit}
      sx={(theme) => ({ p: 1.5, display: 'grid', gap: 1, borderTop: `1px solid ${theme.colors.line}` })}
    >
      <ErrorNotice error={props.error} />
      <TextField
        label={t('write', { name: props.person.name })}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={enterSends}
        multiline
        maxRows={4}
        slotProps={{ htmlInput: { maxLength: 4096 } }}
      />
      <Box sx={{ display: 'flex', alignItems: 'center' }}>
        {attachments.map((attachment) => (
          <Tooltip key={attachment} title={t(`attach.${attachment}`)}>
            <IconButton
              aria-label={t(`attach.${attachment}`)}
              onClick={() => props.send(inboundOf(props.person, { attachment, place: t('place') }))}
            >
              {icons[attachment]}
            </IconButton>
          </Tooltip>
        ))}
        <Button type="submit" variant="contained" endIcon={<Send />} loading={props.busy} sx={{ ml: 'auto' }}>
          {t('send')}
        </Button>
      </Box>
    </Box>
  )
}
