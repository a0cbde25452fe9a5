import fc from 'fast-check'
import { expect } from 'vitest'
import { type Limits, noLimits, stricter } from '../../main/consent/rules.ts'
import type { NewId } from '../../main/station/needs.ts'
import type { Store, Writer } from '../../main/store/store.ts'
import type { ManualClock } from './clock.ts'
import * as model from './consent-model.ts'
import { administrator, type ConsentTown, type Neighbour, said } from './consent-town.ts'

const purposes = ['service_cuts', 'works'] as const
const hour = 60 * 60_000

export type Env = {
  readonly store: Store
  readonly town: ConsentTown
  readonly clock: ManualClock
  readonly newId: NewId
  /** Moves back as well as on. */
  readonly time: { now: number }
}

export type Slot = { real: Neighbour; told: model.ModelCitizen }
export type World = {
  readonly env: Env
  readonly people: [Slot, Slot]
  readonly told: model.Model
  merged: null | { before: Limits; told: Limits; absorbed: Limits; at: number }
  /** Queued, and neither arrived nor given up yet. */
  readonly waiting: Map<string, { readonly slot: 0 | 1; readonly purpose: string }>
  left: number
  held: number
}

const words = ({ clock, newId }: Env, text: string) => said(clock, newId, text)
const desk = ({ town }: Env) => town.consents().desk

const limitsIn = ({ left, inDoubt, awayUntil, blocked }: model.ModelCitizen): Limits => ({
  heldAt: inDoubt ? 1 : null,
  pausedUntil: awayUntil,
  optedOutAt: left ? 1 : null,
  blockedAt: blocked ? 1 : null,
})

const putLimits = (who: model.ModelCitizen, limits: Limits) => {
  who.inDoubt = limits.heldAt !== null
  who.awayUntil = limits.pausedUntil
  who.left = limits.optedOutAt !== null
  who.blocked = limits.blockedAt !== null
}

export type Act = (world: World) => Promise<void>

/** An act that a failing run can be read by. */
const doing = <T>(name: string, values: fc.Arbitrary<T>, work: (value: T, world: World) => Promise<void>) =>
  values.map(
    (value): Act =>
      Object.assign((world: World) => work(value, world), {
        [fc.toStringMethod]: () => `${name} ${fc.stringify(value)}`,
      }),
  )

/** In a transaction that commits, or first in one that the machine cuts off. */
const inStore = async (env: Env, work: (tx: Writer) => Promise<unknown>, crashes: boolean) => {
  if (crashes) await env.town.crash(work)
  await env.store.transaction(work)
}

const who = fc.constantFrom(0 as const, 1 as const)
const crashes = fc.constantFrom(false, false, false, true)
const some = fc.subarray([...purposes], { minLength: 0 })
const which = fc.oneof(fc.constant('all' as const), fc.subarray([...purposes], { minLength: 1 }))

const beginning = doing(
  'beginning',
  fc.tuple(who, fc.constantFrom('chat', 'chat', 'counter', 'import'), crashes),
  async ([slot, method, crash], { people, told, env }) => {
    const { real, told: person } = people[slot]
    const by = method === 'chat' ? { kind: 'citizen', id: real.id } : { kind: 'operator', id: 'operator-1' }
    const asked = {
      citizenId: real.id,
      conversationId: real.conversationId,
      language: 'es',
      said: words(env, 'alta'),
    } as const
    await inStore(
      env,
      (tx) => desk(env).begin(tx, { ...asked, method: method as 'chat', by: by as { kind: 'citizen'; id: string } }),
      crash,
    )
    model.ask(told, person, method as 'chat')
  },
)

const declaring = doing(
  'declaring',
  fc.tuple(who, fc.constantFrom(true, true, true, false), crashes),
  async ([slot, oldEnough, crash], { people, told, env }) => {
    const { real, told: person } = people[slot]
    await inStore(
      env,
      (tx) => desk(env).declareAge(tx, { citizenId: real.id, oldEnough, said: words(env, 'sí') }),
      crash,
    )
    model.declare(told, person, oldEnough)
  },
)

