import type { Reader, Writer } from '../../store/store.ts'
import type { CitizenConsents } from '../needs.ts'
import { knownByPhone } from './queries.ts'
import { judge, type ReadRow, type Verdict } from './row-rules.ts'

/** What is known of the people of some rows, asked once for all of them. */
export async function knowledgeOf(db: Reader | Writer, consents: CitizenConsents, rows: readonly ReadRow[]) {
  const phones = [...new Set(rows.filter(({ fault }) => fault === null).map(({ person }) => person.phone))]
  const suppressed = phones.length === 0 ? new Set<string>() : await consents.suppressed(db, phones)
  const known = await knownByPhone(db, phones)
  return {
    phones,
    knownAs: (phone: string) => known.get(phone) ?? null,
    verdict: (row: ReadRow, inFile: boolean): Verdict =>
      judge(row, {
        inFile,
        suppressed: suppressed.has(row.person.phone),
        known: known.get(row.person.phone) ?? null,
      }),
  }
}
