import type { Reader, Writer } from '../store/store.ts'
import { auditAbout } from './personal-queries.ts'

/** What the trail says was done about a citizen: who is meant is an id that leads nowhere once they are erased. */
export function auditPersonalData() {
  return {
    name: 'audit',

    async collect(db: Reader | Writer, citizenId: string) {
      const json = (await auditAbout(db, citizenId)).map(({ at, actor_kind, action, result }) => ({
        at: new Date(at).toISOString(),
        from: actor_kind,
        action,
        result,
      }))
      return { json, files: [] }
    },

    /** The trail refuses to be rewritten. */
    async erase(tx: Writer, citizenId: string) {
      const some = (await auditAbout(tx, citizenId)).length > 0
      return { removed: 0, kept: some ? [{ what: 'audit', why: 'security_duty' }] : [] }
    },
  }
}
