import {
  Alert,
  Box,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  MenuItem,
  TextField,
  Typography,
} from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type ChangeEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useRange } from './entry-list.tsx'
import { largestFeed } from './rules.ts'

type Kind = 'closure' | 'feast'

/** Takes over the whole days of an iCalendar file: shows them first, adds those that are ticked, all or none. */
export function FeedDialog(props: { onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const title = useId()
  const range = useRange()
  const [kind, setKind] = useState<Kind>('closure')
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const [tooLarge, setTooLarge] = useState(false)
  const read = useMutation({
    mutationFn: async (file: File) => client.calendar.readFeed({ text: await file.text() }),
    onSuccess: ({ entries }) => setLeft(new Set(entries.flatMap(({ known }, at) => (known ? [at] : [])))),
  })
  const chosen = (read.data?.entries ?? []).filter((_, at) => !left.has(at))
  const add = useMutation({
    mutationFn: () =>
      client.calendar.importEntries({
        entries: chosen.map(({ from, to, name }) => ({
          kind,
          from,
          to,
          name: name.length < 2 ? t('calendar.feed.nameless') : name,
        })),
      }),
    onSuccess: ({ added }) => {
      props.onClose()
      toasts.show({ text: t('calendar.feed.added', { count: added }) })
      return queries.invalidateQueries({ queryKey: api.calendar.key() })
    },
  })
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const file = event.target.files?.[0]
    event.target.value = ''
    if (!file) return
    read.reset()
    add.reset()
    setTooLarge(file.size > largestFeed)
    if (file.size <= largestFeed) read.mutate(file)
  }
  const toggle = (at: number) =>
    setLeft((before) => (before.has(at) ? new Set([...before].filter((one) => one !== at)) : new Set([...before, at])))
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} fullWidth maxWidth="sm">
      <DialogTitle id={title}>{t('calendar.feed.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography color="textSecondary">{t('calendar.feed.text')}</Typography>
        <Button component="label" variant="outlined" loading={read.isPending} sx={{ justifySelf: 'start' }}>
          {t('calendar.feed.choose')}
          <Box
            component="input"
            type="file"
            accept=".ics,text/calendar"
            aria-label={t('calendar.feed.choose')}
            onChange={take}
            sx={{ position: 'absolute', inset: 0, opacity: 0, cursor: 'pointer' }}
          />
        </Button>
        {tooLarge && <Alert severity="error">{t('calendar.feed.tooLarge')}</Alert>}
        <ErrorNotice error={read.error} />
        {read.data && (
          <>
            <LeftOut timed={read.data.left.timed} outside={read.data.left.outside} />
            <TextField
              select
              label={t('calendar.feed.as')}
              value={kind}
              onChange={(event) => setKind(event.target.value as Kind)}
            >
              {(['closure', 'feast'] as const).map((one) => (
                <MenuItem key={one} value={one}>
                  {t(`calendar.kinds.${one}.name`)}
                </MenuItem>
              ))}
            </TextField>
            <Box
              component="ul"
              aria-label={t('calendar.feed.found')}
              sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: 320, overflowY: 'auto' }}
            >
              {read.data.entries.map((entry, at) => (
                <li key={`${entry.from} ${entry.to} ${entry.name}`}>
                  <FormControlLabel
                    control={<Checkbox checked={!left.has(at)} onChange={() => toggle(at)} />}
                    label={`${range(entry)} · ${entry.name || t('calendar.feed.nameless')}${entry.known ? ` (${t('calendar.feed.known')})` : ''}`}
                  />
                </li>
              ))}
            </Box>
          </>
        )}
        <ErrorNotice error={add.error} />
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{common('cancel')}</Button>
        <Button variant="contained" disabled={chosen.length === 0} loading={add.isPending} onClick={() => add.mutate()}>
          {chosen.length === 0 ? common('add') : t('calendar.feed.add', { count: chosen.length })}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function LeftOut(props: { timed: number; outside: number }) {
  const { t } = useTranslation('settings')
  if (props.timed + props.outside === 0) return null
  return (
    <Alert severity="info">
      {props.timed > 0 && <div>{t('calendar.feed.timed', { count: props.timed })}</div>}
      {props.outside > 0 && <div>{t('calendar.feed.outside', { count: props.outside })}</div>}
    </Alert>
  )
}
