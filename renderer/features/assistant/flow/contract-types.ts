import type { z } from 'zod'
import type { flowDraft } from '../../../../contract/assistant.ts'
import type { flowFault } from '../../../../contract/flow.ts'

export type FlowDraft = z.infer<typeof flowDraft>
export type FlowFault = z.infer<typeof flowFault>
