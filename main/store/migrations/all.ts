import { first } from './0010-first.ts'
import { lateEventsAndWords } from './0030-late-events-and-words.ts'
import { paceAfterRestart } from './0040-pace-after-restart.ts'
import { taughtPhrases } from './0065-taught-phrases.ts'
import { filesToSend } from './0066-files-to-send.ts'
import { turnsAndAlarms } from './0068-turns-and-alarms.ts'
import { knowledge } from './0070-knowledge.ts'
import { calendar } from './0072-calendar.ts'
import { appointments } from './0074-appointments.ts'
import { reports } from './0076-reports.ts'
import { flowLibrary } from './0080-flow-library.ts'
import { townStarted } from './0090-town-started.ts'
import { ledger } from './0091-ledger.ts'
import { consents } from './0092-consents.ts'
import { posters } from './0093-posters.ts'
import { citizens } from './0094-citizens.ts'
import { rights } from './0096-rights.ts'
import { retention } from './0097-retention.ts'
import { security } from './0098-security.ts'
import { restoreTests } from './0100-restore-tests.ts'
import { lineSafety } from './0102-line-safety.ts'
import { broadcasts } from './0104-broadcasts.ts'
import { oneFourEyes } from './0106-one-four-eyes.ts'
import { reviewedExceptions } from './0108-reviewed-exceptions.ts'
import { noticesKnown } from './0112-notices-known.ts'
import type { Migration } from './migration.ts'

/** Every migration, in the order they run. */
export const migrations: readonly Migration[] = [
  first,
  lateEventsAndWords,
  paceAfterRestart,
  taughtPhrases,
  filesToSend,
  turnsAndAlarms,
  knowledge,
  calendar,
  appointments,
  reports,
  flowLibrary,
  townStarted,
  ledger,
  consents,
  posters,
  citizens,
  rights,
  retention,
  security,
  restoreTests,
  lineSafety,
  broadcasts,
  oneFourEyes,
  reviewedExceptions,
  noticesKnown,
]

/** The steps to the schema that ends with migration `number`. */
export const upTo = (number: number): readonly Migration[] => migrations.filter((step) => step.number <= number)
