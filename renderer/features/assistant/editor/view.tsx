import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import type { FlowFault } from '../flow/contract-types.ts'
import type { Files, Model } from '../flow/model.ts'
import { Outline } from '../graph/outline.tsx'
import { RawView } from './raw-view.tsx'
import type { StepsProps, ViewId } from './shown.ts'
import type { Draft } from './use-draft.ts'

const FlowGraph = lazy(async () => ({ default: (await import('../graph/flow-graph.tsx')).FlowGraph }))

type Props = Omit<StepsProps, 'model'> & {
  readonly view: ViewId
  readonly files: Files
  readonly model: Model | null
  readonly allFaults: readonly FlowFault[]
  readonly edit: Draft['edit'] | null
}

export function View(props: Props) {
  const { view, model, files, allFaults, edit } = props
  const { t } = useTranslation('assistant')
  if (view === 'raw') return <RawView files={files} faults={allFaults} edit={edit} />
  if (model === null) return <EmptyState title={t('editor.unreadable')} text={t('editor.unreadableText')} />
  if (view === 'outline') return <Outline {...props} model={model} />
  return (
    <Suspense fallback={<SkeletonRows />}>
      <FlowGraph {...props} model={model} />
    </Suspense>
  )
}
