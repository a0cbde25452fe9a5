import { createHmac } from 'node:crypto'
import type { z } from 'zod'
import type { Language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import type { Town } from '../../contract/settings.ts'
import type { setupStatus } from '../../contract/setup.ts'
import type { Copy } from '../backup/copies.ts'
import type { Operator } from '../operators/actor.ts'
import { StoreError } from '../store/store.ts'
import { type Chosen, forgetChoice, readChoice, writeChoice } from './choice.ts'
import { openPlace, type Place, type PlaceOptions } from './place.ts'
import { type BackupsAt, keyOf, makeReady, type Restored, townCopies } from './restore.ts'
import type { Station } from './station.ts'

export type SetupStatus = z.infer<typeof setupStatus>

export type HostOptions = PlaceOptions & {
  /** Opens this instead of what was open last. */
  readonly open?: Chosen
}

export type NewTown = {
  readonly town: Town
  readonly administrator: { readonly username: string; readonly name: string; readonly password: string }
}

export const practiceUsername = 'practica'

/**
 * Owns the data folder: opens the practice town or the real one, never both, and answers what a console needs before
 * anybody has signed in.
 */
export async function openHost(options: HostOptions) {
  const { log, vault } = options
  let open: Place | null = null
  let problem: StoreError | null = null
  let busy: Promise<unknown> = Promise.resolve()

  /** Which screen a console begins with; told without asking the store. */
  const stage = (): SetupStatus['stage'] => (problem ? 'broken' : (open?.kind ?? 'first_run'))

  /** One opening or closing at a time. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = busy.then(work, work)
    busy = turn.catch(() => undefined)
    return turn
  }

  const openStation = async (kind: Chosen): Promise<Place> => {
    open = await openPlace(options, kind)
    problem = null
    return open
  }

  const close = async () => {
    const closing = open
    open = null
    try {
      await closing?.station.stop()
    } finally {
      await closing?.store.close()
    }
  }

  const practiceAccount = async () => ({
    username: practiceUsername,
    password: practicePassword(await vault.masterKey()),
  })

  const openPractice = async (language: Language) => {
    const account = await practiceAccount()
    const { station } = open ?? (await openStation('practice'))
    await station.town.ensurePractice()
    await station.cannedReplies.addStarters()
    await station.calendar.ensurePractice()
    await station.knowledge.ensurePractice()
    await station.agenda.ensurePractice()
    await station.firstAccounts.ensurePractice({ ...account, name: 'Práctica', language })
    await station.start()
    return account
  }

  /** Opens what was open last; a store that cannot be opened leaves the host answering why. */
  const openChosen = async (kind: Chosen) => {
    try {
      if (kind === 'practice') await openPractice('es')
      else await (await openStation('town')).station.start()
    } catch (error) {
      await close()
      if (!(error instanceof StoreError)) throw error
      problem = error
      log.error({ code: error.code }, 'the store cannot be opened')
    }
  }

  /** Opens what was made ready in the place of what was there, or that again when it does not come up. */
  const comeBack = async (kind: Chosen, ready: Restored, first: (station: Station) => Promise<void>) => {
    try {
      await ready.swap()
    } catch (error) {
      await (await openStation(kind)).station.start()
      throw error
    }
    try {
      const { station } = await openStation(kind)
      await first(station)
      await station.start()
    } catch (error) {
      await close()
      await ready.swapBack()
      await (await openStation(kind)).station.start()
      throw error
    }
  }

  const chosen = options.open ?? (await readChoice(options.dataDirectory))
  if (chosen) await openChosen(chosen)

  return {
    log,
    station: (): Station | null => open?.station ?? null,
    practiceAccount,

    stage,

    async status(): Promise<SetupStatus> {
      const town = open ? await open.station.town.get() : null
      return { stage: stage(), townName: town?.name ?? null, problem: problem?.code ?? null, version: options.version }
    },

    /** Opens the practice town, unless a real one is open. Returns the account to sign in with. */
    startPractice(language: Language = 'es'): Promise<{ username: string; password: string }> {
      return inTurn(async () => {
        if (open?.kind === 'town' || problem) throw new Problem('ALREADY_SET_UP')
        if (open) return practiceAccount()
        const account = await openPractice(language).catch(async (error) => {
          await close()
          throw error
        })
        await writeChoice(options.dataDirectory, 'practice')
        return account
      })
    },

    /** Makes the real town with its first administrator. Refuses with ALREADY_SET_UP, or WEAK_PASSWORD. */
    createTown({ town, administrator }: NewTown): Promise<Station> {
      return inTurn(async () => {
        if (open || problem) throw new Problem('ALREADY_SET_UP')
        try {
          const { station } = await openStation('town')
          await station.firstAccounts.createFirst(
            { ...administrator, language: town.language, townName: town.name },
            async (tx, actor) => {
              await station.town.saveIn(tx, actor, town)
            },
          )
          await station.cannedReplies.addStarters()
          await station.start()
          await writeChoice(options.dataDirectory, 'town')
          return station
        } catch (error) {
          await close()
          throw error
        }
      })
    },

    /**
     * The town goes back to the moment of a copy; what was there is kept beside it. When anything fails it is as it
     * was. Throws `NOT_FOUND`, or `StoreError`.
     */
    restore(operator: Operator, id: string, reason: string): Promise<void> {
      return inTurn(async () => {
        const before = open
        if (!before) throw new Problem('NOT_SET_UP')
        const from = await before.station.backups.at(id)
        const carried = JSON.stringify(await before.station.privacy.carried())
        const ready = await makeReady(options, before.kind, from)
        await close()
        await comeBack(before.kind, ready, async (station) => {
          await station.eraseAgain(carried)
          await station.acts.restored(operator, id, reason)
        })
      })
    },

    /** The copies of a town in a folder. Throws `ALREADY_SET_UP` while one is open, `BACKUP_CODE`, or `BACKUP_FOLDER`. */
    async backupsAt(at: BackupsAt): Promise<readonly Copy[]> {
      if (open) throw new Problem('ALREADY_SET_UP')
      return townCopies(at)
    },

    /** A town comes back from the copies of another computer, or of this one when its store cannot be opened. */
    restoreHere(at: BackupsAt & { readonly id: string }): Promise<void> {
      return inTurn(async () => {
        if (open) throw new Problem('ALREADY_SET_UP')
        const copy = (await townCopies(at)).find(({ id }) => id === at.id)
        if (!copy) throw new Problem('NOT_FOUND')
        const ready = await makeReady(options, 'town', { folder: at.folder, copy, key: keyOf(at.code) })
        await ready.swap()
        const { station } = await openStation('town')
        await station.eraseAgain(ready.erasures)
        await station.acts.cameBack(copy.id)
        await station.start()
        await writeChoice(options.dataDirectory, 'town')
      })
    },

    /** Closes what is open and shows the three choices again; nothing is deleted. */
    leave(): Promise<void> {
      return inTurn(async () => {
        await close()
        problem = null
        await forgetChoice(options.dataDirectory)
      })
    },

    close: () => inTurn(close),
  }
}

export type Host = Awaited<ReturnType<typeof openHost>>

const practicePassword = (key: Buffer) =>
  createHmac('sha256', key).update('practice account').digest('base64url').slice(0, 24)
