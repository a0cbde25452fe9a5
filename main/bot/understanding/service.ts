import type { Logger } from 'pino'
import type { Language } from '../../../contract/common.ts'
import type { Misunderstood, TaughtPhrase } from '../../../contract/intents.ts'
import { Problem } from '../../../contract/problems.ts'
import { type AuditTrail, actorOf, type Operator } from '../../operators/actor.ts'
import { describeError } from '../../station/describe-error.ts'
import type { Clock, NewId } from '../../station/needs.ts'
import type { Store, Writer } from '../../store/store.ts'
import type { Guess, Understanding } from '../ports.ts'
import { featuresOf } from './features.ts'
import type { Models } from './model-file.ts'
import {
  allTaught,
  deleteTaught,
  insertMisunderstood,
  insertTaught,
  openMisunderstood,
  settleMisunderstood,
  type TaughtRow,
} from './queries.ts'
import { type Taught, taughtFrom } from './taught.ts'
import { understanding } from './understand.ts'
import { wordsOf } from './wording.ts'

export type IntentsNeeds = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly log: Logger
  readonly audit: AuditTrail
  readonly models: Models
  /** The shipped phrases, read when somebody wants to see them. */
  readonly shipped: () => Promise<
    readonly { readonly text: string; readonly intent: string; readonly lang: Language }[]
  >
}

/** What messages mean, and what the town taught about that. `open` before the first message. */
export function intents({ store, clock, newId, log, audit, models, shipped }: IntentsNeeds) {
  const known = new Set(models.intent.classes)
  let rows: readonly TaughtRow[] = []
  let understand = understanding(models, taughtFrom([]))

  const load = async (): Promise<void> => {
    rows = await allTaught(store.read)
    understand = understanding(models, compiled(rows))
  }

  const mustBeKnown = (intent: string) => {
    if (!known.has(intent)) throw new Problem('BAD_INPUT', { fields: ['intent'] })
  }

  return {
    /** Learns what was taught before, and goes on learning what any station teaches. Returns how to stop. */
    async open(): Promise<() => void> {
      let seen = await store.changes.latest()
      await load()
      const catchUp = async () => {
        const changes = await store.changes.after(seen, 500)
        seen = changes?.at(-1)?.seq ?? (await store.changes.latest())
        if (changes === null || changes.some(isTaught)) await load()
      }
      let turn = Promise.resolve()
      return store.changes.watch(() => {
        turn = turn.then(catchUp).catch((error) => log.error({ error: describeError(error) }, 'phrases were not read'))
      })
    },

    understand: (text: string, hint: Language | null): Understanding => understand(text, hint),

    /** Notes, in the transaction of the turn, that a message was not understood. */
    async noteMisunderstood(
      tx: Writer,
      message: { conversationId: string; messageId: string; guesses: readonly Guess[] },
    ): Promise<void> {
      const { guesses, ...where } = message
      await insertMisunderstood(tx, { id: newId(), ...where, guesses: JSON.stringify(guesses), now: clock.now() })
      await store.changes.note(tx, [{ kind: 'assistant', objectId: 'misunderstood' }])
    },

    async list() {
      const phrases = await shipped()
      return models.intent.classes.map((intent) => ({
        intent,
        shipped: phrases.filter((phrase) => phrase.intent === intent).length,
        taught: rows.filter((row) => row.intent === intent).length,
      }))
    },

    async phrases({ intent }: { intent: string }) {
      mustBeKnown(intent)
      const phrases = await shipped()
      return {
        shipped: phrases
          .filter((phrase) => phrase.intent === intent)
          .map(({ text, lang }) => ({ text, language: lang })),
        taught: rows.filter((row) => row.intent === intent).map(taughtPhrase),
      }
    },

    /** Counts from the next message on. Throws `BAD_INPUT` for an unknown intent or a text without words. */
    async teach(
      operator: Operator,
      { intent, text, misunderstoodId }: { intent: string; text: string; misunderstoodId?: string | undefined },
    ): Promise<TaughtPhrase> {
      mustBeKnown(intent)
      if (wordsOf(text).length === 0) throw new Problem('BAD_INPUT', { fields: ['text'] })
      const id = newId()
      const now = clock.now()
      await store.transaction(async (tx) => {
        await insertTaught(tx, { id, intent, text, operator_id: operator.id, created_at: now })
        if (misunderstoodId !== undefined) await settleMisunderstood(tx, misunderstoodId, operator.id, now)
        const act = { actor: actorOf(operator), action: 'assistant.teach', result: 'ok', detail: intent } as const
        await audit.record(tx, { ...act, object: { kind: 'phrase', id } })
        await store.changes.note(tx, [taughtChange])
      })
      await load()
      return { id, intent, text, operator: { id: operator.id, name: operator.name }, at: now }
    },

    /** Throws `NOT_FOUND`. */
    async forget(operator: Operator, { id }: { id: string }): Promise<void> {
      await store.transaction(async (tx) => {
        const intent = await deleteTaught(tx, id)
        if (intent === undefined) throw new Problem('NOT_FOUND')
        const act = { actor: actorOf(operator), action: 'assistant.forget', result: 'ok', detail: intent } as const
        await audit.record(tx, { ...act, object: { kind: 'phrase', id } })
        await store.changes.note(tx, [taughtChange])
      })
      await load()
    },

    async misunderstood({ limit, cursor }: { limit: number; cursor?: string | undefined }) {
      const before = cursor === undefined ? null : Number(cursor)
      if (before !== null && !Number.isSafeInteger(before)) throw new Problem('BAD_INPUT', { fields: ['cursor'] })
      const found = await openMisunderstood(store.read, { before, limit: limit + 1 })
      const last = found[limit - 1]
      return {
        items: found.slice(0, limit).map(
          (row): Misunderstood => ({
            id: row.id,
            conversationId: row.conversation_id,
            messageId: row.message_id,
            text: row.text.slice(0, 1000),
            at: row.at,
            guesses: JSON.parse(row.guesses_json),
          }),
        ),
        nextCursor: found.length > limit && last ? String(last.seq) : null,
      }
    },

    /** Throws `NOT_FOUND`. */
    async dismiss(operator: Operator, { id }: { id: string }): Promise<void> {
      await store.transaction(async (tx) => {
        if (!(await settleMisunderstood(tx, id, operator.id, clock.now()))) throw new Problem('NOT_FOUND')
        const act = { actor: actorOf(operator), action: 'assistant.dismiss', result: 'ok' } as const
        await audit.record(tx, { ...act, object: { kind: 'misunderstood', id } })
        await store.changes.note(tx, [{ kind: 'assistant', objectId: 'misunderstood' }])
      })
    },
  }
}

export type Intents = ReturnType<typeof intents>

const taughtChange = { kind: 'assistant', objectId: 'phrases' } as const
const isTaught = (change: { kind: string; objectId?: string }) =>
  change.kind === taughtChange.kind && change.objectId === taughtChange.objectId

const compiled = (rows: readonly TaughtRow[]): Taught =>
  taughtFrom(rows.map(({ intent, text }) => ({ intent, features: featuresOf(wordsOf(text)) })))

const taughtPhrase = (row: TaughtRow): TaughtPhrase => ({
  id: row.id,
  intent: row.intent,
  text: row.text,
  operator: row.operator_id === null ? null : { id: row.operator_id, name: row.operator_name ?? '' },
  at: row.created_at,
})
