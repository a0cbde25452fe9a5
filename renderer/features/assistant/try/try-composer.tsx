import Mic from '@mui/icons-material/MicNone'
import Photo from '@mui/icons-material/PhotoOutlined'
import Place from '@mui/icons-material/PlaceOutlined'
import Send from '@mui/icons-material/Send'
import { Box, IconButton, TextField, Tooltip } from '@mui/material'
import { type KeyboardEvent, type SubmitEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { useTrial } from './use-trial.ts'

/** Writes as the citizen: words (Enter sends), or a photo, a place, a voice note. */
export function TryComposer(props: { busy: boolean; say: ReturnType<typeof useTrial>['say'] }) {
  const { t } = useTranslation('assistant')
  const [text, setText] = useState('')
  const submit = (event?: SubmitEvent) => {
    event?.preventDefault()
    if (text.trim() === '' || props.busy) return
    props.say({ text }, text)
    setText('')
  }
  const enterSends = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    submit()
  }
  const place = { latitude: 40.4, longitude: -3.7, label: t('try.place') }
  const others = [
    { name: 'photo', icon: <Photo />, run: () => props.say({ photo: true }, t('try.sent.photo')) },
    { name: 'place', icon: <Place />, run: () => props.say({ place }, t('try.sent.place')) },
    { name: 'voice', icon: <Mic />, run: () => props.say({ voice: true }, t('try.sent.voice')) },
  ] as const
  return (
    <Box
      component="form"
      onSubmit={submit}
      sx={(theme) => ({ p: 1, display: 'flex', alignItems: 'end', borderTop: `1px solid ${theme.colors.line}` })}
    >
      <TextField
        label={t('try.write')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={enterSends}
        multiline
        maxRows={4}
        slotProps={{ htmlInput: { maxLength: 4096 } }}
        sx={{ mr: 0.5 }}
      />
      {others.map(({ name, icon, run }) => (
        <Tooltip key={name} title={t(`try.send.${name}`)}>
          <IconButton
            size="small"
            aria-label={t(`try.send.${name}`)}
            disabled={props.busy}
            onClick={run}
            sx={{ minWidth: 36, minHeight: 40 }}
          >
            {icon}
          </IconButton>
        </Tooltip>
      ))}
      <Tooltip title={t('try.send.text')}>
        <IconButton
          type="submit"
          aria-label={t('try.send.text')}
          color="primary"
          sx={(theme) => ({ color: theme.colors.accent })}
        >
          <Send />
        </IconButton>
      </Tooltip>
    </Box>
  )
}
