import ArrowBack from '@mui/icons-material/ArrowBack'
import { Alert, Box, Button, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../contract/common.ts'
import type { ChecklistItem, Fact } from '../../../contract/knowledge.ts'
import { problemData } from '../../client/problems.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { useToasts } from '../../ui/toasts.tsx'
import { CommonFields } from './common-fields.tsx'
import { FactActions } from './fact-actions.tsx'
import { MessagePreview } from './message-preview.tsx'
import { bodyOf, type Editing, type FactDraft, faultsOf, titleOf } from './rules.ts'
import { WordFields } from './word-fields.tsx'

type Props = {
  readonly editing: Editing
  readonly facts: readonly Fact[]
  readonly checklist: readonly ChecklistItem[]
  /** The town's. */
  readonly language: Language
  /** The day it is in the town. */
  readonly today: string
  readonly onClose: () => void
}

/** One fact and, beside it, the message a citizen would get. */
export function FactEditor(props: Props) {
  const { t } = useTranslation('knowledge')
  const { t: common } = useTranslation()
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const mayWrite = useMay('assistant.write')
  const form = useRef<HTMLFormElement>(null)
  const { known } = props.editing
  const [draft, setDraft] = useState(props.editing.draft)
  const [spoken, setSpoken] = useState(props.language)
  const [faults, setFaults] = useState<ReadonlySet<string>>(new Set())
  const change = (part: Partial<FactDraft>) => setDraft({ ...draft, ...part })
  const save = useMutation({
    mutationFn: () =>
      client.knowledge.save({ known: known && { id: known.id, version: known.version }, body: bodyOf(draft) }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.knowledge.key() })
      toasts.show({ text: common('saved') })
      props.onClose()
    },
  })
  const refused = new Set(
    (problemData(save.error, 'BAD_INPUT')?.fields ?? []).map((field) => field.replace(/^body\.(words\.)?/, '')),
  )
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    const wrong = faultsOf(draft, props.language)
    setFaults(wrong)
    const elsewhere = [...wrong].find((field) => field.includes('.') && !field.startsWith(`${spoken}.`))
    if (elsewhere !== undefined) setSpoken(elsewhere.split('.')[0] as Language)
    if (wrong.size === 0) save.mutate()
    else requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus())
  }
  const shown = { draft, change, faults: new Set([...faults, ...refused]) }
  const title = known ? titleOf(known.body, props.language) : t(`kinds.${draft.kind}.new`)
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Button startIcon={<ArrowBack />} onClick={props.onClose} sx={{ justifySelf: 'start' }}>
        {t('backToList')}
      </Button>
      <Typography variant="h2" sx={{ overflowWrap: 'anywhere' }}>
        {title}
      </Typography>
      {!mayWrite && <Alert severity="info">{t('readOnly')}</Alert>}
      <Box
        sx={{
          display: 'grid',
          gap: 4,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 2fr)' },
        }}
      >
        <Box ref={form} component="form" noValidate onSubmit={submit} sx={{ minWidth: 0 }}>
          <Box
            component="fieldset"
            disabled={!mayWrite}
            sx={{
              border: 0,
              p: 0,
              m: 0,
              minWidth: 0,
              display: 'grid',
              gap: 2.5,
              gridTemplateColumns: 'minmax(0, 1fr)',
            }}
          >
            <WordFields {...shown} town={props.language} spoken={spoken} onSpeak={setSpoken} />
            <CommonFields
              {...shown}
              disabled={!mayWrite}
              isNew={known === null}
              facts={props.facts}
              checklist={props.checklist}
              language={props.language}
            />
          </Box>
          <Box sx={{ display: 'grid', gap: 2, mt: 2.5 }}>
            {faults.size > 0 && <Alert severity="error">{t('fix')}</Alert>}
            <ErrorNotice error={save.error} />
            {mayWrite && (
              <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
                <Button type="submit" variant="contained" loading={save.isPending}>
                  {common('save')}
                </Button>
                <Button onClick={props.onClose}>{common('cancel')}</Button>
              </Box>
            )}
          </Box>
        </Box>
        <Box sx={{ display: 'grid', gap: 3, alignContent: 'start', minWidth: 0 }}>
          <MessagePreview draft={draft} language={spoken} town={props.language} today={props.today} />
          {known && <FactActions fact={known} onDone={props.onClose} onRestore={setDraft} />}
        </Box>
      </Box>
    </Box>
  )
}
