import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import type { Delivery } from '../../contract/broadcasts.ts'
import { broadcastPersonalData } from '../../main/broadcast/personal-data.ts'
import { checkFile } from '../../main/consent/ledger/check-file.ts'
import type { EvidenceFile } from '../../main/consent/ledger/evidence-file.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { permissionsOf } from '../../main/operators/rules.ts'
import { broadcastEvidence } from '../../main/station/broadcast-evidence.ts'
import { joinConsents } from '../../main/station/join-consents.ts'
import { joinLedger } from '../../main/station/join-ledger.ts'
import { joinPrivacy } from '../../main/station/join-privacy.ts'
import type { Store } from '../../main/store/store.ts'
import { broadcastDesk, eva, notice } from '../support/broadcast-desk.ts'
import { acknowledge, becomes, refused, settled } from '../support/broadcast-run.ts'
import { resources } from '../support/station.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'
import { town } from '../support/town.ts'

const officer: Operator = { id: 'leo', name: 'Leo Prueba', role: 'officer', permissions: permissionsOf('officer') }
const dpo: Operator = { id: 'ada', name: 'Ada Prueba', role: 'dpo', permissions: permissionsOf('dpo') }

const day = 24 * 3_600_000

const joined = async (needs: Parameters<NonNullable<NonNullable<Parameters<typeof broadcastDesk>[1]>['join']>>[0]) => {
  const ports = { audit: needs.audit, town: async () => town }
  const renderPdf = async (document: unknown) => Buffer.from(JSON.stringify(document))
  const ledger = joinLedger(needs, { ...ports, renderPdf })
  const office = { left: async () => undefined, resources, practice: true, ledger: ledger.entries }
  const consents = await joinConsents({ ...needs, ...ports, ...office })
  const privacy = joinPrivacy(needs, { ...ports, renderPdf, consents, ledger: ledger.entries })
  return { ledger, consents, privacy }
}

const id = (n: number) => `citizen-${String(n).padStart(6, '0')}`

/** Broadcasts over consents that people gave themselves, and the ledger that tells of it. */
async function deskWithLedger(open: OpenStore) {
  const town: { parts?: Awaited<ReturnType<typeof joined>> } = {}
  const desk = await broadcastDesk(open, {
    join: async (needs) => {
      town.parts = await joined(needs)
      return town.parts
    },
  })
  if (!town.parts) throw new Error('nothing was joined')
  const { ledger, consents, privacy } = town.parts
  const { store, clock } = desk
  const said = (text: string) => ({ messageId: `m-${text}`, providerId: null, at: clock.now(), text })
  const evidence = broadcastEvidence({ broadcasts: desk.broadcasts, evidence: ledger.evidence, privacy })

  const agree = async (n: number, purpose = 'culture') => {
    const by = { kind: 'citizen', id: id(n) } as const
    await clock.advance(1_000)
    await store.transaction(async (tx) => {
      const asked = { citizenId: id(n), conversationId: null, language: 'es', method: 'chat', by } as const
      await consents.desk.begin(tx, { ...asked, said: said('ALTA') })
      await consents.desk.declareAge(tx, { citizenId: id(n), oldEnough: true, said: said('sí') })
      await consents.desk.choose(tx, { citizenId: id(n), purposeIds: [purpose], said: said('1') })
      await consents.desk.accept(tx, { citizenId: id(n), said: said(`ACEPTO ${n}`), shown: [] })
    })
    await clock.advance(1_000)
  }
  const leave = async (n: number) => {
    const by = { kind: 'citizen', id: id(n) } as const
    await clock.advance(1_000)
    await store.transaction((tx) =>
      consents.desk.withdraw(tx, { citizenId: id(n), purposeIds: 'all', method: 'chat', by, said: said('BAJA') }),
    )
    await clock.advance(1_000)
  }
  const neighbour = async (n: number, purpose = 'culture') => {
    await desk.person(n, { state: 'withdrawn' })
    await agree(n, purpose)
  }

  /** Planned and held by the line until `meanwhile` is over, then all of it leaves and is read. */
  const run = async (broadcastId: string, meanwhile: () => Promise<void> = async () => undefined) => {
    await desk.own('here')
    desk.state.look.share = 1
    desk.state.passage = { ok: false, until: clock.now() + 60_000, limit: 'quiet_hours' }
    await desk.broadcasts.launch(eva, broadcastId, 0)
    const runner = desk.broadcasts.runner('here')
    runner.start()
    await becomes(desk, broadcastId, ({ planned }) => planned)
    await meanwhile()
    desk.state.passage = { ok: true }
    await settled(desk, broadcastId, ({ planned }) => planned === 0)
    return async () => {
      for (const status of ['accepted', 'delivered', 'read'] as const) await acknowledge(desk, status)
      await becomes(desk, broadcastId, ({ state }) => state === 'done')
      await runner.stop()
    }
  }

  const shown = async (operator: Operator, broadcastId: string) => {
    const text = await (await evidence(operator, broadcastId, { format: 'json', language: 'es' })).text()
    const file = JSON.parse(text) as Required<EvidenceFile>
    return { text, file, ...file.campaign }
  }

  return { ...desk, ledger, consents, privacy, evidence, agree, leave, neighbour, run, shown }
}

