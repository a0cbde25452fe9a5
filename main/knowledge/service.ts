import { DateTime } from 'luxon'
import { languages } from '../../contract/common.ts'
import type { Fact, FactBody, FactPreview } from '../../contract/knowledge.ts'
import { Problem } from '../../contract/problems.ts'
import type { Town } from '../../contract/settings.ts'
import { type AuditTrail, actorOf, type Operator, systemActor } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { checklist } from './checklist.ts'
import { check, checkRetiring, type Setting } from './checks.ts'
import { compileFacts, type KnownFacts } from './facts.ts'
import { putFact, retireFact, type StoredFact, startersGiven, storedFact, storedFacts, versionsOf } from './queries.ts'
import { changedFields, isStale } from './rules.ts'
import { practiceFacts } from './starters.ts'

type Needs = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
}

/** The version of a fact that somebody has read. */
export type Known = { readonly id: string; readonly version: number }

/** How many facts a town may keep. */
const mostFacts = 1_000

export type TownKnowledge = ReturnType<typeof townKnowledge>

/** What the town knows and says: departments, places, procedures and answers. */
export function townKnowledge({ store, clock, newId, audit, town }: Needs) {
  const todayIn = ({ timeZone }: Town) => DateTime.fromMillis(clock.now(), { zone: timeZone }).toFormat('yyyy-MM-dd')

  async function setting(db: Reader | Writer): Promise<Setting> {
    const settings = await town()
    return { town: settings, today: todayIn(settings), stored: await storedFacts(db) }
  }

  const shown = (fact: StoredFact, today: string): Fact => ({ ...fact, stale: isStale(fact.body, today) })

  const note = (tx: Writer, id: string) => store.changes.note(tx, [{ kind: 'assistant', objectId: id }])

  async function record(tx: Writer, actor: Operator, action: string, id: string, detail?: string) {
    const entry = { actor: actorOf(actor), action, object: { kind: 'fact', id }, result: 'ok' } as const
    await audit.record(tx, detail === undefined ? entry : { ...entry, detail })
    await note(tx, id)
  }

  /** The fact as somebody read it. Throws `NOT_FOUND`, and `FACT_CHANGED` when another has written since. */
  async function asRead(tx: Writer, { id, version }: Known): Promise<StoredFact> {
    const fact = await storedFact(tx, id)
    if (!fact) throw new Problem('NOT_FOUND')
    if (fact.version !== version) throw new Problem('FACT_CHANGED')
    return fact
  }

  async function write(tx: Writer, actor: Operator, before: StoredFact | null, body: FactBody, around: Setting) {
    const [id, version] = [before?.id ?? newId(), (before?.version ?? 0) + 1]
    await putFact(tx, { id, version, body, authorId: actor.id }, clock.now())
    const author = { id: actor.id, name: actor.name }
    return shown({ id, version, updatedAt: clock.now(), author, body }, around.today)
  }

  return {
    /** Compiled, for conversations; `today` is the town's day they were compiled for. */
    async snapshot(): Promise<{ facts: KnownFacts; today: string }> {
      const { town: settings, today, stored } = await setting(store.read)
      return {
        facts: compileFacts(
          stored.map(({ body }) => body),
          settings,
          today,
        ),
        today,
      }
    },

    /** The day it is in the town, `YYYY-MM-DD`. */
    today: async () => todayIn(await town()),

    async list() {
      const { town: settings, today, stored } = await setting(store.read)
      const told = new Set(stored.map(({ body }) => body.intent))
      return {
        language: settings.language,
        today,
        facts: stored.map((fact) => shown(fact, today)),
        checklist: checklist.map((item) => ({ ...item, filled: told.has(item.intent) })),
      }
    },

    /** Throws `NOT_FOUND`, also for what is no longer said. */
    async get(id: string): Promise<Fact> {
      const fact = await storedFact(store.read, id)
      if (!fact) throw new Problem('NOT_FOUND')
      return shown(fact, todayIn(await town()))
    },

    async stale(): Promise<Fact[]> {
      const { today, stored } = await setting(store.read)
      return stored.map((fact) => shown(fact, today)).filter(({ stale }) => stale)
    },

    /**
     * Adds a fact, or writes the next version of the one that was read; its kind and slug stay. Throws what `check`
     * does, `NOT_FOUND` and `FACT_CHANGED`.
     */
    save(actor: Operator, known: Known | null, body: FactBody): Promise<Fact> {
      return store.transaction(async (tx) => {
        const before = known === null ? null : await asRead(tx, known)
        if (before && !isSameFact(before.body, body)) throw new Problem('BAD_INPUT', { fields: ['body.slug'] })
        const around = await setting(tx)
        if (!before && around.stored.length >= mostFacts) throw new Problem('BAD_INPUT', { fields: ['body'] })
        check(body, before?.id ?? null, around)
        const fact = await write(tx, actor, before, body, around)
        const detail = before ? changedFields(before.body, body).join(', ') : 'new'
        await record(tx, actor, 'knowledge.save', fact.id, detail)
        return fact
      })
    },

    /** Somebody looked at it today and it is still true. Throws `NOT_FOUND` and `FACT_CHANGED`. */
    confirm(actor: Operator, known: Known): Promise<Fact> {
      return store.transaction(async (tx) => {
        const before = await asRead(tx, known)
        const around = await setting(tx)
        const fact = await write(tx, actor, before, { ...before.body, reviewedOn: around.today }, around)
        await record(tx, actor, 'knowledge.confirm', fact.id)
        return fact
      })
    },

    /** Throws `NOT_FOUND`, `FACT_CHANGED`, and `FACT_IN_USE` while others speak of it. */
    async retire(actor: Operator, known: Known): Promise<void> {
      await store.transaction(async (tx) => {
        const fact = await asRead(tx, known)
        checkRetiring(fact, await setting(tx))
        await retireFact(tx, fact.id, clock.now())
        await record(tx, actor, 'knowledge.retire', fact.id)
      })
    },

    /** Throws `NOT_FOUND`. */
    async history(id: string) {
      const versions = await versionsOf(store.read, id)
      if (versions.length === 0) throw new Problem('NOT_FOUND')
      return versions
    },

    /** What citizens would read in each of its languages, saved or not. */
    async preview(body: FactBody): Promise<FactPreview[]> {
      const { town: settings, today, stored } = await setting(store.read)
      const others = stored
        .map((fact) => fact.body)
        .filter(({ kind, slug }) => kind !== body.kind || slug !== body.slug)
      const facts = compileFacts([...others, body], settings, today)
      return languages.flatMap((language) => {
        const composed = body.words[language] ? facts.preview(body, language) : null
        if (!composed) return []
        const { text, stale } = composed
        const fault = composed.ok ? { problem: null, variable: null } : composed
        return [{ language, text, stale, problem: fault.problem, variable: fault.variable }]
      })
    },

    /** Gives a practice store the invented town's facts, once. */
    async ensurePractice(): Promise<void> {
      await store.transaction(async (tx) => {
        if (await startersGiven(tx, clock.now())) return
        const today = DateTime.fromISO(todayIn(await town()))
        for (const body of practiceFacts(today)) {
          await putFact(tx, { id: newId(), version: 1, body, authorId: null }, clock.now())
        }
        await audit.record(tx, { actor: systemActor, action: 'knowledge.add_starters', result: 'ok' })
        await note(tx, 'starters')
      })
    },
  }
}

/** Versions of one fact keep what others call it. */
const isSameFact = (before: FactBody, after: FactBody) => before.kind === after.kind && before.slug === after.slug
