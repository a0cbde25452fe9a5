import type { Logger } from 'pino'
import type { FlowFault } from '../../../contract/flow.ts'
import { describeError } from '../../station/describe-error.ts'
import type { Clock } from '../../station/needs.ts'
import type { Reader, Store, Writer } from '../../store/store.ts'
import type { FlowSource } from '../compile.ts'
import { FlowError } from '../flow-error.ts'
import { compileFlows, type Flows } from '../flows.ts'
import type { ServiceShape } from '../ports.ts'
import { faultOfSet } from './check-set.ts'
import { faultOf } from './fault.ts'
import { filesOf, readFiles } from './files.ts'
import { counters, everything, olderVersions, publishedVersions, switchedOff, type VersionRow } from './queries.ts'

/** How many retired versions of each flow stay ready besides those that conversations are in. */
const versionsKept = 3
/** Milliseconds a question may stay open and still be ended in the version it began in. */
const openAtMost = 30 * 24 * 3_600_000

type Needs = {
  readonly store: Store
  readonly clock: Clock
  readonly log: Logger
  readonly services: Readonly<Record<string, ServiceShape>>
  /** What runs when nothing that is published can, not even what ran before. */
  readonly shipped: readonly FlowSource[]
}

/** What the assistant runs with. Replaced as a whole, never changed. */
export type Running = {
  /** The count of publications and switches it was made of. */
  readonly revision: number
  readonly flows: Flows
  readonly sources: readonly FlowSource[]
  /** False: the whole assistant is switched off. */
  readonly on: boolean
  /** Why what is published does not run; empty when it does. */
  readonly faults: readonly FlowFault[]
}

/**
 * The flows of this station. Whoever asks gets what was published and switched last, at any station: one small row is
 * read, and the flows are compiled again when it moved. A set that cannot be compiled leaves the one before in place.
 */
export function runningFlows({ store, clock, log, services, shipped }: Needs) {
  let running: Running | null = null
  const ofTransaction = new WeakMap<Writer, Promise<Running>>()

  const compiled = (sources: readonly FlowSource[], off: ReadonlySet<string>) =>
    compileFlows(sources, { services, off })

  async function load(db: Reader | Writer, revision: number): Promise<Running> {
    const off = await switchedOff(db)
    const rows = await publishedVersions(db)
    const older = await olderVersions(db, { kept: versionsKept, since: clock.now() - openAtMost })
    const on = !off.has(everything)
    try {
      const published = rows.map(sourceOf)
      const sources = [...published, ...stillFit(older, published)]
      return { revision, on, faults: [], sources, flows: compiled(sources, off) }
    } catch (error) {
      const fault = error instanceof FlowError ? faultOf(error) : unforeseen
      log.error({ file: fault.file, line: fault.line, error: describeError(error) }, 'published flows cannot run')
      const sources = running?.sources ?? shipped
      return { revision, on, faults: [fault], sources, flows: compiled(sources, off) }
    }
  }

  /** An old version that no longer fits what surrounds it is left out: conversations in it begin anew. */
  function stillFit(rows: readonly VersionRow[], published: readonly FlowSource[]): readonly FlowSource[] {
    return rows.flatMap((row) => {
      try {
        const source = sourceOf(row)
        return faultOfSet([...published, source], services) === null ? [source] : []
      } catch (error) {
        if (error instanceof FlowError) return []
        throw error
      }
    })
  }

  async function current(db: Reader | Writer): Promise<Running> {
    const [count] = await counters(db, { name: 'set' })
    const revision = count?.value ?? 0
    if (running?.revision === revision) return running
    const next = await load(db, revision)
    running = next
    return next
  }

  return {
    /** Of this moment. */
    now: (): Promise<Running> => current(store.read),

    /** As it stood when the transaction first asked: one batch of messages is answered by one set. */
    within(tx: Writer): Promise<Running> {
      const known = ofTransaction.get(tx)
      if (known) return known
      const found = current(tx)
      ofTransaction.set(tx, found)
      return found
    },
  }
}

export type RunningFlows = ReturnType<typeof runningFlows>

const unforeseen: FlowFault = { file: '', path: '', line: null, code: 'other', values: {}, reason: 'cannot be read' }

/** Throws `FlowError` when the program no longer reads what it once published. */
export function sourceOf(row: VersionRow): FlowSource {
  const read = readFiles(row.flow, filesOf(row))
  if ('flow' in read) return read
  throw read[0] ?? new FlowError({ file: `${row.flow}/flow.json`, path: '', line: null }, 'cannot be read')
}
