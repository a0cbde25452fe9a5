import {
  Button,
  Chip,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Stack,
  TextField,
  Typography,
} from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CannedReply } from '../../../contract/settings.ts'
import { isProblem } from '../../client/problems.ts'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { type ReplyFault, replyFaults } from './rules.ts'

const variables = ['nombre', 'ayuntamiento', 'operador'] as const

/** Writes or changes one canned reply. */
export function ReplyDialog(props: { reply: CannedReply | null; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const title = useId()
  const form = useRef<HTMLFormElement>(null)
  const text = useRef<HTMLTextAreaElement>(null)
  const [reply, setReply] = useState(props.reply ?? { shortcut: '', title: '', text: '' })
  const [faults, setFaults] = useState<readonly ReplyFault[]>([])
  const save = useMutation({
    mutationFn: () => client.settings.saveCannedReply(reply),
    onSuccess: () => {
      props.onClose()
      toasts.show({ text: common('saved') })
      return queries.invalidateQueries({ queryKey: api.settings.cannedReplies.key() })
    },
  })
  const taken = isProblem(save.error, 'NAME_TAKEN')
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const found = replyFaults(reply)
    setFaults(found)
    if (found[0] === undefined) save.mutate()
    else form.current?.querySelector<HTMLElement>(`[name="${found[0]}"]`)?.focus()
  }
  const field = (name: ReplyFault, help: string) => ({
    name,
    value: reply[name],
    label: t(`replies.fields.${name}`),
    error: faults.includes(name),
    helperText: faults.includes(name) ? t(`replies.faults.${name}`) : help,
    onChange: (event: { target: { value: string } }) => setReply({ ...reply, [name]: event.target.value }),
  })
  const insert = (variable: string) => {
    const at = text.current?.selectionStart ?? reply.text.length
    setReply({ ...reply, text: `${reply.text.slice(0, at)}{{${variable}}}${reply.text.slice(at)}` })
    text.current?.focus()
  }
  const shortcut = field('shortcut', t('replies.shortcutHelp'))
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} fullWidth maxWidth="sm">
      <form ref={form} noValidate onSubmit={submit}>
        <DialogTitle id={title}>{props.reply ? t('replies.editTitle') : t('replies.new')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2, '&&': { pt: 1 } }}>
          <TextField
            {...field('title', t('replies.titleHelp'))}
            autoFocus
            slotProps={{ htmlInput: { maxLength: 80 } }}
          />
          <TextField
            {...shortcut}
            error={shortcut.error || taken}
            helperText={taken ? t('replies.taken') : shortcut.helperText}
            slotProps={{ htmlInput: { maxLength: 30 } }}
          />
          <TextField
            {...field('text', t('replies.textHelp'))}
            inputRef={text}
            multiline
            minRows={4}
            slotProps={{ htmlInput: { maxLength: 4096 } }}
          />
          <Typography variant="body2">{t('replies.variables')}</Typography>
          <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
            {variables.map((variable) => (
              <Chip
                key={variable}
                variant="outlined"
                label={`{{${variable}}} · ${t(`replies.variable.${variable}`)}`}
                onClick={() => insert(variable)}
              />
            ))}
          </Stack>
          {!taken && <ErrorNotice error={save.error} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="contained" loading={save.isPending}>
            {common('save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
