import type { ConsentDesk, ShownMessage } from '../consent/desk.ts'
import type { Reader, Writer } from '../store/store.ts'

/** What joining, leaving and choosing by chat asks of the town. */
export type ConsentNeeds = {
  readonly desk: ConsentDesk
  /** Until when the notices of a citizen rest, epoch milliseconds; null when they do not. */
  readonly pausedUntil: (db: Reader | Writer, citizenId: string) => Promise<number | null>
  /** What the town said last in a conversation, the newest first. */
  readonly saidLately: (db: Reader | Writer, conversationId: string) => Promise<readonly ShownMessage[]>
  /** Whether the town printed a poster with that code. */
  readonly isPoster: (db: Reader | Writer, code: string) => Promise<boolean>
  readonly neighbourhoods: Neighbourhoods
}

/** Where citizens live, as far as they said. */
export interface Neighbourhoods {
  /** As the town calls them; empty where it keeps no list. */
  known(db: Reader | Writer): Promise<readonly string[]>
  of(db: Reader | Writer, citizenId: string): Promise<string | null>
  set(tx: Writer, citizenId: string, name: string): Promise<void>
}
