import type { Reader, Writer } from '../store/store.ts'
import type { PersonalData } from './personal-data.ts'
import { forgetPerson, requestsOf, selectHistory } from './queries.ts'
import { numberOf } from './rules.ts'

const iso = (at: number) => new Date(at).toISOString()

/** What the requests themselves say of who made them. */
export const ownData: PersonalData = {
  name: 'rights',

  async collect(db: Reader | Writer, citizenId: string) {
    const json: unknown[] = []
    for (const row of await requestsOf(db, citizenId)) {
      const history = await selectHistory(db, row.id)
      json.push({
        number: numberOf(row),
        kind: row.kind,
        state: row.state,
        channel: row.channel,
        at: iso(row.received_at),
        due: iso(row.due_at),
        name: row.name,
        contact: row.contact,
        words: row.words,
        history: history.map(({ at, actor_kind, kind, text }) => ({ at: iso(at), from: actor_kind, kind, text })),
      })
    }
    return { json, files: [] }
  },

  /** The number, the kind and the dates stay: that it was answered in time has to be shown. */
  async erase(tx: Writer, citizenId: string) {
    const rows = await requestsOf(tx, citizenId)
    await forgetPerson(tx, citizenId)
    return { removed: rows.length, kept: rows.length > 0 ? [{ what: 'request_dates', why: 'accountability' }] : [] }
  },
}
