import type { Failure } from '../../contract/inbox.ts'
import type { Writer } from '../store/store.ts'
import type { OutboxRow } from './queries.ts'

/** A message that the town starts: it names its purpose, and answers do not. */
export type TownStarted = OutboxRow & { readonly purpose: string }

/** Whether a town-started message may leave now. `until`: epoch milliseconds to ask again. */
export type Passage =
  | { readonly do: 'send' }
  | { readonly do: 'wait'; readonly until: number }
  | { readonly do: 'refuse'; readonly failure: Failure }

/** Asked in the transaction that claims the message, so that nothing can change between its word and the claim. */
export interface Gate {
  judge(tx: Writer, row: TownStarted, now: number): Promise<Passage>
}

export const isTownStarted = (row: OutboxRow): row is TownStarted => row.purpose !== null

/** The first gate that does not let it pass has the word. */
export async function passage(gates: readonly Gate[], tx: Writer, row: TownStarted, now: number): Promise<Passage> {
  for (const gate of gates) {
    const word = await gate.judge(tx, row, now)
    if (word.do !== 'send') return word
  }
  return { do: 'send' }
}