const choosing = doing(
  'choosing',
  fc.tuple(who, some, crashes),
  async ([slot, chosen, crash], { people, told, env }) => {
    const { real, told: person } = people[slot]
    await inStore(
      env,
      (tx) => desk(env).choose(tx, { citizenId: real.id, purposeIds: chosen, said: words(env, '1') }),
      crash,
    )
    model.choose(told, person, [...chosen])
  },
)

const accepting = doing('accepting', fc.tuple(who, crashes), async ([slot, crash], { people, told, env }) => {
  const { real, told: person } = people[slot]
  const yes = { citizenId: real.id, said: words(env, 'acepto'), shown: [] }
  if (crash) await env.town.crash((tx) => desk(env).accept(tx, yes))
  const { ok } = await env.store.transaction((tx) => desk(env).accept(tx, yes))
  expect(ok).toBe(model.say(told, person))
})

/** The whole way in, as most people go it. */
const joining = doing(
  'joining',
  fc.tuple(who, fc.subarray([...purposes], { minLength: 1 })),
  async ([slot, chosen], world) => {
    const { people, told, env } = world
    const { real, told: person } = people[slot]
    const by = { kind: 'citizen', id: real.id } as const
    const asked = {
      citizenId: real.id,
      conversationId: real.conversationId,
      language: 'eu',
      method: 'chat',
      by,
    } as const
    const answered = { citizenId: real.id, said: words(env, 'bai') }
    const { ok } = await env.store.transaction(async (tx) => {
      await desk(env).begin(tx, { ...asked, said: words(env, 'alta') })
      await desk(env).declareAge(tx, { ...answered, oldEnough: true })
      await desk(env).choose(tx, { ...answered, purposeIds: chosen })
      return desk(env).accept(tx, { ...answered, shown: [] })
    })
    model.ask(told, person, 'chat')
    model.declare(told, person, true)
    model.choose(told, person, [...chosen])
    expect(ok).toBe(model.say(told, person))
  },
)

const declining = doing('declining', fc.tuple(who, crashes), async ([slot, crash], { people, told, env }) => {
  const { real, told: person } = people[slot]
  await inStore(env, (tx) => desk(env).decline(tx, { citizenId: real.id, said: words(env, 'no') }), crash)
  if (model.isOpen(told, person) && person.question) person.question.state = 'answered'
})

const leaving = doing('leaving', fc.tuple(who, which, crashes), async ([slot, left, crash], { people, told, env }) => {
  const { real, told: person } = people[slot]
  const by = { kind: 'citizen', id: real.id } as const
  const wish = { citizenId: real.id, purposeIds: left, method: 'chat', by, said: words(env, 'baja') } as const
  await inStore(env, (tx) => desk(env).withdraw(tx, wish), crash)
  model.leave(told, person, left === 'all' ? 'all' : [...left])
})

const doubting = doing(
  'doubting',
  fc.tuple(who, fc.constantFrom('hold', 'stay', 'leave')),
  async ([slot, what], { people, told, env }) => {
    const { real, told: person } = people[slot]
    const settled = { citizenId: real.id, leave: what === 'leave', said: words(env, what) }
    await env.store.transaction((tx) =>
      what === 'hold' ? desk(env).hold(tx, real.id) : desk(env).settleDoubt(tx, settled),
    )
    if (what === 'hold') person.inDoubt ||= !person.left
    if (what === 'stay') person.inDoubt = false
    if (what === 'leave') model.leave(told, person, 'all')
  },
)

const pausing = doing(
  'pausing',
  fc.tuple(who, fc.option(fc.integer({ min: 1, max: 100 }))),
  async ([slot, hours], { people, env }) => {
    const { real, told: person } = people[slot]
    const until = hours === null ? null : env.time.now + hours * hour
    const by = { kind: 'citizen', id: real.id } as const
    await env.store.transaction((tx) =>
      desk(env).pause(tx, { citizenId: real.id, until, said: words(env, 'pausa'), by }),
    )
    person.awayUntil = until
  },
)

