import {
  type Incident,
  type IncidentDetail,
  incidentEntry,
  incidentFacts,
  incidentKind,
} from '../../contract/incidents.ts'
import { Problem } from '../../contract/problems.ts'
import { type AuditTrail, actorOf, type Operator } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import {
  allIncidents,
  type IncidentRow,
  incidentById,
  insertEntry,
  insertIncident,
  lastSequence,
  timelineOf,
  updateIncident,
} from './queries.ts'
import { changedFields, clockOf, missingToClose, newFacts } from './rules.ts'

type Head = Pick<Incident, 'kind' | 'title' | 'knownAt' | 'personalData'>
type Needs = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  /** The town's own zone: an incident has the number of its year there. */
  readonly yearOf: (at: number) => Promise<number>
}

export type Incidents = ReturnType<typeof incidents>

/** The register of security incidents: what happened, the 72 hours, the decisions, and all that was done, in order. */
export function incidents({ store, clock, newId, audit, yearOf }: Needs) {
  async function detail(db: Reader | Writer, id: string): Promise<IncidentDetail> {
    const row = await incidentById(db, id)
    if (!row) throw new Problem('NOT_FOUND')
    const timeline = (await timelineOf(db, id)).map(({ author, ...entry }) => ({
      id: entry.id,
      at: entry.at,
      author: author ?? '',
      kind: incidentEntry.shape.kind.parse(entry.kind),
      text: entry.text,
    }))
    return { ...toIncident(row, clock.now()), timeline }
  }

  async function add(tx: Writer, { author, id, kind, text = '' }: Added): Promise<void> {
    await insertEntry(tx, { id: newId(), incident_id: id, at: clock.now(), author_id: author.id, kind, text })
    await audit.record(tx, {
      actor: actorOf(author),
      action: `incident.${acts[kind]}`,
      object: { kind: 'incident', id },
      result: 'ok',
      ...(kind === 'changed' && { detail: text }),
    })
    await store.changes.note(tx, [{ kind: 'privacy', objectId: id }])
  }

  /** Changes an incident as it stands now; `work` gives the change and how the timeline tells it. */
  function move(author: Operator, id: string, work: (now: Incident) => Moved): Promise<IncidentDetail> {
    return store.transaction(async (tx) => {
      const row = await incidentById(tx, id)
      if (!row) throw new Problem('NOT_FOUND')
      const { change, kind, text } = work(toIncident(row, clock.now()))
      if (kind === null) return detail(tx, id)
      if (change) await updateIncident(tx, id, { ...change, updated_at: Math.max(clock.now(), row.updated_at + 1) })
      await add(tx, { author, id, kind, text })
      return detail(tx, id)
    })
  }

  return {
    async list(): Promise<Incident[]> {
      const now = clock.now()
      return (await allIncidents(store.read)).map((row) => toIncident(row, now))
    },

    /** Throws `NOT_FOUND`. */
    get: (id: string): Promise<IncidentDetail> => detail(store.read, id),

    /** Throws `BAD_INPUT` for something known only in the future. */
    async open(author: Operator, { what, ...head }: Head & { readonly what: string }): Promise<IncidentDetail> {
      refuseFuture(head, clock.now())
      const now = clock.now()
      const year = await yearOf(now)
      return store.transaction(async (tx) => {
        const id = newId()
        await insertIncident(tx, {
          id,
          year,
          sequence: (await lastSequence(tx, year)) + 1,
          ...headRow(head),
          facts_json: JSON.stringify(newFacts(what)),
          state: 'open',
          closed_at: null,
          created_by: author.id,
          created_at: now,
          updated_at: now,
        })
        await add(tx, { author, id, kind: 'opened' })
        return detail(tx, id)
      })
    },

    /** Throws `WRONG_STATE` when it was closed, or changed by somebody else since it was read. */
    save(author: Operator, { id, updatedAt, facts, ...head }: Head & Pick<Incident, 'id' | 'facts' | 'updatedAt'>) {
      refuseFuture(head, clock.now())
      return move(author, id, (now) => {
        if (now.state === 'closed' || now.updatedAt !== updatedAt) {
          throw new Problem('WRONG_STATE', { state: now.state === 'closed' ? 'closed' : 'changed' })
        }
        const { kind, title, knownAt, personalData } = now
        const fields = changedFields({ kind, title, knownAt, personalData, ...now.facts }, { ...head, ...facts })
        const change = { ...headRow(head), facts_json: JSON.stringify(facts) }
        return { change, kind: fields.length > 0 ? 'changed' : null, text: fields.join(', ') }
      })
    },

    note: (author: Operator, { id, text }: { readonly id: string; readonly text: string }) =>
      move(author, id, () => ({ change: null, kind: 'note', text })),

    /** Throws `BAD_INPUT` with what is missing. */
    close: (author: Operator, id: string) =>
      move(author, id, ({ state, facts, personalData }) => {
        if (state === 'closed') throw new Problem('WRONG_STATE', { state })
        const missing = missingToClose(facts, personalData)
        if (missing.length > 0) throw new Problem('BAD_INPUT', { fields: [...missing] })
        return { change: { state: 'closed', closed_at: clock.now() }, kind: 'closed' }
      }),

    reopen: (author: Operator, { id, reason }: { readonly id: string; readonly reason: string }) =>
      move(author, id, ({ state }) => {
        if (state === 'open') throw new Problem('WRONG_STATE', { state })
        return { change: { state: 'open', closed_at: null }, kind: 'reopened', text: reason }
      }),

    /** That somebody took it away as a file. */
    async noteExport(reader: Operator, id: string, format: string): Promise<void> {
      const object = { kind: 'incident', id }
      await store.transaction((tx) =>
        audit.record(tx, { actor: actorOf(reader), action: 'incident.export', object, result: 'ok', detail: format }),
      )
    },
  }
}

type EntryKind = IncidentDetail['timeline'][number]['kind']
type Added = {
  readonly author: Operator
  readonly id: string
  readonly kind: EntryKind
  readonly text?: string | undefined
}
type Moved = {
  /** `null`: a word more, and what is known stays as it was. */
  readonly change: Partial<Pick<IncidentRow, 'state' | 'closed_at' | 'facts_json'>> | null
  /** `null`: nothing has changed. */
  readonly kind: EntryKind | null
  readonly text?: string
}

const acts = { opened: 'open', changed: 'save', note: 'note', closed: 'close', reopened: 'reopen' } as const

const headRow = ({ kind, title, knownAt, personalData }: Head) => ({
  kind,
  title,
  known_at: knownAt,
  personal_data: personalData ? 1 : 0,
})

function refuseFuture({ knownAt }: Head, now: number): void {
  if (knownAt > now) throw new Problem('BAD_INPUT', { fields: ['knownAt'] })
}

function toIncident(row: IncidentRow, now: number): Incident {
  const facts = incidentFacts.parse(JSON.parse(row.facts_json))
  const head = { knownAt: row.known_at, personalData: row.personal_data === 1 }
  return {
    id: row.id,
    number: `${row.year}/${row.sequence}`,
    kind: incidentKind.parse(row.kind),
    title: row.title,
    ...head,
    facts,
    clock: clockOf({ ...head, authority: facts.authority }, now),
    state: row.state,
    closedAt: row.closed_at,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
