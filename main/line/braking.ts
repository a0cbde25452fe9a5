import type { BreakerName, HaltCause } from '../../contract/line-safety.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator, systemActor } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import { type Brake, breakers, judged, resumed, resumeRefusal, tripped, worse } from './brake-rules.ts'
import type { LineMemory, Remembered } from './memory.ts'
import type { LineSafetyNeeds } from './needs.ts'
import { million } from './policy.ts'
import { type BrakeEventRow, countsOf, insertBrakeEvent } from './safety-queries.ts'
import { stepAfterRed } from './warm-up-rules.ts'

const ppm = (value: number) => Math.round(value * million)

/** The brake in the store: every change of it is an event with its reason, told to the consoles. */
export function braking(needs: Pick<LineSafetyNeeds, 'store' | 'clock' | 'newId' | 'audit'>, memory: LineMemory) {
  const { store, clock, newId, audit } = needs

  /** Puts a brake in the place of another, with all that hangs on it. */
  const put = async (tx: Writer, lineId: string, before: Remembered, brake: Brake, event: Partial<BrakeEventRow>) => {
    const now = clock.now()
    const { day } = before.history
    const reddens = brake.level === 'red' && before.history.brake.level !== 'red'
    const step = reddens ? stepAfterRed(day.step, before.rules.policy) : day.step
    const history = { ...before.history, brake, day: { ...day, step, worst: worse(day.worst, brake.level) } }
    await memory.noteBrake(tx, lineId, { ...before, history }, now)
    await insertBrakeEvent(tx, {
      id: newId(),
      line_id: lineId,
      at: now,
      kind: brake.level,
      breaker: brake.breaker,
      ...{ value_ppm: null, sample: null, operator_id: null, cause: null, reason: null },
      not_before: brake.until,
      ...event,
    })
    if (reddens)
      await audit.record(tx, {
        actor: systemActor,
        action: 'line.stopped',
        object: { kind: 'line', id: lineId },
        result: 'ok',
        detail: brake.breaker ?? '',
      })
    await store.changes.note(tx, [{ kind: 'line', objectId: lineId }])
  }

  return {
    /** Reads every breaker and slows down or stops where one says so. */
    async look(tx: Writer, lineId: string): Promise<void> {
      const now = clock.now()
      const before = await memory.recall(tx, lineId, now)
      const { brake } = before.history
      if (brake.level === 'red') return
      const found = breakers(await countsOf(tx, lineId, brake.resumedAt ?? 0, now))
      const after = judged(brake, found, now)
      if (after === brake) return
      const cause = found.find(({ name }) => name === after.breaker)
      await put(tx, lineId, before, after, cause ? { value_ppm: ppm(cause.value), sample: cause.sample } : {})
    },

    /** Stops the line at once; nobody may let it speak again before `notBefore`. */
    async trip(tx: Writer, lineId: string, breaker: BreakerName, notBefore: number): Promise<void> {
      const now = clock.now()
      const before = await memory.recall(tx, lineId, now)
      const after = tripped(before.history.brake, breaker, now, notBefore)
      if (after !== before.history.brake) await put(tx, lineId, before, after, {})
    },

    /** Throws `WRONG_STATE` when it is not stopped, `LINE_RESTS` when it is too soon. */
    resume: (operator: Operator, lineId: string, why: { cause: HaltCause; reason: string }): Promise<void> =>
      store.transaction(async (tx) => {
        const now = clock.now()
        const before = await memory.recall(tx, lineId, now)
        const { brake } = before.history
        const refusal = resumeRefusal(brake, now)
        if (refusal?.why === 'not_stopped') throw new Problem('WRONG_STATE', { state: brake.level })
        if (refusal) throw new Problem('LINE_RESTS', { until: refusal.until })
        const by = { kind: 'resumed' as const, breaker: brake.breaker, operator_id: operator.id, ...why }
        await put(tx, lineId, before, resumed(brake, now), by)
        await audit.record(tx, {
          actor: actorOf(operator),
          action: 'line.resume',
          object: { kind: 'line', id: lineId },
          result: 'ok',
          detail: why.cause,
        })
      }),
  }
}

export type Braking = ReturnType<typeof braking>
