import { sql } from 'kysely'
import pino from 'pino'
import { expect, it } from 'vitest'
import { checkFile } from '../../main/consent/ledger/check-file.ts'
import type { NewEntry } from '../../main/consent/ledger/entry.ts'
import type { EvidenceFile } from '../../main/consent/ledger/evidence-file.ts'
import { pdfPrinter } from '../../main/documents/pdf.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { joinLedger } from '../../main/station/join-ledger.ts'
import { deriveKey } from '../../main/store/keys.ts'
import type { Store } from '../../main/store/store.ts'
import { systemClock } from '../support/clock.ts'
import { consentOf } from '../support/ledger-entries.ts'
import { pdfText } from '../support/pdf-text.ts'
import { describeOnEachStore, testKey } from '../support/stores.ts'

const flat = (pdf: Uint8Array) => pdfText(pdf).replaceAll('\n', ' ')

const operator: Operator = { id: 'nuria', name: 'Nuria Casas', role: 'dpo', permissions: new Set() }
const clock = systemClock()
const { renderPdf } = pdfPrinter({ clock, resources: 'resources' })

const ledgerOn = (store: Store) => ({
  operator,
  ledger: joinLedger(
    { store, clock, keyFor: (use) => deriveKey(testKey, use), log: pino({ level: 'silent' }) },
    {
      audit: auditTrail({ clock }),
      town: async () => ({ name: 'Ayuntamiento de Villarriba', timeZone: 'Europe/Madrid' }),
      renderPdf,
    },
  ),
})
type Here = ReturnType<typeof ledgerOn>

const write = (store: Store, { ledger }: Here, ...entries: readonly NewEntry[]) =>
  store.transaction(async (tx) => {
    for (const entry of entries) await ledger.entries.append(tx, entry)
  })

const signToday = ({ ledger }: Here) => ledger.duties[0]?.work()

const audited = async (store: Store) =>
  (await store.read.selectFrom('audit').select(['action', 'object_id', 'detail']).orderBy('seq').execute()).filter(
    ({ action }) => action.startsWith('ledger.') || action.startsWith('consent.'),
  )

