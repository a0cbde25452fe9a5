import { editing } from './editing.ts'
import { exporting } from './exporting.ts'
import { importing } from './import/service.ts'
import { merging } from './merge/merging.ts'
import { proposals } from './merge/proposals.ts'
import { undoing } from './merge/undoing.ts'
import type { RegisterNeeds, ThreadMerges } from './needs.ts'
import { reading } from './reading.ts'
import { settings } from './settings.ts'

type Needs = RegisterNeeds & { readonly threads: ThreadMerges; readonly failed: (error: unknown) => void }

/** The citizens as the town hall keeps them: list, cards, merges, and lists that come in and go out. */
export function citizenRegister(needs: Needs) {
  return {
    ...reading(needs),
    ...editing(needs),
    ...settings(needs),
    ...merging(needs),
    ...undoing(needs),
    ...proposals(needs),
    ...exporting(needs),
    imports: importing(needs),
  }
}

export type CitizenRegister = ReturnType<typeof citizenRegister>
