import { first } from './0010-first.ts'
import { lateEventsAndWords } from './0030-late-events-and-words.ts'
import { paceAfterRestart } from './0040-pace-after-restart.ts'
import { taughtPhrases } from './0065-taught-phrases.ts'
import { filesToSend } from './0066-files-to-send.ts'
import { turnsAndAlarms } from './0068-turns-and-alarms.ts'
import type { Migration } from './migration.ts'

/** Every migration, in the order they run. */
export const migrations: readonly Migration[] = [
  first,
  lateEventsAndWords,
  paceAfterRestart,
  taughtPhrases,
  filesToSend,
  turnsAndAlarms,
]
