import type { FlowFault } from '../flow/contract-types.ts'
import type { Model } from '../flow/model.ts'

/** The ways a flow is looked at. */
export const viewIds = ['graph', 'outline', 'raw'] as const
export type ViewId = (typeof viewIds)[number]

/** What stands in the pane beside it. */
export const paneIds = ['step', 'try', 'faults'] as const
export type PaneId = (typeof paneIds)[number]

/** Where the test conversation stands: a step of a flow. */
export type Standing = { readonly flow: string; readonly id: string } | null

/** Steps by id, with the faults that stand at them. */
export type StepFaults = ReadonlyMap<string, readonly FlowFault[]>

/** What the steps of a flow are shown with, as a graph or as a list. */
export type StepsProps = {
  readonly model: Model
  readonly front: Model | null
  readonly faults: StepFaults
  readonly selected: string | null
  /** The question that is open in the test conversation. */
  readonly standing: string | null
  readonly select: (id: string | null) => void
}
