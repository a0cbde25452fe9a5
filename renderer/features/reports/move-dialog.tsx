import { Box, TextField, Typography } from '@mui/material'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportMove, ReportNews, ReportSummary } from '../../../contract/reports.ts'
import { useStation } from '../../client/react.tsx'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { isRefused } from '../../ui/form-field.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { useKeep } from './report-data.ts'
import { silenceOf } from './rules.ts'

type Moved = Pick<ReportSummary, 'id' | 'number' | 'conversationId' | 'notify'>

/** Changes the state of a report, with the very words that the citizen will read. */
export function MoveDialog(props: { report: Moved; to: ReportMove; onClose: () => void }) {
  const { report, to } = props
  const { t } = useTranslation('reports')
  const { client } = useStation()
  const keep = useKeep()
  const toasts = useToasts()
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const news = useNews(report.id, to, useSettled(reason.trim()))
  const written = reason.trim()
  const short = written.length < 3 && (written !== '' || to === 'dismissed')
  const tells = report.notify && report.conversationId !== null
  const change = useMutation({
    mutationFn: () =>
      client.reports.changeState({ id: report.id, state: to, ...(written !== '' && { reason: written }) }),
    onSuccess: (changed) => {
      toasts.show({ text: t('move.done', { number: changed.number, state: t(`states.${changed.state}`) }) })
      props.onClose()
      return keep(changed)
    },
  })
  const submit = () => {
    setTried(true)
    if (!short) change.mutate()
  }
  const wrong = (tried && short) || isRefused(change.error, 'reason')
  return (
    <FormDialog
      title={t('move.title', { number: report.number, state: t(`states.${to}`) })}
      submit={tells ? t('move.confirmTell') : t('move.confirm')}
      busy={change.isPending}
      error={change.error ?? news.error}
      onSubmit={submit}
      onClose={props.onClose}
    >
      <TextField
        label={to === 'dismissed' ? t('move.reasonNeeded') : t('move.reason')}
        required={to === 'dismissed'}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        multiline
        minRows={2}
        autoFocus
        error={wrong}
        helperText={wrong ? t('move.reasonError') : t(tells ? 'move.reasonHelp' : 'move.internalHelp')}
        slotProps={{ htmlInput: { maxLength: 500 } }}
      />
      {news.data && <Preview news={news.data} silence={silenceOf(report)} />}
    </FormDialog>
  )
}

function Preview({ news, silence }: { news: ReportNews; silence: 'noNews' | 'noCitizen' }) {
  const { t } = useTranslation('reports')
  if (news.text === null) return <Typography color="textSecondary">{t(`move.${silence}`)}</Typography>
  return (
    <Box component="figure" sx={{ m: 0, display: 'grid', gap: 0.75 }}>
      <Typography component="figcaption" sx={{ fontWeight: 700 }}>
        {t('move.preview')}
      </Typography>
      <Box
        lang={news.language}
        sx={(theme) => {
          const paper = news.voice === 'assistant' ? theme.colors.bot : theme.colors.operator
          return {
            p: 1.5,
            borderRadius: 1,
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
            color: paper.text,
            backgroundColor: paper.fill,
            border: `1px solid ${paper.line}`,
          }
        }}
      >
        {news.text}
      </Box>
      <Typography variant="body2" color="textSecondary">
        {t(news.voice === 'assistant' ? 'move.byAssistant' : 'move.byOperator')}
      </Typography>
    </Box>
  )
}

function useNews(id: string, state: ReportMove, reason: string) {
  const { api } = useStation()
  return useQuery(
    api.reports.preview.queryOptions({
      input: { id, state, reason },
      placeholderData: keepPreviousData,
      // The conversation may have changed hands since it was last asked for.
      staleTime: 0,
      gcTime: 0,
    }),
  )
}

const pauseMs = 250

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, settle] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => settle(text), pauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
