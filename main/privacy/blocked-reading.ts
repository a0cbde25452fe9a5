import { parsePhoneNumberFromString } from 'libphonenumber-js'
import { Problem } from '../../contract/problems.ts'
import type { DocumentLanguage, OpenedRecord } from '../../contract/rights.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Reader } from '../store/store.ts'
import { archive } from './archive.ts'
import { allErasures, blockedOf, sealedAmong } from './blocked-queries.ts'
import { hashIn } from './erasing.ts'
import { legible } from './legible.ts'
import type { PrivacyNeeds } from './needs.ts'
import { requestById } from './queries.ts'
import type { Note } from './recording.ts'
import { numberOf } from './rules.ts'
import type { Sealing } from './sealing.ts'

type Opening = { readonly id: string; readonly reason: string; readonly language: DocumentLanguage }

/** Opening what is blocked: for courts and authorities, by who may, and never without a reason that stays. */
export function blockedReading(needs: PrivacyNeeds, note: Note, sealed: Sealing) {
  const { store, town, audit } = needs

  /** The reason is written down before anything is shown. Throws NOT_FOUND once it is destroyed. */
  const open = (operator: Operator, { id, reason }: Opening) =>
    store.transaction(async (tx) => {
      const [row, request] = [await blockedOf(tx, id), await requestById(tx, id)]
      if (!row || !request) throw new Problem('NOT_FOUND')
      await note(tx, { requestId: id, by: actorOf(operator), kind: 'read_blocked', text: reason })
      return { row, number: numberOf(request), record: sealed.open(row) }
    })

  const requestsWith = async (db: Reader, hash: string) => {
    const found = (await allErasures(db)).filter(
      ({ hashes_json, destroyed_at }) => destroyed_at === null && JSON.parse(hashes_json).includes(hash),
    )
    const rows = await Promise.all(found.map(({ request_id }) => requestById(db, request_id)))
    return rows.flatMap((row) => (row ? [{ id: row.id, number: numberOf(row) }] : []))
  }

  /** Of whom, among these, an operator may read nothing: what is still written of who is blocked is for who may open it. */
  const withheldFrom = async (
    operator: Pick<Operator, 'permissions'>,
    citizenIds: readonly string[],
  ): Promise<ReadonlySet<string>> =>
    operator.permissions.has('privacy.unblock') ? new Set() : sealedAmong(store.read, citizenIds)

  return {
    withheldFrom,

    /** Throws `NOT_ALLOWED`. */
    async mayRead(operator: Pick<Operator, 'permissions'>, citizenId: string): Promise<void> {
      if ((await withheldFrom(operator, [citizenId])).size > 0) throw new Problem('NOT_ALLOWED')
    },

    async readBlocked(operator: Operator, opening: Opening): Promise<OpenedRecord> {
      const { record } = await open(operator, opening)
      const { timeZone } = await town()
      return {
        blocks: legible(record.parts, { language: opening.language, timeZone }),
        files: record.files.map(({ name, mime, bytes }) => ({ name, mime, bytes })),
      }
    },

    async exportBlocked(operator: Operator, opening: Opening): Promise<Blob> {
      const { row, record, number } = await open(operator, opening)
      const files = record.files.map((file) => ({ ...file, bytes: () => sealed.readFile(row, file) }))
      return archive(needs, { number, parts: record.parts, files }, opening.language)
    },

    /** The requests under which a number was blocked; the number is not written down, that it was looked for is. */
    async findBlocked(operator: Operator, { phone }: { readonly phone: string; readonly reason: string }) {
      const number = parsePhoneNumberFromString(phone, 'ES')?.number ?? phone
      const hash = await store.transaction(async (tx) => {
        const entry = { actor: actorOf(operator), action: 'rights.find_blocked', result: 'ok' } as const
        await audit.record(tx, entry)
        return hashIn(needs, tx, `phone:${number}`)
      })
      return requestsWith(store.read, hash)
    },
  }
}
