import SwapVert from '@mui/icons-material/SwapVert'
import { Autocomplete, Box, Button, Paper, TextField, Typography } from '@mui/material'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CitizenSummary, MergePreview } from '../../../../contract/citizens.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { phoneText } from '../../../ui/phone-text.ts'
import { useToasts } from '../../../ui/toasts.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { useNaming } from '../naming.ts'
import { citizenPath } from '../paths.ts'
import { useUndoMerge } from './use-undo-merge.ts'

type Props = { readonly one: CitizenSummary; readonly other: CitizenSummary | null; readonly onClose: () => void }

const undoSeconds = 20

/** Two records of one person: which stays, what moves, and then they are one. */
export function MergeDialog(props: Props) {
  const { t } = useTranslation('citizens')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const undo = useUndoMerge()
  const [, go] = useLocation()
  const [other, choose] = useState(props.other)
  const [swapped, swap] = useState(false)
  const [kept, merged] = swapped && other !== null ? [other, props.one] : [props.one, other]
  const merge = useMutation({
    mutationFn: (mergedId: string) => client.citizens.merge({ keptId: kept.id, mergedId }),
    onSuccess: ({ mergeId }) => {
      void queries.invalidateQueries({ queryKey: api.citizens.key() })
      toasts.show({ text: t('merge.done'), undo: { seconds: undoSeconds, run: () => undo.mutate(mergeId) } })
      props.onClose()
      if (props.other === null) go(citizenPath(kept.id))
    },
  })
  return (
    <FormDialog
      title={t('merge.title')}
      submit={t('merge.confirm')}
      busy={merge.isPending}
      error={merge.error}
      onSubmit={() => merged && merge.mutate(merged.id)}
      onClose={props.onClose}
    >
      {props.other === null && <Find besides={props.one.id} choose={choose} />}
      {merged && (
        <>
          <Side title={t('merge.kept')} citizen={kept} />
          <Box>
            <Button startIcon={<SwapVert />} onClick={() => swap(!swapped)}>
              {t('merge.swap')}
            </Button>
          </Box>
          <Side title={t('merge.merged')} citizen={merged} />
          <Preview keptId={kept.id} mergedId={merged.id} />
        </>
      )}
    </FormDialog>
  )
}

function Find(props: { besides: string; choose: (citizen: CitizenSummary | null) => void }) {
  const { t } = useTranslation('citizens')
  const { api } = useStation()
  const naming = useNaming()
  const [q, setQ] = useState('')
  const sought = useDeferredValue(q.trim())
  const found = useQuery(
    api.citizens.list.queryOptions({
      input: { limit: 20, ...(sought !== '' && { q: sought }) },
      placeholderData: keepPreviousData,
    }),
  )
  return (
    <Autocomplete
      options={(found.data?.items ?? []).filter(({ id }) => id !== props.besides)}
      filterOptions={(options) => options}
      getOptionKey={({ id }) => id}
      getOptionLabel={(citizen) =>
        [naming(citizen), citizen.name && citizen.phone && phoneText(citizen.phone)].filter(Boolean).join(' · ')
      }
      isOptionEqualToValue={(one, other) => one.id === other.id}
      inputValue={q}
      onInputChange={(_, value) => setQ(value)}
      onChange={(_, citizen) => props.choose(citizen)}
      renderInput={(params) => (
        <TextField {...params} autoFocus label={t('merge.find')} helperText={t('merge.findHelp')} />
      )}
    />
  )
}

function Side({ title, citizen }: { title: string; citizen: CitizenSummary }) {
  const naming = useNaming()
  const facts = [citizen.phone && phoneText(citizen.phone), citizen.neighbourhood, ...citizen.tags].filter(Boolean)
  return (
    <Paper variant="outlined" sx={{ p: 1.5 }}>
      <Box sx={{ color: 'text.secondary', fontSize: '0.85rem' }}>{title}</Box>
      <Box dir="auto" sx={{ fontWeight: 700, overflowWrap: 'anywhere' }}>
        {naming(citizen)}
      </Box>
      <Box sx={{ color: 'text.secondary', fontSize: '0.875rem' }}>{facts.join(' · ')}</Box>
    </Paper>
  )
}

function Preview(props: { keptId: string; mergedId: string }) {
  const { api } = useStation()
  const preview = useQuery(api.citizens.previewMerge.queryOptions({ input: props }))
  return (
    <>
      <ErrorNotice error={preview.error} />
      {preview.data && <Moves preview={preview.data} />}
    </>
  )
}

function Moves({ preview: { moves, fills } }: { preview: MergePreview }) {
  const { t } = useTranslation('citizens')
  const { format } = useTown()
  const counted = (count: number) => ({ count, number: format.number(count) })
  const lines = [
    t('merge.identifiers', counted(moves.identifiers)),
    t('merge.conversations', { ...counted(moves.conversations), messages: format.number(moves.messages) }),
    t('card.reports', counted(moves.reports)),
    t('card.appointments', counted(moves.appointments)),
    ...(moves.joined > 0 ? [t('merge.joined')] : []),
    ...(fills.length > 0
      ? [t('merge.fills', { fields: fills.map((field) => t(`merge.fields.${field}`)).join(', ') })]
      : []),
    t('merge.consents'),
    t('merge.undo'),
  ]
  return (
    <Box role="status">
      <Typography variant="h3" component="h3">
        {t('merge.moves')}
      </Typography>
      <Box component="ul" sx={{ mt: 0.5, mb: 0, pl: 2.5, display: 'grid', gap: 0.5 }}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </Box>
    </Box>
  )
}
