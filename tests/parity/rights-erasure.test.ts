import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import pino from 'pino'
import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { searchedWord } from '../../main/citizens/rules.ts'
import { verifyLedger } from '../../main/consent/ledger/verify.ts'
import { pdfPrinter } from '../../main/documents/pdf.ts'
import { inboxReader } from '../../main/inbox/reader.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { permissionsOf } from '../../main/operators/rules.ts'
import { outbox } from '../../main/outbox/service.ts'
import { joinConsents } from '../../main/station/join-consents.ts'
import { joinLedger } from '../../main/station/join-ledger.ts'
import { joinPrivacy } from '../../main/station/join-privacy.ts'
import { openBlobFiles } from '../../main/store/blob-files.ts'
import { deriveKey, type KeyUse } from '../../main/store/keys.ts'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import type { Store } from '../../main/store/store.ts'
import { shiftedClock } from '../support/clock.ts'
import { type FilledPerson, fillPerson } from '../support/person.ts'
import { resources } from '../support/station.ts'
import { describeOnEachStore, testKey } from '../support/stores.ts'
import { town } from '../support/town.ts'
import { logSize, tracesInPages, tracesInRows, tracesOnDisk } from '../support/traces.ts'

const years = (n: number) => n * 366 * 86_400_000
const leaflet = 'the same leaflet that everybody is sent'

type Town = Awaited<ReturnType<typeof townIn>>

/** The rights as the station joins them, with a folder for files of their own. */
async function townIn(store: Store, clock: ReturnType<typeof shiftedClock>, filesFolder: string) {
  const blobs = openBlobFiles({ directory: filesFolder, key: testKey })
  const log = pino({ level: 'silent' })
  const needs = { store, blobs, keyFor: (use: KeyUse) => deriveKey(testKey, use), clock, newId: () => v7(), log }
  const { renderPdf } = pdfPrinter({ clock, resources })
  const audit = auditTrail(needs)
  const ofTown = { audit, town: async () => town, renderPdf }
  const ledger = joinLedger(needs, ofTown)
  const queue = outbox(needs)
  const consents = await joinConsents({
    left: async () => undefined,
    ...needs,
    ...ofTown,
    outbox: queue,
    ledger: ledger.entries,
    resources,
    practice: true,
  })
  const privacy = joinPrivacy(needs, { ...ofTown, consents, ledger: ledger.entries })
  const inbox = inboxReader({ store, blobs, citizenWord: searchedWord })
  return { store, clock, filesFolder, blobs, privacy, consents, ledger, inbox }
}

const folders: string[] = []
const newFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-rights-'))
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const operator: Operator = { id: 'ana', name: 'Ana', role: 'officer', permissions: permissionsOf('officer') }
const dpo: Operator = { id: 'eva', name: 'Eva', role: 'dpo', permissions: permissionsOf('dpo') }

/** Two people whose words are everywhere; both were sent the same file. */
async function people(town: Town) {
  const needs = town
  const at = town.clock.now()
  const rosa = await fillPerson(needs, { n: 41, mark: 'rosa', at, shared: leaflet })
  const luis = await fillPerson(needs, { n: 52, mark: 'luis', at, shared: leaflet })
  return { rosa: await joined(town, rosa, 'zqrosayes'), luis: await joined(town, luis, 'zqluisyes') }
}

/** They asked for notices in their own words, which the ledger keeps. */
async function joined({ store, consents, clock }: Town, person: FilledPerson, word: string): Promise<FilledPerson> {
  const { citizenId, conversationId } = person
  const said = (text: string) => ({ messageId: 'm', providerId: null, at: clock.now(), text: `${text} ${word}` })
  const by = { kind: 'citizen', id: citizenId } as const
  const asked = { citizenId, conversationId, language: 'es', method: 'chat', by, said: said('alta') } as const
  await store.transaction(async (tx) => {
    await consents.desk.begin(tx, asked)
    await consents.desk.declareAge(tx, { citizenId, oldEnough: true, said: said('sí') })
    await consents.desk.choose(tx, { citizenId, purposeIds: ['culture'], said: said('1') })
    await consents.desk.accept(tx, { citizenId, said: said('acepto'), shown: [] })
  })
  return person
}

async function verifiedRequest({ privacy }: Town, kind: 'erasure' | 'access' | 'rectification', who: FilledPerson) {
  const id = await privacy.open(operator, {
    kind,
    channel: 'counter',
    citizenId: who.citizenId,
    name: `zqrosa${kind}name`,
    contact: `zqrosa${kind}contact`,
    words: `zqrosa${kind}words`,
  })
  await privacy.verifyIdentity(operator, { id, proof: 'document', text: 'zqrosaidentity' })
  return { ...(await privacy.get(id)), own: ['name', 'contact', 'words'].map((field) => `zqrosa${kind}${field}`) }
}

