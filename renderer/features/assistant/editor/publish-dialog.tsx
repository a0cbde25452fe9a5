import {
  Alert,
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  TextField,
  Typography,
} from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { problemData } from '../../../client/problems.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { DiffList } from './diff-list.tsx'
import { FaultList } from './fault-list.tsx'
import type { Draft } from './use-draft.ts'

type Props = {
  readonly name: string
  /** Null for a flow that was never published. */
  readonly published: number | null
  readonly draft: Draft
  readonly onFaults: () => void
  readonly onClose: () => void
}

/** What will change for citizens, a note for colleagues, and the button that does it. */
export function PublishDialog(props: Props) {
  const { t } = useTranslation('assistant')
  const { t: common } = useTranslation()
  const title = useId()
  const [note, setNote] = useState('')
  const publish = usePublish(props, note)
  const { faults } = props.draft.state.saved
  const refused = problemData(publish.error, 'FLOW_FAULTY')
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} fullWidth maxWidth="md">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          publish.mutate()
        }}
      >
        <DialogTitle id={title}>{t('publish.title')}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 2 }}>
          {faults.length > 0 && (
            <Alert
              severity="error"
              variant="outlined"
              action={
                <Button color="inherit" size="small" onClick={props.onFaults}>
                  {t('publish.seeFaults')}
                </Button>
              }
            >
              {t('publish.faulty', { count: faults.length })}
            </Alert>
          )}
          {props.published !== null && <Changes name={props.name} from={props.published} draft={props.draft} />}
          <TextField
            label={t('publish.note')}
            helperText={t('publish.noteHelp')}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            multiline
            maxRows={4}
            slotProps={{ htmlInput: { maxLength: 500 } }}
          />
          {refused ? (
            <FaultList title={t('publish.refused')} faults={refused.faults} />
          ) : (
            <ErrorNotice error={publish.error} />
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="contained" disabled={faults.length > 0} loading={publish.isPending}>
            {t('publish.go')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

function usePublish({ name, draft, onClose }: Props, note: string) {
  const { t } = useTranslation('assistant')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  return useMutation({
    mutationFn: async () => {
      const revision = await draft.flush()
      if (revision === null) throw new TypeError('There is a draft to publish')
      return client.assistant.publish({ name, revision, note })
    },
    onSuccess: ({ version }) => {
      onClose()
      toasts.show({ text: t('publish.done', { version }) })
      return queries.invalidateQueries({ queryKey: api.assistant.key() })
    },
  })
}

function Changes({ name, from, draft }: { name: string; from: number; draft: Draft }) {
  const { t } = useTranslation('assistant')
  const { api } = useStation()
  // Told anew once what was being written is saved.
  const settled = !draft.unsaved && !draft.saving
  const diff = useQuery(
    api.assistant.diff.queryOptions({
      input: { name, from, to: 'draft' },
      enabled: settled && draft.state.saved.revision !== null,
      gcTime: 0,
    }),
  )
  return (
    <Box component="section" aria-label={t('publish.changes')}>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {t('publish.changes')}
      </Typography>
      {diff.isPending && <SkeletonRows rows={3} height={40} />}
      <ErrorNotice error={diff.error} retry={() => void diff.refetch()} />
      {diff.data && <DiffList diff={diff.data} />}
    </Box>
  )
}
