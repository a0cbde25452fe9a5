import type { Writer } from '../store/store.ts'
import { forgetSendsTo } from './safety-queries.ts'

/** What protects the line remembers to whom it wrote; whoever is erased is not counted any more. */
export const linePersonalData = () => ({
  name: 'line',
  collect: async () => ({ json: [], files: [] }),
  erase: async (tx: Writer, citizenId: string) => ({ removed: await forgetSendsTo(tx, citizenId), kept: [] }),
})
