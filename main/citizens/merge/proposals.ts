import type { CitizenSummary } from '../../../contract/citizens.ts'
import type { Writer } from '../../store/store.ts'
import type { RegisterNeeds } from '../needs.ts'
import { standing, summariesOf } from '../reading.ts'
import { distinctPairs, namesakes, phonePairs, putDistinct } from './queries.ts'
import { pair, sameNameLikeness } from './rules.ts'

type Why = 'same_phone' | 'same_name' | 'phone_and_lid'
type Likeness = { readonly why: Why; readonly one: string; readonly other: string }

/** How many pairs a person is shown at once, and how many records are compared for them. */
const shown = 50
const compared = 2_000

/** Records that may be of one person. Nothing is ever merged by itself. */
export function proposals({ store, clock }: Pick<RegisterNeeds, 'store' | 'clock'>) {
  const byName = async (): Promise<Likeness[]> => {
    const rows = (await namesakes(store.read, compared)).map(({ phones, lids, ...row }) => ({
      ...row,
      hasPhone: Number(phones) > 0,
      hasLid: Number(lids) > 0,
    }))
    return rows.flatMap((one, index) => {
      const after = rows.slice(index + 1)
      const end = after.findIndex(({ name_key }) => name_key !== one.name_key)
      return after.slice(0, end === -1 ? after.length : end).flatMap((other) => {
        const why = sameNameLikeness(one, other)
        return why === null ? [] : [{ why, one: one.id, other: other.id }]
      })
    })
  }

  return {
    async proposals(): Promise<{ why: Why; one: CitizenSummary; other: CitizenSummary }[]> {
      const byPhone = (await phonePairs(store.read, shown)).map((found) => ({ why: 'same_phone' as const, ...found }))
      const settled = await distinctPairs(store.read)
      const seen = new Set<string>()
      const open = [...byPhone, ...(await byName())].filter(({ one, other }) => {
        const key = pair(one, other).join(' ')
        const isNew = !settled.has(key) && !seen.has(key)
        seen.add(key)
        return isNew
      })
      const some = open.slice(0, shown)
      const summaries = await summariesOf(
        store.read,
        some.flatMap(({ one, other }) => [one, other]),
      )
      return some.flatMap(({ why, ...ids }) => {
        const [one, other] = [summaries.get(ids.one), summaries.get(ids.other)]
        return one && other ? [{ why, one, other }] : []
      })
    },

    /** A person says that two records are of two people: they are proposed no more. Refuses with NOT_FOUND. */
    distinct: ({ oneId, otherId }: { readonly oneId: string; readonly otherId: string }): Promise<void> =>
      store.transaction(async (tx: Writer) => {
        for (const id of [oneId, otherId]) await standing(tx, id)
        await putDistinct(tx, pair(oneId, otherId), clock.now())
        await store.changes.note(tx, [{ kind: 'citizens' }])
      }),
  }
}