type Desk = Awaited<ReturnType<typeof deskWithLedger>>

const deliveriesOf = async ({ broadcasts }: Desk, broadcastId: string): Promise<readonly Delivery[]> =>
  (await broadcasts.deliveries({ id: broadcastId, limit: 100 })).items

/** What the ledger alone says: the last time before it left that they said yes, and had not taken it back. */
async function allowedBy({ ledger }: Desk, citizenId: string, at: number): Promise<number | null> {
  const told = (await ledger.entriesOf(citizenId)).filter((entry) => entry.at <= at)
  const last = told.findLast(({ event, purpose }) => event === 'withdrawn' || purpose?.id === 'culture')
  return last?.event === 'given' ? last.seq : null
}

/** The hash of the chain at an entry, from nothing but the file. */
function hashAt({ proofs }: EvidenceFile, entries: number): string | undefined {
  for (const { from, previous, digests } of proofs) {
    let hash = previous
    for (const [place, digest] of digests.entries()) {
      hash = createHash('sha256')
        .update(hash + digest)
        .digest('hex')
      if (from + place === entries) return hash
    }
  }
  return undefined
}

const sealRecordOf = (store: Store, citizenId: string) =>
  store.transaction((tx) =>
    tx
      .insertInto('blocked_records')
      .values({
        ...{ id: 'blocked-1', request_id: 'request-1', citizen_id: citizenId, wrapped_key: '', sealed: '' },
        ...{ blobs_json: '[]', blocked_at: 1, destroy_after: 2 },
      })
      .execute(),
  )