const passingOn = doing('passingOn', who, async (slot, { people, env }) => {
  const { real, told: person } = people[slot]
  const by = { kind: 'operator', id: 'operator-1' } as const
  await env.store.transaction((tx) =>
    env.town.consents().numberChanged(tx, { citizenId: real.id, why: 'wrong_number', by }),
  )
  model.passOn(person)
})

const blocking = doing('blocking', fc.tuple(who, fc.boolean()), async ([slot, blocked], { people, env }) => {
  const { real, told: person } = people[slot]
  const { custody } = env.town.consents()
  const by = { kind: 'operator', id: 'operator-1' } as const
  await env.store.transaction((tx) => (blocked ? custody.block(tx, real.id, by) : custody.unblock(tx, real.id)))
  person.blocked = blocked
})

/** The record goes with all that it says; the phone comes back in a spreadsheet as somebody new. */
const erasing = doing('erasing', who, async (slot, world) => {
  const { env } = world
  const { real, told: person } = world.people[slot]
  if (world.merged) return
  await env.store.transaction(async (tx) => {
    await env.town.consents().custody.forget(tx, real.id)
    await tx.deleteFrom('citizen_identifiers').where('citizen_id', '=', real.id).execute()
  })
  for (const [id, each] of world.waiting) if (each.slot === slot) world.waiting.delete(id)
  world.people[slot] = { real: await env.town.neighbour(real.phone), told: model.newcomer(real.phone) }
  if (person.left) world.told.gone.add(real.phone)
})

const movePhone = (tx: Writer, phone: string, to: string) =>
  tx.updateTable('citizen_identifiers').set({ citizen_id: to }).where('value', '=', phone).execute()

const merging = doing('merging', fc.constant(null), async (_, world) => {
  const { env } = world
  const [kept, absorbed] = world.people
  if (world.merged) return
  const told = limitsIn(kept.told)
  const before = await env.store.transaction(async (tx) => {
    const limits = await env.town.consents().custody.merge(tx, { kept: kept.real.id, absorbed: absorbed.real.id })
    await movePhone(tx, absorbed.real.phone, kept.real.id)
    return limits
  })
  world.merged = { before, told, absorbed: limitsIn(absorbed.told), at: env.time.now }
  putLimits(kept.told, stricter(told, limitsIn(absorbed.told)))
  kept.told.phones = [kept.real.phone, absorbed.real.phone]
  absorbed.told.phones = []
  if (absorbed.told.given.size > 0) model.passOn(absorbed.told)
  if (absorbed.told.question?.state === 'open') absorbed.told.question.state = 'answered'
})

const unmerging = doing('unmerging', fc.constant(null), async (_, world) => {
  const { env } = world
  const [kept, absorbed] = world.people
  const { merged } = world
  if (!merged) return
  world.merged = null
  await env.store.transaction(async (tx) => {
    const both = { kept: kept.real.id, absorbed: absorbed.real.id }
    await movePhone(tx, absorbed.real.phone, absorbed.real.id)
    await env.town.consents().custody.unmerge(tx, { ...both, before: merged.before, mergedAt: merged.at })
  })
  // What each limit is depends on when it came: the rows are asked, and the phones are told apart.
  kept.told.phones = [kept.real.phone]
  absorbed.told.phones = [absorbed.real.phone]
  putLimits(kept.told, await limitsOf(env, kept.real.id))
  if ([...kept.told.given.values()].some(({ at }) => at >= merged.at)) model.passOn(kept.told)
})

const limitsOf = async (env: Env, citizenId: string): Promise<Limits> => {
  const row = await env.store.read
    .selectFrom('contact_limits')
    .selectAll()
    .where('citizen_id', '=', citizenId)
    .executeTakeFirst()
  if (!row) return noLimits
  return { heldAt: row.held_at, pausedUntil: row.paused_until, optedOutAt: row.opted_out_at, blockedAt: row.blocked_at }
}

const newNotice = doing(
  'newNotice',
  fc.tuple(fc.boolean(), fc.subarray([...purposes], { minLength: 1 })),
  async ([material, affected], { told, env }) => {
    const { notices } = env.town.consents()
    const operator = administrator()
    const { version } = await notices.draft(operator)
    const kind = material ? 'material' : 'minor'
    await notices.publish(operator, { version, kind, purposes: affected })
    told.notice = version
    if (material) for (const purpose of affected) told.wordings.set(purpose, (told.wordings.get(purpose) ?? 1) + 1)
  },
)

