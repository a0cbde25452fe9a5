import { Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../client/react.tsx'
import { ErrorNotice } from './error-notice.tsx'
import { IntentField } from './intent-field.tsx'
import { useIntentName } from './intent-name.ts'
import { useToasts } from './toasts.tsx'

export type Lesson = {
  readonly intent: string
  readonly text: string
  /** The entry of the list of misunderstandings that it settles. */
  readonly misunderstoodId?: string
}

/** Teaches the assistant what a phrase means; it counts from the next message. Says so, and how to take it back. */
export function useTeach(onDone?: () => void) {
  const { t } = useTranslation('intents')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const nameOf = useIntentName()
  const renew = () => queries.invalidateQueries({ queryKey: api.intents.key() })
  const forget = useMutation({
    mutationFn: (id: string) => client.intents.forget({ id }),
    onSuccess: renew,
    onError: () => toasts.show({ text: t('teach.notForgotten'), severity: 'error' }),
  })
  return useMutation({
    mutationFn: (lesson: Lesson) => client.intents.teach(lesson),
    onSuccess: ({ id, intent }) => {
      onDone?.()
      toasts.show({
        text: t('teach.done', { intent: nameOf(intent) }),
        undo: { seconds: 8, run: () => forget.mutate(id) },
      })
      return renew()
    },
  })
}

/** “Esto era…”: what somebody wrote, and which wish it was. The phrase can be cut down to what matters. */
export function TeachDialog(props: { text: string; misunderstoodId?: string; onClose: () => void }) {
  const { t } = useTranslation('intents')
  const { t: common } = useTranslation()
  const { api } = useStation()
  const title = useId()
  const intents = useQuery(api.intents.list.queryOptions())
  const [text, setText] = useState(props.text.slice(0, longest))
  const [intent, setIntent] = useState<string | null>(null)
  const [asked, setAsked] = useState(false)
  const teach = useTeach(props.onClose)
  const tooShort = text.trim().length < 2
  const submit = () => {
    setAsked(true)
    if (intent === null || tooShort) return
    const { misunderstoodId } = props
    teach.mutate({ intent, text: text.trim(), ...(misunderstoodId !== undefined && { misunderstoodId }) })
  }
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} fullWidth maxWidth="sm">
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <DialogTitle id={title}>{t('teach.title')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '&&': { pt: 1 } }}>
          <IntentField
            autoFocus
            label={t('teach.intent')}
            intents={(intents.data ?? []).map((one) => one.intent)}
            value={intent}
            onChoose={setIntent}
            error={asked && intent === null ? t('teach.choose') : undefined}
          />
          <TextField
            label={t('teach.phrase')}
            value={text}
            onChange={(event) => setText(event.target.value)}
            error={asked && tooShort}
            helperText={t('teach.phraseHelp')}
            multiline
            maxRows={6}
            slotProps={{ htmlInput: { maxLength: longest } }}
          />
          <ErrorNotice error={intents.error ?? teach.error} />
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="contained" loading={teach.isPending}>
            {t('teach.go')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** Characters a taught phrase may have. */
const longest = 400
