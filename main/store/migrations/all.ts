import { first } from './0010-first.ts'
import { lateEventsAndWords } from './0030-late-events-and-words.ts'
import { paceAfterRestart } from './0040-pace-after-restart.ts'
import { knowledge } from './0070-knowledge.ts'
import { calendar } from './0072-calendar.ts'
import type { Migration } from './migration.ts'

/** Every migration, in the order they run. */
export const migrations: readonly Migration[] = [first, lateEventsAndWords, paceAfterRestart, knowledge, calendar]
