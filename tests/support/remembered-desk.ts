import type { ConsentDesk, ConsentState, OfferedPurpose, Said, ShownMessage } from '../../main/consent/desk.ts'
import type { ConsentNeeds } from '../../main/station/consent-needs.ts'

const hour = 3_600_000

export const noticeText =
  'Ayuntamiento de Valdearenas del Soto. Le enviaremos por WhatsApp los avisos que elija.\nEs voluntario. Más: INFO. No más: BAJA.'
export const secondLayer = 'Responsable: Ayuntamiento de Valdearenas del Soto.\nPuede reclamar ante la AEPD.'

const names = [
  ['service_cuts', 'Cortes de agua y luz'],
  ['works', 'Obras y tráfico'],
  ['culture', 'Cultura y fiestas'],
  ['sport', 'Deporte y juventud'],
  ['jobs', 'Empleo y ayudas'],
  ['taxes', 'Calendario de impuestos'],
  ['surveys', 'Encuestas'],
] as const

type Request = { expiresAt: number; age: boolean | null; chosen: readonly string[] }
type Person = {
  states: Map<string, ConsentState>
  request: Request | null
  out: boolean
  held: boolean
  pausedUntil: number | null
}

export type Act = { readonly act: string; readonly said: Said | null; readonly [more: string]: unknown }

/** The desk of consents as it promises to behave, kept in memory, with every act written down. */
export function rememberedDesk(now: () => number, neighbourhoods: readonly string[] = []) {
  const people = new Map<string, Person>()
  const places = new Map<string, string>()
  const acts: Act[] = []
  let lately: readonly ShownMessage[] = []

  const person = (id: string): Person => {
    const known = people.get(id) ?? { states: new Map(), request: null, out: false, held: false, pausedUntil: null }
    people.set(id, known)
    return known
  }
  const note = (act: string, said: Said | null, more: object = {}) => void acts.push({ act, said, ...more })

  const desk: ConsentDesk = {
    async offered(_, citizenId): Promise<readonly OfferedPurpose[]> {
      const { states } = person(citizenId)
      return names.map(([id, name]) => ({ id, version: 1, name, description: name, state: states.get(id) ?? 'none' }))
    },
    async begin(_, { citizenId, method, said }) {
      const expiresAt = now() + 48 * hour
      person(citizenId).request = { expiresAt, age: null, chosen: [] }
      note('begin', said, { method })
      return { noticeText, secondLayer, minimumAge: 14, expiresAt }
    },
    async declareAge(_, { citizenId, oldEnough, said }) {
      const one = person(citizenId)
      if (one.request) one.request = oldEnough ? { ...one.request, age: true } : null
      note('age', said, { oldEnough })
    },
    async choose(_, { citizenId, purposeIds, said }) {
      const one = person(citizenId)
      if (one.request) one.request = { ...one.request, chosen: purposeIds }
      note('choose', said, { purposeIds })
    },
    async accept(_, { citizenId, said, shown }) {
      const one = person(citizenId)
      note('accept', said, { shown })
      if (!one.request) return { ok: false, reason: 'nothing_pending' }
      if (now() > one.request.expiresAt) return { ok: false, reason: 'expired' }
      if (!one.request.age) return { ok: false, reason: 'no_age' }
      if (one.request.chosen.length === 0) return { ok: false, reason: 'nothing_chosen' }
      for (const id of one.request.chosen) one.states.set(id, 'given')
      const purposes = one.request.chosen
      one.request = null
      one.out = false
      return { ok: true, purposes }
    },
    async decline(_, { citizenId, said }) {
      person(citizenId).request = null
      note('decline', said)
    },
    async withdraw(_, { citizenId, purposeIds, method, said }) {
      const one = person(citizenId)
      const had = [...one.states].filter(([id, state]) => {
        return state === 'given' && (purposeIds === 'all' || purposeIds.includes(id))
      })
      for (const [id] of had) one.states.set(id, 'withdrawn')
      one.request = null
      if (purposeIds === 'all') one.out = true
      note('withdraw', said, { purposeIds, method })
      return { had: had.map(([id]) => id) }
    },
    async hold(_, citizenId) {
      person(citizenId).held = true
      note('hold', null)
    },
    async settleDoubt(_, { citizenId, leave, said }) {
      const one = person(citizenId)
      one.held = false
      if (leave) one.out = true
      note('settle', said, { leave })
    },
    async pause(_, { citizenId, until, said }) {
      person(citizenId).pausedUntil = until
      note('pause', said, { until })
    },
    async standing(_, citizenId, purposeId) {
      const one = person(citizenId)
      if (one.out) return 'opted_out'
      if (one.held) return 'held'
      return one.states.get(purposeId) === 'given' ? 'live' : 'none'
    },
  }

  const needs: ConsentNeeds = {
    desk,
    pausedUntil: async (_, citizenId) => person(citizenId).pausedUntil,
    saidLately: async () => lately,
    isPoster: async (_, code) => code === 'C1042',
    neighbourhoods: {
      known: async () => neighbourhoods,
      of: async (_, citizenId) => places.get(citizenId) ?? null,
      set: async (_, citizenId, name) => void places.set(citizenId, name),
    },
  }

  return {
    needs,
    acts,
    given: (citizenId: string) =>
      [...person(citizenId).states].filter(([, state]) => state === 'given').map(([id]) => id),
    person,
    /** What the town said last, the newest first. */
    showed(messages: readonly ShownMessage[]): void {
      lately = messages
    },
  }
}

export type RememberedDesk = ReturnType<typeof rememberedDesk>
