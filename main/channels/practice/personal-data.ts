import type { Writer } from '../../store/store.ts'
import { forgetMessagesWith } from './personal-queries.ts'

/** What the phone of an invented citizen remembers; that of a real one is theirs. */
export function practicePersonalData() {
  return {
    name: 'phone',

    /** It is the citizen's own, and no part of what the town holds. */
    collect: async () => ({ json: null, files: [] }),

    /** Before the numbers of the citizen: the phone is known by them. */
    async erase(tx: Writer, citizenId: string) {
      return { removed: await forgetMessagesWith(tx, citizenId), kept: [] }
    },
  }
}
