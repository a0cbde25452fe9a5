import { acts } from './acts.ts'
import { forCitizens } from './for-citizens.ts'
import type { ReportsNeeds } from './needs.ts'
import { reader } from './reader.ts'

/** What citizens report of their streets, from its number to what became of it. */
export function reports(needs: ReportsNeeds) {
  return { ...acts(needs), ...reader(needs), forCitizens: forCitizens(needs) }
}

export type Reports = ReturnType<typeof reports>