async function blocked(town: Town, who: FilledPerson) {
  const { privacy } = town
  const request = await verifiedRequest(town, 'erasure', who)
  await privacy.block(operator, { id: request.id, number: request.number, evenUnderWay: false })
  return request
}

describeOnEachStore('somebody who asks to be erased', (open) => {
  const townOn = async () => {
    const clock = shiftedClock()
    return townIn(await open({ clock }), clock, newFolder())
  }

  it('is shown first what would go, and nothing of it has happened', async () => {
    const town = await townOn()
    const { rosa } = await people(town)
    const { id } = await verifiedRequest(town, 'erasure', rosa)
    const before = await tracesInRows(town.store, rosa.tokens)
    const preview = await town.privacy.preview({ id, language: 'es' })
    expect(preview.removed.map(({ text, n }) => `${text} ${n}`)).toEqual([
      'Solicitudes de derechos 1',
      'Lo que guarda el asistente 3',
      'Avisos de la calle 1',
      'Citas 1',
      'Archivos 2',
      'El teléfono de práctica 1',
      'Permisos 1',
      'Conversaciones 67',
      'Quién es 3',
    ])
    expect(preview.kept.map(({ text }) => text)).toContain('Cuántos mensajes hubo cada mes')
    expect(preview).toMatchObject({ underWay: [], files: 2 })
    expect(await tracesInRows(town.store, rosa.tokens)).toEqual(before)
  })

  it('is gone from every table and list once blocked; another person stays whole', async () => {
    const town = await townOn()
    const { rosa, luis } = await people(town)
    const whole = await tracesInRows(town.store, luis.tokens)
    expect((await tracesInRows(town.store, rosa.tokens)).length).toBe(whole.length)
    const { id, own } = await blocked(town, rosa)
    expect(await tracesInRows(town.store, [...rosa.tokens, ...own, 'zqrosaidentity'])).toEqual([])
    expect(await tracesInRows(town.store, luis.tokens)).toEqual(whole)
    const { inbox, privacy } = town
    expect((await inbox.search({ q: 'zqrosasaid', limit: 10 })).items).toEqual([])
    expect((await inbox.search({ q: 'zqluissaid', limit: 10 })).items).toHaveLength(1)
    await expect(inbox.get(rosa.conversationId)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await privacy.people({ q: '700000041' })).toEqual([])
    expect(await privacy.get(id)).toMatchObject({ state: 'answered', name: '', citizen: null, words: '' })
    expect(await privacy.get(id)).toMatchObject({ blocked: { destroyedAt: null } })
  })

  it('can be read again by the officer alone, with a reason that stays, until the term is over', async () => {
    const town = await townOn()
    const { rosa } = await people(town)
    const { id } = await blocked(town, rosa)
    const { privacy } = town
    const opening = { id, reason: 'Requerimiento judicial 7', language: 'es' } as const
    await expect(privacy.mayRead(operator, rosa.citizenId)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await privacy.mayRead(dpo, rosa.citizenId)
    const opened = await privacy.readBlocked(dpo, opening)
    const shown = JSON.stringify(opened.blocks)
    for (const place of ['name', 'said', 'before', 'note', 'draft', 'answer', 'what', 'told', 'booked', 'emoji', 'yes'])
      expect(shown).toContain(`zqrosa${place}`)
    expect(opened.files).toHaveLength(2)
    const zip = unzipSync(new Uint8Array(await (await privacy.exportBlocked(dpo, opening)).arrayBuffer()))
    const files = Object.values(zip).map((bytes) => Buffer.from(bytes).toString('latin1'))
    expect(files.some((content) => content.includes('zqrosacontent'))).toBe(true)
    expect((await privacy.get(id)).history.filter(({ kind }) => kind === 'read_blocked')).toMatchObject([
      { text: 'Requerimiento judicial 7' },
      { text: 'Requerimiento judicial 7' },
    ])
    const found = { phone: '700 000 041', reason: 'Requerimiento judicial 7' }
    expect(await privacy.findBlocked(dpo, found)).toEqual([{ id, number: 'D-26-0001' }])

    town.clock.jump(years(3))
    await privacy.destroyDue()
    await expect(privacy.readBlocked(dpo, opening)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await privacy.findBlocked(dpo, found)).toEqual([])
    expect(await tracesInRows(town.store, [...rosa.tokens, 'Requerimiento'])).toEqual([])
    expect(await verifyLedger(town.store.read)).toMatchObject({ ok: true })
    const entries = await town.ledger.entriesOf(rosa.citizenId)
    expect(entries.map(({ event }) => event).slice(-3)).toEqual(['withdrawn', 'blocked', 'destroyed'])
    expect(entries.every(({ clear }) => clear === null)).toBe(true)
    const certificate = await (await privacy.certificate({ id, format: 'json', language: 'es' })).text()
    expect(JSON.parse(certificate)).toMatchObject({ request: 'D-26-0001', files: 2 })
    expect(JSON.parse(certificate).destroyedAt).not.toBeNull()
    expect((await privacy.certificate({ id, format: 'pdf', language: 'en' })).size).toBeGreaterThan(1_000)
  })

  it('is not blocked without proof, without the number, or while something is under way', async () => {
    const town = await townOn()
    const { rosa } = await people(town)
    const { privacy } = town
    const asked = { kind: 'erasure', channel: 'counter', name: '', contact: '', words: '' } as const
    const id = await privacy.open(operator, { ...asked, citizenId: rosa.citizenId })
    const { number } = await privacy.get(id)
    const block = { id, number, evenUnderWay: false }
    await expect(privacy.block(operator, block)).rejects.toMatchObject({ code: 'WRONG_STATE' })
    const phone = { id, proof: 'phone', text: '' } as const
    await expect(privacy.verifyIdentity(operator, phone)).rejects.toMatchObject({ code: 'IDENTITY_NEEDED' })
    await privacy.verifyIdentity(operator, { ...phone, proof: 'e_signature' })
    const other = privacy.block(operator, { ...block, number: 'D-26-0009' })
    await expect(other).rejects.toMatchObject({ code: 'BAD_INPUT', data: { fields: ['number'] } })
    await town.store.transaction((tx) => tx.updateTable('reports').set({ state: 'received' }).execute())
    await expect(privacy.block(operator, block)).rejects.toMatchObject({ code: 'STILL_UNDER_WAY' })
    expect(await tracesInRows(town.store, rosa.tokens)).toContain('zqrosasaid')
    await privacy.block(operator, { ...block, evenUnderWay: true })
    expect(await tracesInRows(town.store, rosa.tokens)).toEqual([])
  })

  it('comes back with an older copy for no longer than it takes; who wrote again since is somebody new', async () => {
    const town = await townOn()
    const { rosa, luis } = await people(town)
    const { privacy } = town
    const older = await town.store.read.selectFrom('citizens').selectAll().where('id', '=', rosa.citizenId).execute()
    await blocked(town, rosa)
    const carried = await privacy.carried()
    const again = { id: 'new-rosa', kind: 'phone', value: '+34700000041' }
    town.clock.jump(1_000)
    const back = async (id: string, createdAt: number) =>
      town.store.transaction(async (tx) => {
        await tx
          .insertInto('citizens')
          .values({ ...older[0], id, name: 'zqrosaback', language: null, created_at: createdAt })
          .execute()
        const row = { ...again, citizen_id: id, created_at: createdAt }
        await tx.insertInto('citizen_identifiers').values(row).execute()
      })
    await back(rosa.citizenId, older[0]?.created_at ?? 0)
    await town.store.transaction((tx) => tx.deleteFrom('erasures').execute())
    expect(await town.store.transaction((tx) => privacy.reapply(tx, carried))).toBe(1)
    expect(await tracesInRows(town.store, ['zqrosaback', '700000041'])).toEqual([])
    await back('citizen-after', town.clock.now())
    expect(await town.store.transaction((tx) => privacy.reapply(tx, carried))).toBe(0)
    expect(await tracesInRows(town.store, ['zqrosaback', '700000041'])).toEqual(['zqrosaback', '700000041'])
    expect(await tracesInRows(town.store, luis.tokens)).toContain('zqluissaid')
  })
})

describe('the files of a data folder', () => {
  it('hold no trace of somebody who was destroyed: no word, name or number in any byte, encrypted or not', async () => {
    const clock = shiftedClock()
    const folder = newFolder()
    const path = join(folder, 'store.db')
    const store = await openSqliteStore({ path, key: testKey, clock })
    const town = await townIn(store, clock, join(folder, 'media'))
    try {
      const { rosa, luis } = await people(town)
      const inPages = (texts: readonly string[]) => tracesInPages(path, testKey, texts)
      /** What lies in files of its own is in no page. */
      const paged = rosa.tokens.filter((token) => !token.endsWith('content'))
      expect(inPages(paged)).toEqual(paged)

      const { own } = await blocked(town, rosa)
      await town.privacy.destroyDue()
      const everything = [...rosa.tokens, ...own, 'zqrosa', 'zqros', 'requoted']
      expect(inPages(everything)).toEqual([])

      clock.jump(years(3))
      await town.privacy.destroyDue()
      expect(logSize(path)).toBe(0)
      expect(inPages(everything)).toEqual([])
      expect(tracesOnDisk([folder], everything)).toEqual([])
      const others = luis.tokens.filter((token) => !token.endsWith('content'))
      expect(inPages(others)).toEqual(others)
    } finally {
      await store.close()
    }
    expect(tracesInPages(path, testKey, ['zqrosa', '700000041'])).toEqual([])
  })
})
