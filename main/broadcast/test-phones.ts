import type { Variant } from '../../contract/broadcast.ts'
import { type TestObstacle, type TestPhone, testPhones } from '../../contract/broadcast-tests.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'
import { type Acts, variantsOf } from './acts.ts'
import { ownerOfPhone } from './audience-queries.ts'
import { obstacleFor, valuesFor } from './audience-rules.ts'
import { testsUnderWay } from './delivery-queries.ts'
import type { BroadcastNeeds } from './needs.ts'
import { type BroadcastRow, fileById } from './queries.ts'
import { filled } from './text-rules.ts'

const settingKey = 'test_phones'

/** The phones of the town on which notices are tried out, E.164. */
export async function readTestPhones(db: Reader | Writer): Promise<readonly TestPhone[]> {
  const json = await readSetting(db, settingKey)
  return json === null ? [] : testPhones.parse(JSON.parse(json))
}

export const writeTestPhones = (tx: Writer, phones: readonly TestPhone[], now: number) =>
  writeSetting(tx, settingKey, phones, now)

/**
 * Trying a notice out on phones of the town. A test passes the gates of any notice, counts with its person and with the
 * line, and is no delivery of its broadcast.
 */
export function testing(needs: BroadcastNeeds, acts: Acts) {
  const { store, clock, permissions, line, letters } = needs

  const phoneFrom = (written: string, place: number): string => {
    const read = needs.readPhone(written)
    if (!read.ok) throw new Problem('PHONE_INVALID', { reason: read.reason, place })
    return read.phone
  }

  /** Whose the phone is, and why a test would not leave to them now. */
  const tried = async (db: Reader | Writer, { line_id: lineId, purpose }: BroadcastRow, phone: string) => {
    const now = clock.now()
    const owner = await ownerOfPhone(db, lineId, phone)
    if (!owner) return { owner, obstacle: obstacleFor({ standing: null, heard: false, underWay: false }, null, now) }
    const standing = await permissions.standing(db, owner.id, purpose, now)
    const words = await line.wordOn(db, { lineId, purpose, citizenIds: [owner.id] }, now)
    const underWay = (await testsUnderWay(db, { citizenId: owner.id, purpose })).length > 0
    return {
      owner,
      obstacle: obstacleFor({ standing, heard: owner.heard, underWay }, words.get(owner.id) ?? null, now),
    }
  }

  const someoneReady = async (tx: Writer, row: BroadcastRow, phone: string) => {
    const { owner, obstacle } = await tried(tx, row, phone)
    if (!owner || obstacle !== null) throw new Problem('TEST_REFUSED', { reason: 'not_ready' })
    return owner
  }

  /** The wordings asked for, in their order. */
  const wordingsOf = (row: BroadcastRow, variant: number | null) => {
    const all = variantsOf(row)
    const asked = variant === null ? all : all.slice(variant, variant + 1)
    if (asked.length === 0) throw new Problem('BAD_INPUT', { fields: ['variant'] })
    return asked
  }

  /** Sends the wordings in turn, each filled in for whose phone it is. */
  const deal = async (tx: Writer, row: BroadcastRow, phones: readonly string[], wordings: readonly Variant[]) => {
    const { name } = await needs.town()
    const media = row.media_id === null ? null : ((await fileById(tx, row.media_id)) ?? null)
    for (const [place, phone] of phones.entries()) {
      const person = await someoneReady(tx, row, phone)
      const text = wordings[place % wordings.length]?.text ?? ''
      await letters.send(tx, {
        lineId: row.line_id,
        citizenId: person.id,
        purpose: row.purpose,
        emergency: false,
        broadcastId: row.id,
        deliveryId: null,
        exceptionId: null,
        text: filled(text, valuesFor(person, name)),
        media,
      })
    }
  }

  return {
    testPhones: async (): Promise<TestPhone[]> => [...(await readTestPhones(store.read))],

    /** Refuses what is no mobile with PHONE_INVALID. The same phone twice is kept once. */
    async saveTestPhones(operator: Operator, phones: readonly TestPhone[]): Promise<void> {
      const read = phones.map(({ name, phone }, place) => ({ name, phone: phoneFrom(phone, place) }))
      const kept = [...new Map(read.map((one) => [one.phone, one])).values()]
      await store.transaction(async (tx) => {
        await writeTestPhones(tx, kept, clock.now())
        await needs.audit.record(tx, {
          actor: actorOf(operator),
          action: 'broadcast.save_test_phones',
          object: { kind: 'setting', id: settingKey },
          result: 'ok',
          detail: String(kept.length),
        })
        await acts.noted(tx, settingKey)
      })
    },

    /** The test phones, and why a test of this broadcast would not leave to them now. Throws `NOT_FOUND`. */
    async testable(id: string): Promise<(TestPhone & { obstacle: TestObstacle | null })[]> {
      const row = await acts.load(store.read, id)
      const phones = await readTestPhones(store.read)
      return Promise.all(
        phones.map(async (one) => ({ ...one, obstacle: (await tried(store.read, row, one.phone)).obstacle })),
      )
    },

    /**
     * One message to each of these test phones: the wording asked for, or all of them dealt out. All leave or none:
     * refuses with TEST_REFUSED what is not in the list, and who cannot get this notice now.
     */
    async test(
      operator: Operator,
      id: string,
      asked: { readonly phones: readonly string[]; readonly variant: number | null },
    ) {
      const phones = [...new Set(asked.phones.map(phoneFrom))]
      return store.transaction(async (tx) => {
        const row = await acts.load(tx, id)
        const faults = await acts.faults(tx, row)
        if (faults.length > 0) throw new Problem('BROADCAST_FAULTY', { faults: [...faults] })
        const wordings = wordingsOf(row, asked.variant)
        const listed = new Set((await readTestPhones(tx)).map(({ phone }) => phone))
        if (!phones.every((phone) => listed.has(phone))) throw new Problem('TEST_REFUSED', { reason: 'not_listed' })
        await deal(tx, row, phones, wordings)
        await acts.recordBy(tx, operator, 'test', id, String(phones.length))
        const word = await line.allowance(tx, { lineId: row.line_id, emergency: false }, clock.now())
        return { queued: phones.length, waiting: word.ok ? null : { reason: word.limit, until: word.until } }
      })
    },
  }
}
