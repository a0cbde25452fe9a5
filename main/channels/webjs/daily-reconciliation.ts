import type { Logger } from 'pino'
import type { Clock } from '../../station/needs.ts'
import type { LineMemory } from './line-memory.ts'
import type { LinkBook } from './link-book.ts'
import type { Reconciliation } from './link-state.ts'
import { type Reconciled, reconciled } from './protocol.ts'
import { reconcilesFrom, reconcilesNow } from './reconciliation-rules.ts'
import { limits } from './rules.ts'
import type { Supervisor } from './supervisor.ts'

/** How often, in milliseconds, gaps are asked for again and the hour of the daily comparison is looked at. */
const every = 10 * 60_000

/**
 * Compares the phone's whole list of chats with what is recorded: once a day at a quiet moment, and whenever a person
 * asks. In between, what came since the mark is read again every ten minutes.
 */
export function dailyReconciliation(needs: {
  readonly clock: Clock
  readonly log: Logger
  readonly hour: () => number
  readonly memory: LineMemory
  readonly book: LinkBook
  readonly supervised: Pick<Supervisor, 'call'>
  /** How many messages that were missing here have been recorded so far. */
  readonly recovered: () => number
}) {
  const { clock, log, memory, book } = needs
  let activeAt = clock.now()
  let underway: Promise<Reconciliation> | null = null

  const ask = async (from: number) =>
    reconciled.parse(await needs.supervised.call({ name: 'reconcile', from }, limits.reconcile))

  const compare = async (by: Reconciliation['by']): Promise<Reconciliation> => {
    const before = needs.recovered()
    const { mark, linkedAt, wholeAt } = memory.get()
    const now = clock.now()
    book.show({ type: 'reconciling' })
    const said = await ask(reconcilesFrom({ now, mark: mark ?? now, linkedAt, wholeAt })).catch(() => null)
    const outcome = said ? outcomeOf(said) : 'failed'
    const recovered = needs.recovered() - before
    const result: Reconciliation = { at: clock.now(), by, outcome, chats: said?.chats ?? 0, recovered }
    log.info({ by, outcome, chats: result.chats, recovered }, 'the line was compared with the phone')
    await book.remember({ reconciliation: result, ...(outcome === 'whole' && { wholeAt: result.at }) })
    book.show({ type: 'reconciled', reconciliation: result })
    return result
  }

  const run = (by: Reconciliation['by']): Promise<Reconciliation> => {
    underway ??= compare(by).finally(() => {
      underway = null
    })
    return underway
  }

  const tick = () => {
    book.timers.set('reconcile', every, tick)
    const { reconciliation, mark } = memory.get()
    const now = clock.now()
    if (reconcilesNow({ now, hour: needs.hour(), lastAt: reconciliation?.at ?? null, activeAt })) void run('schedule')
    else ask(mark ?? now).catch(() => log.info('not reconciled this time'))
  }

  return {
    /** The line is ready. */
    begin: (): void => book.timers.set('reconcile', every, tick),
    /** Something was said or heard. */
    active(): void {
      activeAt = clock.now()
    },
    /** One at a time: asked for while it runs, it answers with the run underway. Never rejects: `outcome` says it. */
    run,
  }
}

const outcomeOf = ({ gaps }: Reconciled) => (gaps.length > 0 ? 'gaps' : 'whole')