const passing = doing(
  'passing',
  fc.constantFrom(1, 24, 47, 49, 24 * 200, 24 * 400, -1, -49, -24 * 30),
  async (hours, { told, env }) => {
    env.time.now += hours * hour
    told.now = env.time.now
  },
)

const duties = doing('duties', fc.constant(null), async (_, { people, env }) => {
  await env.town.consents().duties.expireRequests()
  await env.town.consents().duties.watchSilence()
  for (const { told } of people) {
    const { question } = told
    const open = question?.state === 'open'
    if (open && (env.time.now >= question.begun + model.twoDays || env.time.now < question.begun - 10 * 60_000))
      question.state = 'over'
    const ended = [...told.given.values()].some(({ at }) => env.time.now >= at + model.aYear)
    if (ended) model.passOn(told)
  }
})

/** The outbox does what it can: only what may leave does. Returns what may, of all that waits. */
const drain = async ({ env, told, people, waiting }: World) => {
  const may = new Map(
    [...waiting].map(([id, { slot, purpose }]) => [id, model.mayWrite(told, people[slot].told, purpose)]),
  )
  await env.town.drain()
  for (const [id, allowed] of may) {
    if (!env.town.arrived.has(id)) continue
    expect([waiting.get(id)?.purpose, allowed]).toEqual([waiting.get(id)?.purpose, true])
    waiting.delete(id)
  }
  return may
}

const writing = doing(
  'writing',
  fc.tuple(who, fc.constantFrom(...purposes, 'follow_up'), fc.constantFrom('well', 'well', 'down')),
  async ([slot, purpose, wire], world) => {
    const { env, waiting, people } = world
    await drain(world)
    const first = ![...waiting.values()].some((each) => each.slot === slot)
    const id = await env.town.start(people[slot].real, purpose)
    waiting.set(id, { slot, purpose })
    env.town.wire.down = wire === 'down'
    const may = await drain(world)
    env.town.wire.down = false
    const arrived = env.town.arrived.has(id)
    if (wire === 'well' && first) expect([purpose, arrived]).toEqual([purpose, may.get(id)])
    if (await env.town.isOver(id)) waiting.delete(id)
    world[arrived ? 'left' : 'held'] += 1
  },
)

/** Claimed, and cut off before it was handed over; and then they leave. */
const leavingBetween = doing('leavingBetween', who, async (slot, world) => {
  const { env, told, people } = world
  const { real, told: person } = people[slot]
  env.town.wire.down = true
  const late = await env.town.start(real, 'works')
  await env.town.drain()
  env.town.wire.down = false
  const by = { kind: 'operator', id: 'operator-1' } as const
  const wish = { citizenId: real.id, purposeIds: 'all', method: 'phone', by, said: null } as const
  await env.store.transaction((tx) => desk(env).withdraw(tx, wish))
  model.leave(told, person, 'all')
  env.time.now += hour
  told.now = env.time.now
  await drain(world)
  expect(env.town.arrived.has(late)).toBe(false)
})

const restarting = doing('restarting', fc.constant(null), (_, { env }) => env.town.restart())

/** Anything that a town and its people do, in proportion. */
export const act: fc.Arbitrary<Act> = fc.oneof(
  { arbitrary: joining, weight: 6 },
  { arbitrary: writing, weight: 8 },
  { arbitrary: leaving, weight: 3 },
  { arbitrary: accepting, weight: 3 },
  { arbitrary: beginning, weight: 2 },
  ...[leavingBetween, declaring, choosing, declining, doubting, pausing, passingOn, blocking, erasing, newNotice].map(
    (arbitrary) => ({
      arbitrary,
      weight: 1,
    }),
  ),
  { arbitrary: passing, weight: 2 },
  ...[merging, unmerging, duties, restarting].map((arbitrary) => ({ arbitrary, weight: 1 })),
)
