import { expect, it } from 'vitest'
import { type CitizenImport, importPiece } from '../../contract/citizens.ts'
import { type Register, registerOn, rosa } from '../support/register.ts'
import { until } from '../support/station.ts'
import { describeOnEachStore } from '../support/stores.ts'

const settled = (town: Register, id: string, state: CitizenImport['state'] = 'checked') =>
  until(
    () => town.register.imports.import(id),
    (found) => found.state === state || found.state === 'failed',
  )

async function imported(town: Register, text: string): Promise<CitizenImport> {
  const id = await town.judged(text)
  await settled(town, id)
  await town.register.imports.commitImport(rosa, id)
  return settled(town, id, 'done')
}

const csvOf = async ({ register }: Register, id: string) =>
  (await register.verdicts({ id: 'rosa', language: 'es' }, { id })).csv

const people = ({ register }: Register) => register.list({ limit: 50 })
const asker = { id: 'rosa', language: 'es' }

const list = [
  'Nombre;Apellidos;Móvil;Barrio;Idioma;Etiquetas',
  'Rosa;Vidal;700 10 00 01;la peña;castellano;Mayores, Fallas',
  'José;Núñez;+34700100002;;valenciano;',
  ';;;;;',
  'Ana;Ríos;912345678;;;',
  'Eva;Paz;;;;',
  '=cmd();;600;;;',
  'Rosa;Vidal;0034700100001;;;',
  'Luc;Petit;+33612345678;;;',
  '',
].join('\r\n')

