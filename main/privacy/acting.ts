import type { Language } from '../../contract/common.ts'
import { Problem } from '../../contract/problems.ts'
import type { DocumentLanguage, RightsKind } from '../../contract/rights.ts'
import { type AuditEntry, actorOf, type Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import { archive } from './archive.ts'
import { gather } from './collecting.ts'
import type { PrivacyNeeds } from './needs.ts'
import type { Note } from './recording.ts'
import { loadVerified } from './requests.ts'
import { numberOf } from './rules.ts'

type Verified = Awaited<ReturnType<typeof loadVerified>>

/** What a request lets be done, once somebody verified who asks: each act is noted with it. */
export function acting(needs: PrivacyNeeds, note: Note) {
  const { store, consents, people } = needs

  const act = <T>(
    operator: Operator,
    id: string,
    kinds: readonly RightsKind[],
    work: (tx: Writer, row: Verified, by: AuditEntry['actor']) => Promise<T>,
  ): Promise<T> =>
    store.transaction(async (tx) => {
      const row = await loadVerified(tx, id)
      if (!kinds.includes(row.kind)) throw new Problem('WRONG_STATE', { state: row.kind })
      return work(tx, row, actorOf(operator))
    })

  return {
    /** Everything about the person. Throws NOT_FOUND, WRONG_STATE or IDENTITY_NEEDED. */
    async export(
      operator: Operator,
      { id, language }: { readonly id: string; readonly language: DocumentLanguage },
    ): Promise<Blob> {
      const gathered = await act(operator, id, ['access', 'portability', 'erasure'], async (tx, row, by) => {
        const content = { number: numberOf(row), ...(await gather(needs, tx, row.citizen_id)) }
        await note(tx, { requestId: id, by, kind: 'exported', detail: `${content.files.length} files` })
        return content
      })
      return archive(needs, gathered, language)
    },

    /** Puts right what is written of the person; the trail has what was before and after as hashes. */
    async rectify(
      operator: Operator,
      change: { readonly id: string; readonly name?: string | undefined; readonly language?: Language | undefined },
    ): Promise<void> {
      const { id, name, language } = change
      await act(operator, id, ['rectification'], async (tx, row, by) => {
        const changes = await people.rectify(tx, row.citizen_id, { name, language })
        for (const { field, before, after } of changes) {
          const detail = `${field} ${before.slice(0, 16)} ${after.slice(0, 16)}`
          await note(tx, { requestId: id, by, kind: 'rectified', value: field, detail })
        }
      })
    },

    /** Nothing town-started reaches the person any more. */
    async object(operator: Operator, id: string): Promise<void> {
      await act(operator, id, ['objection', 'erasure'], async (tx, row, by) => {
        await consents.withdrawAll(tx, row.citizen_id, by)
        await note(tx, { requestId: id, by, kind: 'objected' })
      })
    },

    /** Nothing town-started reaches the person until it is settled. */
    async restrict(operator: Operator, id: string): Promise<void> {
      await act(operator, id, ['restriction', 'objection', 'rectification'], async (tx, row, by) => {
        await consents.hold(tx, row.citizen_id)
        await note(tx, { requestId: id, by, kind: 'restricted' })
      })
    },
  }
}
