import type { Town } from '../../contract/settings.ts'
import type { Caller, CallResult } from '../bot/ports.ts'
import type { Writer } from '../store/store.ts'
import type { ConsentNeeds } from './consent-needs.ts'
import { namedIn, neighbourhoodIn } from './consent-words.ts'
import { choicesOf, chosenIn, done, joiningServices, listOf, rehearsed } from './joining-services.ts'
import { type TownService, textOf } from './town-service.ts'
import { endOfDay, fullDayInWords } from './town-words.ts'

type Needs = ConsentNeeds & { readonly town: () => Promise<Town> }

/** Leaving, whole or in part, in the words of whoever leaves. */
function leavingServices({ desk }: Needs): Readonly<Record<string, TownService>> {
  const withdraw = async (tx: Writer, { citizenId, said }: Caller, purposeIds: readonly string[] | 'all') => {
    const by = { kind: 'citizen', id: citizenId } as const
    await desk.withdraw(tx, { citizenId, purposeIds, method: 'chat', by, said })
  }

  return {
    stop_purposes: {
      params: ['purposes'],
      fields: [],
      effects: true,
      async call(tx, { purposes }, who) {
        const ids = chosenIn(purposes)
        if (ids.length === 0) return { ok: false, reason: 'nothing_chosen' }
        await withdraw(tx, who, ids)
        return done
      },
      rehearse: async () => done,
    },

    stop_named: {
      params: [],
      fields: ['outcome', 'list'],
      effects: true,
      async call(tx, _, who) {
        const offered = await desk.offered(tx, who.citizenId, who.language)
        const named = namedIn(offered, who.said?.text ?? '')
        if (named.length === 0) return { ok: true, fields: { outcome: 'unknown', list: '' } }
        await withdraw(
          tx,
          who,
          named.map(({ id }) => id),
        )
        return { ok: true, fields: { outcome: 'done', list: listOf(named) } }
      },
      rehearse: async () => ({ ok: true, fields: { outcome: 'done', list: '• …' } }),
    },

    leave_notices: {
      params: [],
      fields: [],
      effects: true,
      async call(tx, _, who) {
        await withdraw(tx, who, 'all')
        return done
      },
      rehearse: async () => done,
    },
  }
}

/** What a citizen receives, where and when: seen and changed in the chat. */
function preferenceServices({ desk, town, ...needs }: Needs): Readonly<Record<string, TownService>> {
  const dayIn = async (at: number, { language }: Caller) => fullDayInWords(at, language, (await town()).timeZone)

  const pause = async (tx: Writer, { citizenId, said }: Caller, until: number | null) =>
    desk.pause(tx, { citizenId, until, said, by: { kind: 'citizen', id: citizenId } })

  const place = async (tx: Writer, { citizenId }: Caller, told: string): Promise<CallResult> => {
    const known = await needs.neighbourhoods.known(tx)
    const name = known.length === 0 ? told.trim().slice(0, 80) : neighbourhoodIn(known, told)
    if (!name) return { ok: true, fields: { outcome: 'unknown', name: '', known: known.slice(0, 20).join(', ') } }
    await needs.neighbourhoods.set(tx, citizenId, name)
    return { ok: true, fields: { outcome: 'kept', name, known: '' } }
  }

  return {
    my_notices: {
      params: [],
      fields: ['count', 'list', 'paused', 'neighbourhood'],
      effects: false,
      async call(tx, _, who) {
        const offered = await desk.offered(tx, who.citizenId, who.language)
        const mine = offered.filter(({ state }) => state === 'given')
        const until = await needs.pausedUntil(tx, who.citizenId)
        const fields = {
          count: String(mine.length),
          list: listOf(mine),
          paused: until === null || until <= who.now ? '' : await dayIn(until, who),
          neighbourhood: (await needs.neighbourhoods.of(tx, who.citizenId)) ?? '',
        }
        return { ok: true, fields, choices: choicesOf(mine) }
      },
      rehearse: async () => ({
        ok: true,
        fields: { count: '2', list: '• …', paused: '', neighbourhood: '' },
        choices: rehearsed,
      }),
    },

    pause_notices: {
      params: ['until'],
      fields: ['until'],
      effects: true,
      async call(tx, { until }, who) {
        if (until?.kind !== 'date') return { ok: false, reason: 'no_day' }
        const end = endOfDay(until.date, (await town()).timeZone)
        await pause(tx, who, end)
        return { ok: true, fields: { until: await dayIn(end, who) } }
      },
      rehearse: async (_, who) => ({ ok: true, fields: { until: await dayIn(who.now, who) } }),
    },

    resume_notices: {
      params: [],
      fields: [],
      effects: true,
      async call(tx, _, who) {
        await pause(tx, who, null)
        return done
      },
      rehearse: async () => done,
    },

    set_neighbourhood: {
      params: ['name'],
      fields: ['outcome', 'name', 'known'],
      effects: true,
      call: (tx, { name }, who) => place(tx, who, textOf(name)),
      rehearse: async ({ name }) => ({ ok: true, fields: { outcome: 'kept', name: textOf(name), known: '' } }),
    },
  }
}

/** Joining, leaving and preferences, as the assistant serves them. */
export const consentServices = (needs: Needs): Readonly<Record<string, TownService>> => ({
  ...joiningServices(needs),
  ...leavingServices(needs),
  ...preferenceServices(needs),
})