describeOnEachStore('evidence of a broadcast', (open) => {
  it('shows for each send the entry it left on, as the record of the broadcast does, whatever they said later', async () => {
    const desk = await deskWithLedger(open)
    for (const n of [1, 2, 3, 4, 5]) await desk.neighbour(n)
    const broadcastId = await desk.approved()
    const finish = await desk.run(broadcastId, async () => {
      await desk.leave(2)
      await desk.agree(2)
      await desk.leave(4)
    })
    await finish()
    await desk.leave(3)
    await desk.agree(3)
    await desk.leave(1)

    const deliveries = await deliveriesOf(desk, broadcastId)
    const acta = await desk.broadcasts.acta.of(broadcastId)
    const { text, file, recipients, sentHash, broadcast, purpose } = await desk.shown(officer, broadcastId)
    expect(checkFile(text)).toMatchObject({ ok: true, entries: 4 })
    expect([broadcast, purpose]).toEqual([broadcastId, 'culture'])
    expect(recipients.map(({ citizen }) => citizen)).toEqual([1, 2, 3, 5].map(id))
    for (const { delivery, citizen, seq, at, by, entry } of recipients) {
      const row = deliveries.find((one) => one.id === delivery)
      expect(row).toMatchObject({ citizen: { id: citizen }, consentSeq: entry, releasedAt: at, state: 'read' })
      expect([seq, by]).toEqual([entry, 'consent'])
      expect(entry).toBe(await allowedBy(desk, citizen ?? '', at))
    }
    const answers = file.entries.map(({ opened }) => opened?.answer?.value)
    expect(answers).toEqual([1, 2, 3, 5].map((n) => `ACEPTO ${n}`))
    expect(Object.keys(file.entries[0]?.opened ?? {}).sort()).toEqual(['answer', 'identity'])

    const seqs = recipients.map(({ seq }) => seq ?? 0)
    const { entries, firstSeq, lastSeq, register } = acta.ledger
    expect({ entries, firstSeq, lastSeq }).toEqual({
      entries: 4,
      firstSeq: Math.min(...seqs),
      lastSeq: Math.max(...seqs),
    })
    const lines = recipients.map(({ delivery, seq }) => `${delivery},${seq}\n`).join('')
    expect(sentHash).toBe(createHash('sha256').update(lines).digest('hex'))
    expect(acta.ledger.sentHash).toBe(sentHash)
    expect(register.head).toBe(hashAt(file, register.entries))
    expect(await desk.ledger.head()).toEqual(register)
  })

  it('goes out as a document too, is in the audit trail, and is of nothing before a launch', async () => {
    const desk = await deskWithLedger(open)
    await desk.neighbour(1)
    const broadcastId = await desk.approved()
    const early = desk.evidence(officer, broadcastId, { format: 'json', language: 'es' })
    await expect(early).rejects.toMatchObject(refused('WRONG_STATE', { state: 'approved' }))
    const none = desk.evidence(officer, 'no', { format: 'json', language: 'es' })
    await expect(none).rejects.toMatchObject(refused('NOT_FOUND'))
    await (await desk.run(broadcastId))()
    const pdf = await desk.evidence(officer, broadcastId, { format: 'pdf', language: 'en' })
    expect([pdf.name, pdf.type]).toEqual([`permisos-${broadcastId}.pdf`, 'application/pdf'])
    const words = await pdf.text()
    const { ledger } = await desk.broadcasts.acta.of(broadcastId)
    for (const word of [ledger.sentHash, 'ACEPTO 1', 'With consent', `1 (${ledger.firstSeq} – ${ledger.lastSeq})`])
      expect(words).toContain(word)
    const printed = Buffer.from(await desk.broadcasts.acta.pdf(broadcastId, 'es')).toString()
    for (const word of [ledger.sentHash, ledger.register.head]) expect(printed).toContain(word)
    const trail = await desk.store.read
      .selectFrom('audit')
      .select(['actor_id', 'object_kind', 'object_id', 'detail'])
      .where('action', '=', 'consent.evidence_campaign')
      .execute()
    expect(trail).toEqual([{ actor_id: 'leo', object_kind: 'broadcast', object_id: broadcastId, detail: 'pdf, 1' }])
  })

  it('shows in an emergency the consent of who agreed, and the exception for the others', async () => {
    const desk = await deskWithLedger(open)
    await desk.neighbour(1, 'service_cuts')
    await desk.neighbour(2, 'service_cuts')
    await desk.person(3, { state: 'withdrawn' })
    const by = { kind: 'citizen', id: id(2) } as const
    const pause = { citizenId: id(2), until: desk.clock.now() + 10 * day, said: null, by }
    await desk.store.transaction((tx) => desk.consents.desk.pause(tx, pause))
    const content = notice({ purpose: 'service_cuts', emergency: true, reason: 'Riada en el río' })
    const broadcastId = await desk.approved(content)
    const finish = await desk.run(broadcastId)
    const waiting = await desk.store.read
      .selectFrom('outbox')
      .selectAll()
      .where('delivery_id', 'is not', null)
      .execute()
    for (const row of waiting) {
      const word = desk.store.transaction((tx) =>
        desk.consents.gate.judge(tx, { ...row, purpose: row.purpose ?? '' }, desk.clock.now()),
      )
      expect(await word).toEqual({ do: 'send' })
    }
    await finish()
    const { text, file, recipients } = await desk.shown(officer, broadcastId)
    expect(checkFile(text)).toMatchObject({ ok: true, entries: 3 })
    expect(recipients.map(({ citizen, by }) => [citizen, by])).toEqual([
      [id(1), 'consent'],
      [id(2), 'exception'],
      [id(3), 'exception'],
    ])
    expect(file.entries.map(({ entry }) => JSON.parse(entry).event)).toEqual(['given', 'exception', 'exception'])
    expect((await deliveriesOf(desk, broadcastId)).map(({ consentSeq }) => consentSeq)).toEqual([
      recipients[0]?.seq,
      null,
      null,
    ])
  })

  it('keeps back who is blocked, follows who was merged, and believes no row that the ledger does not bear out', async () => {
    const desk = await deskWithLedger(open)
    for (const n of [1, 2, 3, 4, 5]) await desk.neighbour(n)
    const broadcastId = await desk.approved()
    await (await desk.run(broadcastId))()
    const { store } = desk
    await store.transaction((tx) => broadcastPersonalData({ store, clock: desk.clock }).erase(tx, id(1)))
    await sealRecordOf(store, id(2))
    await store.transaction(async (tx) => {
      await tx
        .updateTable('citizens')
        .set({ merged_into: id(9) })
        .where('id', '=', id(3))
        .execute()
      const theirs = tx.updateTable('broadcast_deliveries').where('broadcast_id', '=', broadcastId)
      await theirs
        .set({ citizen_id: id(9) })
        .where('citizen_id', '=', id(3))
        .execute()
      const [other] = (await desk.ledger.entriesOf(id(5))).filter(({ event }) => event === 'given')
      await theirs
        .set({ consent_seq: other?.seq ?? null })
        .where('citizen_id', '=', id(4))
        .execute()
    })
    const { text, file, recipients } = await desk.shown(officer, broadcastId)
    expect(checkFile(text)).toMatchObject({ ok: true, entries: 2 })
    expect(recipients.map(({ citizen, by }) => [citizen, by])).toEqual([
      [null, 'blocked'],
      [null, 'blocked'],
      [id(9), 'consent'],
      [id(4), 'none'],
      [id(5), 'consent'],
    ])
    expect(file.entries.map(({ opened }) => opened?.answer?.value)).toEqual(['ACEPTO 3', 'ACEPTO 5'])
    expect(text).not.toMatch(/citizen-00000[12]|ACEPTO [12]/)
    const opened = await desk.shown(dpo, broadcastId)
    expect(opened.recipients.map(({ by }) => by)).toEqual(['blocked', 'consent', 'consent', 'none', 'consent'])
    const pdf = await desk.evidence(officer, broadcastId, { format: 'pdf', language: 'es' })
    expect(await pdf.text()).toContain('["Con los datos bloqueados o destruidos","2"]')
  })
})
