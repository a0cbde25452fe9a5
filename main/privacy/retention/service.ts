import { DateTime } from 'luxon'
import { Problem } from '../../../contract/problems.ts'
import { type RetentionSettings, type RetentionStatus, retentionSettings } from '../../../contract/retention.ts'
import { actorOf, type Operator } from '../../operators/actor.ts'
import { describeError } from '../../station/describe-error.ts'
import { readSetting } from '../../store/settings.ts'
import type { Reader, Writer } from '../../store/store.ts'
import { noCounts } from './counts.ts'
import type { RetentionNeeds } from './needs.ts'
import { previewOf } from './previewing.ts'
import {
  allHolds,
  conversationExists,
  deleteHold,
  insertHold,
  insertRun,
  lastRuns,
  putRetentionSettings,
  runOfDay,
  unfinishedRun,
} from './queries.ts'
import { removing } from './removing.ts'
import { cutoffs, isReserved } from './rules.ts'

/** Where the town's archive says nothing else. */
export const usual: RetentionSettings = {
  nightly: true,
  chatMonths: 12,
  sensitiveMonths: 6,
  mediaDays: 90,
  voiceDays: 30,
  identityDays: 7,
  botDays: 30,
  reserved: { topics: ['social_aid', 'dependency_care'], departments: ['social', 'social_services'] },
}

/** The hour of the town from which a night's run may begin. */
const nightFrom = 3
const shownRuns = 30
const shownHolds = 200
/** What the backups keep unless they are told otherwise. */
const usualBackupDays = 90

/** How long what people said is kept: by rule, held where a case is open, removed at night. */
export function retention(needs: RetentionNeeds) {
  const { store, clock, newId, audit, log } = needs
  const remove = removing(needs)
  let working: Promise<void> | null = null
  let stopping = false

  const settings = async (db: Reader | Writer = store.read): Promise<RetentionSettings> => {
    const json = await readSetting(db, 'privacy.retention')
    return json === null ? usual : { ...usual, ...retentionSettings.partial().parse(JSON.parse(json)) }
  }

  const backupDays = async (): Promise<number> => {
    const json = await readSetting(store.read, 'backups.settings')
    const days: unknown = json && JSON.parse(json).keepDays
    return typeof days === 'number' ? days : usualBackupDays
  }

  const status = async (): Promise<RetentionStatus> => {
    const [runs, holds] = [await lastRuns(store.read, shownRuns), await allHolds(store.read, shownHolds)]
    return {
      settings: await settings(),
      backupDays: await backupDays(),
      running: working !== null,
      runs: runs.map((run) => ({
        id: run.id,
        startedAt: run.started_at,
        finishedAt: run.finished_at,
        by: run.operator_id === null ? null : (run.name ?? ''),
        counts: { ...noCounts, ...JSON.parse(run.counts_json) },
      })),
      holds: holds.map(({ conversation_id, reason, at, name }) => ({
        conversationId: conversation_id,
        reason,
        at,
        by: name ?? '',
      })),
    }
  }

  const changed = (tx: Writer) => store.changes.note(tx, [{ kind: 'privacy', objectId: 'retention' }])

  const work = (runId: string): Promise<void> => {
    const done = (async () => remove(runId, cutoffs(await settings(), clock.now()), () => !stopping))().finally(() => {
      if (working === done) working = null
    })
    working = done
    return done
  }

  const begin = async (day: string | null, operator: Operator | null): Promise<string | null> => {
    const id = newId()
    return store.transaction(async (tx) => {
      const run = {
        id,
        day,
        started_at: clock.now(),
        operator_id: operator?.id ?? null,
        counts_json: JSON.stringify(noCounts),
      }
      if (!(await insertRun(tx, run))) return null
      if (operator) await audit.record(tx, { actor: actorOf(operator), action: 'retention.begin', result: 'ok' })
      await changed(tx)
      return id
    })
  }

  return {
    settings,
    status,

    /** Whether a case that is handed over like this belongs in the reserved folder. */
    belongsInFolder: async (tx: Writer, handed: Parameters<typeof isReserved>[0]): Promise<boolean> =>
      isReserved(handed, (await settings(tx)).reserved),

    preview: async () => {
      const now = clock.now()
      const cut = cutoffs(await settings(), now)
      return store.snapshot((read) => previewOf(read, cut, now))
    },

    async saveSettings(operator: Operator, next: RetentionSettings): Promise<RetentionStatus> {
      await store.transaction(async (tx) => {
        await putRetentionSettings(tx, next, clock.now())
        const { nightly, reserved: _, ...terms } = next
        const detail = [`nightly ${nightly}`, ...Object.entries(terms).map(([term, n]) => `${term} ${n}`)].join(', ')
        await audit.record(tx, { actor: actorOf(operator), action: 'retention.save_settings', result: 'ok', detail })
        await changed(tx)
      })
      return status()
    },

    /** Begins to remove what is over its term, and answers at once. Refused with WRONG_STATE while it does. */
    async run(operator: Operator): Promise<RetentionStatus> {
      if (working) throw new Problem('WRONG_STATE', { state: 'running' })
      const id = await begin(null, operator)
      if (id !== null)
        void work(id).catch((error) =>
          log.error({ error: describeError(error) }, 'what is over its term was not removed'),
        )
      return status()
    },

    /** The duty: takes up what was cut short, or begins the run of this night. */
    async runIfDue(): Promise<void> {
      if (working || stopping) return
      const left = await unfinishedRun(store.read)
      if (left) return work(left.id)
      if (!(await settings()).nightly) return
      const local = DateTime.fromMillis(clock.now(), { zone: (await needs.town()).timeZone })
      const day = local.toISODate()
      if (day === null || local.hour < nightFrom || (await runOfDay(store.read, day))) return
      const id = await begin(day, null)
      if (id !== null) await work(id)
    },

    /** Ends between two slices; the run is taken up at the next start. */
    async stop(): Promise<void> {
      stopping = true
      await working?.catch(() => undefined)
    },

    /** Keeps a conversation whatever its age. Throws NOT_FOUND. */
    async hold(operator: Operator, { id, reason }: { readonly id: string; readonly reason: string }): Promise<void> {
      await store.transaction(async (tx) => {
        if (!(await conversationExists(tx, id))) throw new Problem('NOT_FOUND')
        await insertHold(tx, { id: newId(), conversation_id: id, reason, operator_id: operator.id, at: clock.now() })
        const object = { kind: 'conversation', id }
        await audit.record(tx, { actor: actorOf(operator), action: 'retention.hold', object, result: 'ok', reason })
        await changed(tx)
      })
    },

    async release(operator: Operator, id: string): Promise<void> {
      await store.transaction(async (tx) => {
        if (!(await deleteHold(tx, id))) throw new Problem('NOT_FOUND')
        const object = { kind: 'conversation', id }
        await audit.record(tx, { actor: actorOf(operator), action: 'retention.release', object, result: 'ok' })
        await changed(tx)
      })
    },
  }
}

export type Retention = ReturnType<typeof retention>
