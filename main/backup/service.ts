import { constants } from 'node:fs'
import { access, mkdir } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import type { Logger } from 'pino'
import { type BackupSettings, type BackupStatus, backupSettings } from '../../contract/backups.ts'
import { Problem } from '../../contract/problems.ts'
import type { Town } from '../../contract/settings.ts'
import { type AuditEntry, type AuditTrail, actorOf, type Operator, systemActor } from '../operators/actor.ts'
import { describeError } from '../station/describe-error.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { BlobStore } from '../store/blobs.ts'
import { migrations } from '../store/migrations/all.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { type Copy, copiesIn, makeCopy, type Progress, removeCopies } from './copies.ts'
import { newestTests, putSetting, putTest, storedSetting } from './queries.ts'
import { recoveryCode } from './recovery-code.ts'
import { type CopyKind, copyId, nextCopyAt, outdated } from './rules.ts'
import { tryRestore } from './trial.ts'

export type BackupNeeds = {
  readonly store: Store
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Logger
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  /** Of the program. */
  readonly version: string
  readonly of: 'practice' | 'town'
  readonly copies: {
    /** Where they lie unless the town says otherwise. */
    readonly folder: string
    /** The 32 bytes that open them. */
    readonly key: Buffer
    /** Where a trial may make a store. */
    readonly scratch: string
  }
  readonly ledgerHolds: (store: Store) => Promise<boolean>
  /** Who was erased for good, so that an older copy does not bring them back. */
  readonly erasures: () => Promise<string>
}

const usual: BackupSettings = { scheduled: true, hour: 3, keepDays: 90, folder: null }

const newestSchema = migrations.at(-1)?.number ?? 0

type Work = { readonly signal: AbortSignal; readonly progress: (progress: Progress) => void }

type Running = NonNullable<BackupStatus['running']>

