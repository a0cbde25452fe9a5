import type { Language } from '../../../../contract/common.ts'
import type { Draft } from '../editor/use-draft.ts'
import type { JsonObject } from '../flow/json.ts'
import type { Model } from '../flow/model.ts'

/** What every part of the step panel is shown with. */
export type StepProps = {
  readonly id: string
  readonly step: JsonObject
  readonly model: Model
  readonly front: Model | null
  readonly language: Language
  /** Null: the operator may look only. */
  readonly edit: Draft['edit'] | null
}
