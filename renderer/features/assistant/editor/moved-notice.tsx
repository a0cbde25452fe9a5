import { Alert, Box, Button } from '@mui/material'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { problemData } from '../../../client/problems.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import type { Saved } from '../flow/draft-state.ts'
import type { Draft } from './use-draft.ts'

/** Saving failed: because somebody else changed it meanwhile (theirs or mine?), or for another reason (again). */
export function MovedNotice({ name, draft }: { name: string; draft: Draft }) {
  const { t } = useTranslation('assistant')
  const { client } = useStation()
  const { failure } = draft.state
  const look = useMutation({
    mutationFn: async (): Promise<Saved> => {
      const { files, summary, faults } = await client.assistant.flow({ name })
      const basedOn = summary.draft?.basedOn ?? summary.published?.version ?? 0
      return { files, faults, basedOn, revision: summary.draft?.revision ?? null }
    },
  })
  if (failure === null) return null
  const moved = problemData(failure, 'FLOW_MOVED')
  if (moved === undefined) {
    return (
      <Box sx={{ p: 1 }}>
        <ErrorNotice error={failure} retry={() => void draft.flush().catch(() => undefined)} />
      </Box>
    )
  }
  return (
    <Alert
      severity="warning"
      variant="outlined"
      sx={{ m: 1, flexWrap: 'wrap' }}
      action={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Button color="inherit" size="small" onClick={() => look.mutate(undefined, { onSuccess: draft.adopt })}>
            {t('moved.theirs')}
          </Button>
          <Button
            color="inherit"
            size="small"
            variant="outlined"
            onClick={() => look.mutate(undefined, { onSuccess: draft.insist })}
          >
            {t('moved.mine')}
          </Button>
        </Box>
      }
    >
      {moved.by ? t('moved.by', { name: moved.by.name }) : t('moved.text')}
    </Alert>
  )
}
