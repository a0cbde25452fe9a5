import EventAvailable from '@mui/icons-material/EventAvailable'
import HistoryIcon from '@mui/icons-material/History'
import { Box, Button, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Fact } from '../../../contract/knowledge.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { draftOf, type FactDraft } from './rules.ts'

/** What else can be done with a fact: say that it is still true, look at its history, retire it. */
export function FactActions(props: { fact: Fact; onDone: () => void; onRestore: (draft: FactDraft) => void }) {
  const { t } = useTranslation('knowledge')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const mayWrite = useMay('assistant.write')
  const [retiring, setRetiring] = useState(false)
  const [history, setHistory] = useState(false)
  const known = { id: props.fact.id, version: props.fact.version }
  const done = async (text: string) => {
    await queries.invalidateQueries({ queryKey: api.knowledge.key() })
    toasts.show({ text })
    props.onDone()
  }
  const confirm = useMutation({
    mutationFn: () => client.knowledge.confirm(known),
    onSuccess: () => done(t('confirmed')),
  })
  const retire = useMutation({ mutationFn: () => client.knowledge.retire(known), onSuccess: () => done(t('retired')) })
  return (
    <Box sx={{ display: 'grid', gap: 1, justifyItems: 'start' }}>
      {mayWrite && (
        <>
          <Button
            variant="outlined"
            startIcon={<EventAvailable />}
            loading={confirm.isPending}
            onClick={() => confirm.mutate()}
          >
            {t('confirm')}
          </Button>
          <ErrorNotice error={confirm.error} />
        </>
      )}
      <Button startIcon={<HistoryIcon />} aria-expanded={history} onClick={() => setHistory(!history)}>
        {t('history')}
      </Button>
      {history && <Versions fact={props.fact} onRestore={mayWrite ? props.onRestore : null} />}
      {mayWrite && (
        <Button color="error" onClick={() => setRetiring(true)}>
          {t('retire')}
        </Button>
      )}
      <ConfirmDialog
        open={retiring}
        title={t('retireTitle')}
        text={t('retireText')}
        confirm={t('retire')}
        danger
        busy={retire.isPending}
        error={retire.error}
        onConfirm={() => retire.mutate()}
        onClose={() => setRetiring(false)}
      />
    </Box>
  )
}

function Versions(props: { fact: Fact; onRestore: ((draft: FactDraft) => void) | null }) {
  const { t } = useTranslation('knowledge')
  const { api } = useStation()
  const format = useFormat()
  const versions = useQuery(api.knowledge.history.queryOptions({ input: { id: props.fact.id } }))
  const { onRestore } = props
  return (
    <Box component="ol" aria-label={t('history')} sx={{ m: 0, pl: 0, listStyle: 'none', width: '100%' }}>
      <ErrorNotice error={versions.error} />
      {versions.data?.map(({ version, at, author, body }) => (
        <Box component="li" key={version} sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 44 }}>
          <Typography variant="body2" sx={{ flex: 1 }}>
            {t('versionBy', { version, when: format.dateTime(at), who: author?.name ?? 'Ventanilla' })}
          </Typography>
          {onRestore && version !== props.fact.version && (
            <Button
              size="small"
              aria-label={t('restoreVersion', { version })}
              onClick={() => onRestore({ ...draftOf(body), reviewedOn: props.fact.body.reviewedOn })}
            >
              {t('restore')}
            </Button>
          )}
        </Box>
      ))}
    </Box>
  )
}