describeOnEachStore('a list of people', (open) => {
  it('is judged row by row, and nobody is written before a person says so', async () => {
    const town = await registerOn(open)
    const { register } = town
    await register.saveSettings(rosa, { neighbourhoods: ['La Peña'], importMegabytes: 1 })
    const id = await town.judged(list)
    const judged = await settled(town, id)
    expect(judged).toMatchObject({
      state: 'checked',
      counts: { new: 3, blank: 1, invalid: 3, duplicate: 1, updates: 0, unchanged: 0, suppressed: 0 },
      problems: [
        { line: 5, verdict: 'invalid', reason: 'landline', name: 'Ana Ríos' },
        { line: 6, verdict: 'invalid', reason: 'no_phone' },
        { line: 7, verdict: 'invalid', reason: 'not_a_phone' },
        { line: 8, verdict: 'duplicate', reason: 'in_file' },
      ],
    })
    expect((await people(town)).items).toEqual([])
    const lines = (await csvOf(town, id)).split('\r\n')
    expect(lines.slice(0, 3)).toEqual([
      '\ufeffLínea;Resultado;Motivo;Nombre;Teléfono;Barrio',
      "2;Nuevo;;Rosa Vidal;'+34700100001;La Peña",
      "3;Nuevo;;José Núñez;'+34700100002;",
    ])
    expect(lines[6]).toBe("7;No válido;No es un teléfono móvil;'=cmd();600;")
    await register.imports.commitImport(rosa, id)
    await settled(town, id, 'done')
    expect((await people(town)).items).toMatchObject([
      { name: 'José Núñez', language: 'ca-valencia', phone: '+34700100002' },
      { name: 'Luc Petit', phone: '+33612345678' },
      { name: 'Rosa Vidal', neighbourhood: 'La Peña', tags: ['fallas', 'mayores'] },
    ])
    const audited = await town.store.read.selectFrom('audit').select(['action', 'detail']).orderBy('seq').execute()
    expect(audited.at(-1)).toEqual({ action: 'citizen.import', detail: '3 + 0' })
    expect(JSON.stringify(audited)).not.toMatch(/700100001|Vidal/)
  })

  it('imported again changes nothing; a fuller one fills only what is lacking', async () => {
    const town = await registerOn(open)
    await imported(town, list)
    const before = await people(town)
    expect((await imported(town, list)).counts).toMatchObject({ new: 0, updates: 0, unchanged: 3 })
    expect(await people(town)).toEqual(before)
    const fuller = 'nombre,telefono,barrio,nota\nJosé N.,700100002,Centro,Portal 3\nPepe,700100001,Centro,\n'
    expect((await imported(town, fuller)).counts).toMatchObject({ updates: 1, duplicate: 1 })
    const [jose] = (await people(town)).items
    expect(await town.register.get(jose?.id ?? '')).toMatchObject({
      name: 'José Núñez',
      neighbourhood: 'Centro',
      note: 'Portal 3',
      language: 'ca-valencia',
    })
  })

  it('gives no consent, and does not bring back who left', async () => {
    const pending: unknown[] = []
    const town = await registerOn(open, {
      suppressed: async (_, phones) => new Set(phones.filter((phone) => phone === '+34700100009')),
      pendingFromImport: async (_, citizenId, purposes) => {
        pending.push([citizenId, purposes])
      },
    })
    const done = await imported(town, 'telefono;consentimiento\n700100009;obras\n700100008;obras, fiestas\n')
    expect(done.counts).toMatchObject({ new: 1, suppressed: 1 })
    expect(pending).toEqual([[(await people(town)).items[0]?.id, ['obras', 'fiestas']]])
  })

  it('judged anew as it is written, makes nobody twice who wrote in between', async () => {
    const town = await registerOn(open)
    const id = await town.judged('nombre;telefono\nRosa;700100001\n')
    await settled(town, id)
    await town.hear({ phone: '+34700100001' })
    await town.register.imports.commitImport(rosa, id)
    expect((await settled(town, id, 'done')).counts).toMatchObject({ new: 0, updates: 1 })
    expect((await people(town)).items).toHaveLength(1)
  })

  it('that nothing can read says why and where, and is forgotten after a week', async () => {
    const town = await registerOn(open)
    const { imports } = town.register
    const damaged = Buffer.concat([Buffer.from('telefono\n700100001\nJosé'), Buffer.from([0xff]), Buffer.from('\n')])
    await expect(town.judged(damaged)).rejects.toMatchObject({
      code: 'LIST_UNREADABLE',
      data: { reason: 'undecodable', line: 3 },
    })
    const endless = town.judged(`telefono\n700100001\n"${'sin fin '.repeat(9_000)}`)
    await expect(endless).rejects.toMatchObject({ code: 'LIST_UNREADABLE', data: { reason: 'too_long' } })
    const id = await town.judged('telefono\n700100001\n')
    await settled(town, id)
    await town.store.transaction((tx) =>
      tx.updateTable('citizen_imports').set({ state: 'checking' }).where('id', '=', id).execute(),
    )
    await imports.resume()
    expect(await settled(town, id, 'failed')).toMatchObject({ state: 'failed', fault: { reason: 'gone' } })
    await town.clock.advance(8 * 24 * 3_600_000)
    await imports.forgetOldImports()
    await expect(imports.import(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await town.store.read.selectFrom('citizen_import_chunks').selectAll().execute()).toEqual([])
  })

  it('is taken piece by piece, each once, and no more than was said', async () => {
    const town = await registerOn(open)
    const { imports, saveSettings } = town.register
    const bytes = Buffer.alloc(importPiece + 5, '700100001\n')
    const { id } = await imports.beginImport(rosa, { fileName: 'x.csv', bytes: bytes.length })
    const piece = (position: number, part: Buffer) => imports.sendPiece({ id, position, bytes: part })
    const first = bytes.subarray(0, importPiece)
    await expect(piece(0, first.subarray(1))).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await expect(piece(1, bytes.subarray(importPiece))).rejects.toMatchObject({ code: 'BAD_INPUT' })
    await piece(0, first)
    expect(await piece(0, first)).toMatchObject({ received: importPiece, state: 'receiving' })
    expect(await piece(1, bytes.subarray(importPiece))).toMatchObject({ received: bytes.length, state: 'received' })
    await saveSettings(rosa, { neighbourhoods: [], importMegabytes: 1 })
    const tooLarge = imports.beginImport(rosa, { fileName: 'x', bytes: bytes.length })
    await expect(tooLarge).rejects.toMatchObject({ code: 'FILE_TOO_LARGE', data: { most: importPiece } })
    await imports.cancelImport(rosa, id)
    await expect(imports.cancelImport(rosa, id)).rejects.toMatchObject({ code: 'WRONG_STATE' })
  })

  it('left in the middle by a power cut is gone on with at the next start', async () => {
    const town = await registerOn(open)
    const rows = Array.from({ length: 350 }, (_, n) => `Vecina ${n};${700_200_000 + n}`)
    const id = await town.judged(['nombre;telefono', ...rows].join('\n'))
    await settled(town, id)
    await town.register.imports.commitImport(rosa, id)
    await town.register.imports.stop()
    const left = await town.register.imports.import(id)
    const next = await registerOn(open, {}, town.store)
    await next.register.imports.resume()
    expect(left.state).toBe('importing')
    const done = await settled(next, id, 'done')
    expect(done.counts).toMatchObject({ new: 350, updates: 0, unchanged: 0 })
    expect(await next.register.count({})).toEqual({ count: 350 })
  })
})

describeOnEachStore('the list of citizens as a file', (open) => {
  it('can be imported where it came from, and runs in no spreadsheet', async () => {
    const town = await registerOn(open)
    await imported(town, 'nombre;telefono;nota\nRosa;700100001;=1+1\nAna;700100002;"a;b"\n')
    const { csv } = await town.register.exportList(asker, {})
    expect(csv.split('\r\n')).toEqual([
      '\ufeffNombre;Teléfono;Idioma;Barrio;Etiquetas;Nota',
      `Ana;'+34700100002;;;;"a;b"`,
      "Rosa;'+34700100001;;;;'=1+1",
      '',
    ])
    expect((await imported(town, csv)).counts).toMatchObject({ unchanged: 2, new: 0, updates: 0 })
  })
})
