import type { LedgerState } from '../../contract/ledger.ts'
import { ledgerEvidence } from '../consent/ledger/evidence.ts'
import { ledgerHeads } from '../consent/ledger/heads.ts'
import { consentLedger } from '../consent/ledger/ledger.ts'
import { verifyLedger } from '../consent/ledger/verify.ts'
import { ledgerWatch } from '../consent/ledger/watch.ts'
import type { RenderPdf } from '../documents/printed-document.ts'
import type { AuditTrail, Operator } from '../operators/actor.ts'
import type { Store } from '../store/store.ts'
import { describeError } from './describe-error.ts'
import type { Duty } from './duties.ts'
import type { Needs } from './needs.ts'

type Ports = {
  readonly audit: AuditTrail
  readonly town: () => Promise<{ readonly name: string; readonly timeZone: string }>
  readonly renderPdf: RenderPdf
}

const headsShown = 31

/** The ledger of consents: who writes in it gets `entries`, the console and the clock the rest. */
export function joinLedger(
  needs: Pick<Needs, 'store' | 'clock' | 'keyFor' | 'log'>,
  { audit, town, renderPdf }: Ports,
) {
  const { store, log } = needs
  const entries = consentLedger(needs)
  const heads = ledgerHeads({ ...needs, town })
  const watch = ledgerWatch({ ...needs, audit })
  const evidence = ledgerEvidence({ ...needs, audit, heads, check: watch.check, town, renderPdf })

  const failed = (error: unknown) => log.error({ error: describeError(error) }, 'the ledger could not be verified')

  /** What is broken is not signed as if it were whole. */
  const sign = async () => {
    const last = await watch.last()
    if (last?.result.ok !== false) await heads.signToday()
  }

  return {
    entries,
    evidence,
    duties: [
      { name: 'sign the ledger', every: 10 * 60_000, work: sign },
      { name: 'verify the ledger', every: 24 * 60 * 60_000, work: async () => void (await watch.check()) },
    ] satisfies Duty[],

    /** How many entries there are, and the hash of the last. */
    head: heads.stateNow,

    /** Verifies, and does not hold up whoever starts. */
    begin: () => watch.begin(failed),

    async state(): Promise<LedgerState> {
      const statement = heads.stateNow()
      const [now, lastCheck, list] = await Promise.all([statement, watch.last(), heads.list(headsShown)])
      return { ...now, lastCheck, running: watch.reached(), fingerprint: heads.fingerprint, heads: [...list] }
    },

    /** The fault that stands, for every page of every console. */
    async alarm() {
      const last = await watch.last()
      if (!last || last.result.ok) return { broken: null }
      const { seq, fault } = last.result
      return { broken: { seq, fault, at: last.at } }
    },

    async verify(operator: Operator): Promise<void> {
      await watch.recordAsked(operator)
      watch.begin(failed)
    },

    /** Whether that of another store, such as a backup put on trial, is whole. */
    holds: async (other: Pick<Store, 'read'>) => (await verifyLedger(other.read)).ok,

    entriesOf: (citizenId: string) => entries.entriesOf(store.read, citizenId),

    stop: watch.stop,
  }
}
