import type {
  BrakeEvent,
  Forecast,
  HaltCause,
  LineCalendarDay,
  LineSafety,
  LineSettings,
  Rehearsal,
  RehearsalFaults,
} from '../../contract/line-safety.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import { capsAt, townStartedAllowance } from './allowance-rules.ts'
import { breakers, slowUntil } from './brake-rules.ts'
import { braking } from './braking.ts'
import { forecast, lineCalendar } from './forecast-rules.ts'
import { lineGate } from './gate.ts'
import { lineMemory, type Remembered } from './memory.ts'
import type { LineSafetyNeeds } from './needs.ts'
import { outcomes } from './outcomes.ts'
import { horizons, million, profiles, remembered, usualSummer } from './policy.ts'
import { beyondLimits, capsOf } from './policy-rules.ts'
import { selectLines } from './queries.ts'
import { rehearse } from './rehearsal-rules.ts'
import {
  brakeEvents,
  countsOf,
  forgetBefore,
  lastDays,
  lineById,
  putSettings,
  storedSettings,
} from './safety-queries.ts'
import { lineSense } from './sense.ts'
import { never } from './speaking-rules.ts'
import { firstPart, type Run } from './turn-rules.ts'
import { ordinaryBudget, usedFor } from './warm-up-rules.ts'

type Event = Awaited<ReturnType<typeof brakeEvents>>[number]

const eventOf = ({ line_id: _, value_ppm, not_before, operator_id: __, operator, ...event }: Event): BrakeEvent => ({
  ...event,
  breaker: event.breaker as BrakeEvent['breaker'],
  cause: event.cause as HaltCause | null,
  value: value_ppm === null ? null : value_ppm / million,
  until: not_before,
  operator,
})

function budgetOf({ history, rules: { policy, hours } }: Remembered, now: number): LineSafety['budget'] {
  const { day, sentAt } = history
  const caps = capsAt(history, policy, now)
  const word = townStartedAllowance(history, policy, hours, 'notice', now)
  const last = policy.steps.length - 1
  return {
    day: day.key,
    sent: day.sent,
    allowed: caps.perDay,
    reserve: caps.perDay - ordinaryBudget(caps.perDay, policy),
    sentLastHour: sentAt.length,
    perHour: caps.perHour,
    perMinute: caps.perMinute,
    binds: word.ok ? null : { limit: word.limit, until: word.until },
    warmUp: {
      step: day.step,
      last,
      nextPerDay: day.step < last ? capsOf(policy, day.step + 1).perDay : null,
      usedFor: usedFor(policy, day.step),
      worstToday: day.worst,
    },
  }
}

/** What protects a line from the town: its pace, its brake, and what people see and set of them. */
export function lineSafety(needs: LineSafetyNeeds) {
  const { store, clock, audit, random } = needs
  const memory = lineMemory(needs)
  const brake = braking(needs, memory)
  const found = outcomes(needs, memory, brake)

  const recall = async (lineId: string): Promise<Remembered> => {
    const [line] = await lineById(store.read, { lineId })
    if (!line) throw new Problem('NOT_FOUND')
    return memory.recall(store.read, lineId, clock.now())
  }

  const policy = async () => {
    const [line] = await selectLines(store.read)
    const { settings: defaults, limits } = profiles[line?.channel ?? 'webjs']
    return { settings: (await storedSettings(store.read)) ?? defaults, defaults, limits, usualSummer, never }
  }

  return {
    /** The last gate of the outbox. */
    gate: lineGate(needs, memory),
    sense: lineSense(needs, memory),
    became: found.became,
    heard: found.heard,
    noteOptOut: found.noteOptOut,
    left: found.left,
    noteState: found.noteState,
    resume: brake.resume,

    /** Reads the breakers that move by themselves, and forgets what is old. */
    async watch(): Promise<void> {
      for (const { id } of await selectLines(store.read)) await store.transaction((tx) => brake.look(tx, id))
    },

    forgetOld: (): Promise<void> =>
      store.transaction((tx) => forgetBefore(tx, clock.now() - remembered.sends, clock.now() - remembered.disconnects)),

    /** Throws `NOT_FOUND`. */
    async read(lineId: string): Promise<LineSafety> {
      const now = clock.now()
      const all = await recall(lineId)
      const { brake: state } = all.history
      const { level, since, breaker, until } = state
      const days = await lastDays(store.read, lineId, horizons.daysShown)
      return {
        lineId,
        budget: budgetOf(all, now),
        brake: { level, since, breaker, until, slowUntil: slowUntil(state, now) },
        breakers: [...breakers(await countsOf(store.read, lineId, state.resumedAt ?? 0, now))],
        events: (await brakeEvents(store.read, lineId, horizons.eventsShown)).map(eventOf),
        days: days.map(({ day, step, sent, allowed, worst }) => ({ day, step, sent, allowed, worst })),
      }
    },

    policy,

    /** Throws `BAD_INPUT` with the fields that pass a limit. */
    async savePolicy(operator: Operator, settings: LineSettings) {
      const [line] = await selectLines(store.read)
      const fields = beyondLimits(line?.channel ?? 'webjs', settings)
      if (fields.length > 0) throw new Problem('BAD_INPUT', { fields: [...fields] })
      await store.transaction(async (tx) => {
        await putSettings(tx, settings, clock.now())
        await audit.record(tx, { actor: actorOf(operator), action: 'line.save_policy', result: 'ok' })
        await store.changes.note(tx, [{ kind: 'line' }])
      })
      return policy()
    },

    /** Throws `NOT_FOUND`. `startAt`: epoch milliseconds, now unless given; `others`: what is planned or under way. */
    async forecast(
      lineId: string,
      { recipients, startAt }: { recipients: number; startAt?: number | undefined },
      others: readonly Run[],
    ): Promise<Forecast> {
      const { history, rules } = await recall(lineId)
      const now = clock.now()
      const run = { id: '', left: recipients, startAt: Math.max(now, startAt ?? 0), look: firstPart(recipients) }
      return forecast(run, history, rules, { now, others })
    },

    /** Throws `NOT_FOUND`. `runs`: what is planned or under way. */
    async calendar(lineId: string, runs: readonly Run[]): Promise<LineCalendarDay[]> {
      const { history, rules } = await recall(lineId)
      return [...lineCalendar(runs, history, rules, { now: clock.now(), days: horizons.calendarDays })]
    },

    /** Throws `NOT_FOUND`. Nothing is sent or kept. */
    async rehearse(
      lineId: string,
      plan: { recipients: number; startAt?: number | undefined; faults: RehearsalFaults },
    ): Promise<Rehearsal> {
      const { history, rules } = await recall(lineId)
      return rehearse({ ...plan, startAt: Math.max(clock.now(), plan.startAt ?? 0) }, history, rules, random)
    },
  }
}

export type LineSafetyDesk = ReturnType<typeof lineSafety>