describeOnEachStore('evidence of the ledger', (open) => {
  /** Entries before a signed head, others of somebody else between them, and some after it. */
  async function withRosa() {
    const store = await open()
    const here = ledgerOn(store)
    await write(store, here, consentOf('pere'), consentOf('rosa', { event: 'requested' }), consentOf('pere'))
    await signToday(here)
    await write(store, here, consentOf('rosa', { clear: { identity: '+34700100200', answer: 'ACEPTO' } }))
    await write(store, here, consentOf('rosa', { event: 'withdrawn', purpose: null, clear: { detail: 'llamó' } }))
    await write(store, here, consentOf('pere', { clear: { answer: 'CONFIDENCIAL' } }))
    return { store, here }
  }

  const jsonOf = async (here: Here, citizenId: string) => {
    const file = await here.ledger.evidence.person(here.operator, citizenId, { format: 'json', language: 'es' })
    return { file, text: await file.text() }
  }

  it('of a person is checked with the file alone, and tells of nobody else', async () => {
    const { here } = await withRosa()
    const { file, text } = await jsonOf(here, 'rosa')
    expect(checkFile(text)).toMatchObject({
      ok: true,
      entries: 3,
      signers: [expect.stringMatching(/^([0-9a-f]{4} ?){5}$/)],
    })
    expect(file.type).toBe('application/json')
    expect(text).not.toMatch(/pere|CONFIDENCIAL/)
    const { proofs } = JSON.parse(text) as EvidenceFile
    expect(proofs.map(({ from, digests }) => [from, digests.length])).toEqual([
      [2, 2],
      [4, 3],
    ])
  })

  it('found out whatever is changed in it', async () => {
    const { here } = await withRosa()
    const { text } = await jsonOf(here, 'rosa')
    const inert = /"(town|madeAt)": "[^"]*"|"ledger": \{[^}]*\}/g
    const spared = new Set<number>()
    for (const { index, 0: found } of text.matchAll(inert))
      for (let at = index; at < index + found.length; at += 1) spared.add(at)
    const unnoticed = [...text.matchAll(/[\w+/]/g)].filter(({ index, 0: letter }) => {
      const other = letter === '7' ? '8' : '7'
      return !spared.has(index) && checkFile(text.slice(0, index) + other + text.slice(index + 1)).ok
    })
    expect(unnoticed).toEqual([])
  })

  it('as a document shows what was shown and answered, in both languages', async () => {
    const { store, here } = await withRosa()
    for (const [language, words] of [
      [
        'es',
        [
          'Prueba de permisos de una persona',
          'Dio su permiso',
          'Retiró su permiso',
          'ACEPTO',
          'Completo y sin alterar',
        ],
      ],
      ['en', ['Evidence of a person', 'Gave consent', 'Withdrew consent', 'ACEPTO', 'Whole and unaltered']],
    ] as const) {
      const file = await here.ledger.evidence.person(here.operator, 'rosa', { format: 'pdf', language })
      const text = flat(new Uint8Array(await file.arrayBuffer())).toLowerCase()
      for (const word of words) expect(text).toContain(word.toLowerCase())
      expect(text).not.toContain('confidencial')
    }
    expect(await audited(store)).toEqual([
      { action: 'consent.evidence', object_id: 'rosa', detail: 'pdf' },
      { action: 'consent.evidence', object_id: 'rosa', detail: 'pdf' },
    ])
  })

  it('of somebody the ledger does not know there is none', async () => {
    const { here } = await withRosa()
    await expect(jsonOf(here, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('of a destroyed person still checks, and shows nothing', async () => {
    const { store, here } = await withRosa()
    await store.transaction(async (tx) => {
      await here.ledger.entries.append(tx, consentOf('rosa', { event: 'destroyed', clear: {}, messages: [] }))
      await here.ledger.entries.destroyKey(tx, 'rosa')
    })
    const { text } = await jsonOf(here, 'rosa')
    expect(checkFile(text)).toMatchObject({ ok: true, entries: 4 })
    expect(text).not.toMatch(/ACEPTO|700100200/)
  })

  it('of a broadcast shows who gave that purpose, and how, and nothing else of them', async () => {
    const { here } = await withRosa()
    const campaign = (purposeId: string) => ({
      ...{ broadcastId: 'obras', purposeId, exceptionId: null, withheld: async () => new Set<string>() },
      recipients: (async function* () {
        yield [
          { deliveryId: 'one', citizenId: 'rosa', seq: 4, at: Date.now() },
          { deliveryId: 'two', citizenId: 'pere', seq: 5, at: Date.now() },
          { deliveryId: 'three', citizenId: 'pere', seq: null, at: Date.now() },
        ]
      })(),
    })
    const json = (purposeId: string) =>
      here.ledger.evidence.campaign(here.operator, campaign(purposeId), { format: 'json', language: 'es' })
    const text = await (await json('works')).text()
    expect(checkFile(text)).toMatchObject({ ok: true, entries: 1 })
    const { entries, campaign: part } = JSON.parse(text) as EvidenceFile
    expect(entries.map(({ seq, opened }) => [seq, Object.keys(opened ?? {})])).toEqual([[4, ['answer', 'identity']]])
    expect(part?.recipients.map(({ by, entry }) => [by, entry])).toEqual([
      ['consent', 4],
      ['none', null],
      ['none', null],
    ])
    expect(JSON.parse(await (await json('sport')).text())).toMatchObject({ entries: [] })
    const form = { format: 'pdf', language: 'es' } as const
    const pdf = await here.ledger.evidence.campaign(here.operator, campaign('works'), form)
    expect(flat(new Uint8Array(await pdf.arrayBuffer()))).toContain('Ninguna')
  })

  it('a broken ledger is an alarm that stands, is in the trail once, is not signed and ends when it is whole', async () => {
    const { store, here } = await withRosa()
    const swap = (from: string, to: string) =>
      store.transaction(async (tx) => {
        if (store.dialect === 'postgres') await sql`set local session_replication_role = replica`.execute(tx)
        else await sql`drop trigger if exists ledger_entries_no_update`.execute(tx)
        await sql`update ledger_entries set entry = replace(entry, ${from}, ${to}) where seq = 5`.execute(tx)
      })
    const verify = async () => {
      await here.ledger.verify(here.operator)
      await expect.poll(async () => (await here.ledger.state()).running).toBe(null)
      return here.ledger.alarm()
    }
    expect(await verify()).toEqual({ broken: null })
    await swap('withdrawn', 'confirmed')
    expect(await verify()).toEqual({ broken: { seq: 5, fault: 'entry', at: expect.any(Number) } })
    expect(await verify()).toMatchObject({ broken: { seq: 5 } })
    const { text } = await jsonOf(here, 'rosa')
    expect(JSON.parse(text)).toMatchObject({ ledger: { ok: false, seq: 5, fault: 'entry' } })
    expect(checkFile(text)).toMatchObject({ ok: false })
    await swap('confirmed', 'withdrawn')
    expect(await verify()).toEqual({ broken: null })
    expect((await audited(store)).map(({ action, detail }) => [action, detail])).toEqual([
      ['ledger.verify', null],
      ['ledger.verify', null],
      ['ledger.broken', '5 entry'],
      ['ledger.verify', null],
      ['consent.evidence', 'json'],
      ['ledger.verify', null],
      ['ledger.whole', null],
    ])
  })
})
