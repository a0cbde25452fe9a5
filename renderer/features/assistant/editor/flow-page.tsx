import { Box } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../../../client/problems.ts'
import { useStation } from '../../../client/react.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import type { Saved } from '../flow/draft-state.ts'
import { readModel } from '../flow/model.ts'
import { Editor } from './editor.tsx'
import type { LoadedFlow } from './loaded.ts'

/** One conversation: waits for what it needs, then the editor. */
export function FlowPage({ name }: { name: string }) {
  const { t } = useTranslation('assistant')
  const { api } = useStation()
  const flow = useQuery(api.assistant.flow.queryOptions({ input: { name } }))
  const front = useFront()
  const saved = useMemo(() => flow.data && savedOf(flow.data), [flow.data])
  if (flow.error) {
    if (isProblem(flow.error, 'NOT_FOUND'))
      return <EmptyState page title={t('editor.gone')} text={t('editor.goneText')} />
    return (
      <Box sx={{ p: 3 }}>
        <ErrorNotice error={flow.error} retry={() => void flow.refetch()} />
      </Box>
    )
  }
  if (flow.data === undefined || saved === undefined) return <SkeletonRows rows={6} height={80} />
  return <Editor name={name} loaded={flow.data} saved={saved} front={flow.data.summary.front ? null : front} />
}

/** The flow whose words every other one shares. */
function useFront() {
  const { api } = useStation()
  const flows = useQuery(api.assistant.flows.queryOptions())
  const name = flows.data?.flows.find((flow) => flow.front)?.name ?? ''
  const front = useQuery(api.assistant.flow.queryOptions({ input: { name }, enabled: name !== '' }))
  return useMemo(() => (front.data ? readModel(front.data.files) : null), [front.data])
}

function savedOf({ files, summary, faults }: LoadedFlow): Saved {
  const { draft, published } = summary
  return { files, revision: draft?.revision ?? null, basedOn: draft?.basedOn ?? published?.version ?? 0, faults }
}