/** Copies of the town: every night, by hand, and tried. One thing at a time. */
export function backups(needs: BackupNeeds) {
  const { store, clock, audit, log } = needs
  let running: (Running & { readonly stop: AbortController; readonly ended: Promise<void> }) | null = null
  let failed: BackupStatus['failed'] = null

  const settings = async (db: Reader | Writer = store.read): Promise<BackupSettings> => ({
    ...usual,
    ...backupSettings.partial().parse((await storedSetting(db, 'backups.settings')) ?? {}),
  })
  const folderOf = async (): Promise<string> => (await settings()).folder ?? needs.copies.folder
  const copies = async (): Promise<readonly Copy[]> => copiesIn(await folderOf()).catch(() => [])
  const note = (tx: Writer) => store.changes.note(tx, [{ kind: 'settings', objectId: 'backups' }])

  const record = (actor: AuditEntry['actor'], action: string, id: string, result: AuditEntry['result'] = 'ok') =>
    store.transaction(async (tx) => {
      await audit.record(tx, { actor, action, object: { kind: 'backup', id }, result })
      await note(tx)
    })

  /** Begins work that goes on after the answer. Throws `BACKUP_RUNNING`. */
  const begin = (work: Running['work'], does: (work: Work) => Promise<void>) => {
    if (running) throw new Problem('BACKUP_RUNNING')
    const stop = new AbortController()
    const progress = ({ done, of }: Progress) => {
      if (running) running = { ...running, done, of }
    }
    const ended = does({ signal: stop.signal, progress }).finally(() => {
      running = null
    })
    running = { work, of: 'rows', done: 0, total: null, stop, ended }
    return ended
  }

  const copyTo = async (folder: string, copy: { id: string; madeAt: number; kind: CopyKind }, work: Work) => {
    const source = { folder, key: needs.copies.key, store, blobs: needs.blobs, erasures: await needs.erasures() }
    await makeCopy({ ...source, ...work }, { ...copy, of: needs.of, version: needs.version, schema: newestSchema })
    const { keepDays } = await settings()
    const old = outdated(await copiesIn(folder), keepDays, clock.now()).map(({ id }) => id)
    await removeCopies(folder, needs.copies.key, old, clock.now())
  }

  /** Resolves when it is made or known to have failed. */
  const copyNow = (kind: CopyKind, actor: AuditEntry['actor']) =>
    begin('copying', async (work) => {
      const madeAt = clock.now()
      const id = copyId(madeAt, kind)
      try {
        await copyTo(await folderOf(), { id, madeAt, kind }, work)
        failed = null
        await record(actor, 'backup.make', id)
      } catch (error) {
        if (!work.signal.aborted) {
          log.error({ error: describeError(error) }, 'a backup was not made')
          failed = { at: clock.now(), reason: reasonOf(error) }
        }
        await record(actor, 'backup.make', id, 'failed')
      }
    })

  const status = async (): Promise<BackupStatus> => {
    // Looked at first: whatever ended before has left its result for the lines below.
    const now = running
    const [current, found, tests] = [await settings(), await copies(), await newestTests(store.read)]
    const { timeZone } = await needs.town()
    const last = await lastScheduled(store.read)
    return {
      settings: current,
      folder: current.folder ?? needs.copies.folder,
      backups: found.map(({ id, madeAt, kind, version, bytes }) => ({
        ...{ id, madeAt, kind, version, bytes },
        tested: tests.get(id) ?? null,
      })),
      nextAt: current.scheduled ? nextCopyAt(last, current.hour, timeZone, clock.now()) : null,
      failed,
      running: now && { work: now.work, of: now.of, done: now.done, total: now.total },
    }
  }

  const lastScheduled = async (db: Reader | Writer) => {
    const last = await storedSetting(db, 'backups.last')
    return typeof last === 'number' ? last : null
  }

  const find = async (id: string): Promise<Copy> => {
    const copy = (await copies()).find((one) => one.id === id)
    if (!copy) throw new Problem('NOT_FOUND')
    return copy
  }

  return {
    status,
    folder: folderOf,

    /** A copy and where it lies. Throws `NOT_FOUND`. */
    at: async (id: string) => ({ folder: await folderOf(), copy: await find(id), key: needs.copies.key }),

    /** Throws `BACKUP_FOLDER` when the folder cannot be written. */
    async saveSettings(actor: Operator, next: BackupSettings): Promise<BackupStatus> {
      if (next.folder !== null) await writable(next.folder)
      await store.transaction(async (tx) => {
        await putSetting(tx, 'backups.settings', next, clock.now())
        await audit.record(tx, { actor: actorOf(actor), action: 'backup.save_settings', result: 'ok' })
        await note(tx)
      })
      return status()
    },

    async make(actor: Operator): Promise<BackupStatus> {
      void copyNow('manual', actorOf(actor))
      return status()
    },

    /** The copy of this night, if it is due and no other station makes it. */
    async makeIfDue(): Promise<void> {
      const { scheduled, hour } = await settings()
      if (!scheduled || running) return
      const { timeZone } = await needs.town()
      const mine = await store.transaction(async (tx) => {
        const due = nextCopyAt(await lastScheduled(tx), hour, timeZone, clock.now()) <= clock.now()
        if (due) await putSetting(tx, 'backups.last', clock.now(), clock.now())
        return due
      })
      if (mine) await copyNow('scheduled', systemActor)
    },

    async test(actor: Operator, id: string): Promise<BackupStatus> {
      const copy = await find(id)
      void begin('testing', async ({ progress }) => {
        const { ledgerHolds, copies } = needs
        const trial = { ...copies, folder: await folderOf(), clock, ledgerHolds, progress }
        const result = await tryRestore(trial, copy)
        await store.transaction(async (tx) => {
          await putTest(tx, needs.newId(), result, actor.id)
          const object = { kind: 'backup', id }
          await audit.record(tx, {
            actor: actorOf(actor),
            action: 'backup.test',
            object,
            result: result.ok ? 'ok' : 'failed',
          })
          await note(tx)
        })
      }).catch((error) => log.error({ error: describeError(error) }, 'a backup could not be tried'))
      return status()
    },

    /** Gives up the copy that is being made. */
    async cancel(): Promise<BackupStatus> {
      if (running?.work === 'copying') running.stop.abort(new Error('cancelled'))
      await running?.ended.catch(() => undefined)
      return status()
    },

    async recoveryCode(actor: Operator): Promise<string> {
      await record(actorOf(actor), 'backup.see_recovery_code', 'code')
      return recoveryCode(needs.copies.key)
    },

    /** Waits for what runs, giving up a copy. */
    async stop(): Promise<void> {
      running?.stop.abort(new Error('stopped'))
      await running?.ended.catch(() => undefined)
    },
  }
}

export type Backups = ReturnType<typeof backups>

async function writable(folder: string): Promise<void> {
  try {
    if (!isAbsolute(folder)) throw new Error('not absolute')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK)
  } catch {
    throw new Problem('BACKUP_FOLDER', { folder })
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
