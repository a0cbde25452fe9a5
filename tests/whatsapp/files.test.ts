import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { orientationBlock } from '../../main/media/metadata/orientation.ts'
import { withoutMetadata } from '../../main/media/metadata/strip.ts'
import { lockedPdf } from '../support/locked-pdf.ts'
import { resources, until } from '../support/station.ts'
import { type FakeWhatsApp, startFakeWhatsApp } from './fake/server.ts'
import { openTownLine, type TownLine, townFolder } from './town-line.ts'

const marta = '+34700000001'
const sample = (name: string) => readFile(join(resources, 'practice/media', name))
const [photo, pdf, voice] = [await sample('pothole.jpg'), await lockedPdf(), await sample('voice.ogg')]

/** The photo as a telephone takes it: with where it was taken. */
const place = 'GPS 40.4168 -3.7038'
const taken = (() => {
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), orientationBlock(6), Buffer.from(place)])
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(exif.length + 2, 2)
  return Buffer.concat([photo.subarray(0, 2), head, exif, photo.subarray(2)])
})()

/** What an operator sends besides words, through the real library in a real browser to the telephone of a citizen. */
describe('files over the real line', () => {
  let whatsapp: FakeWhatsApp
  let town: Awaited<ReturnType<typeof townFolder>>
  let line: TownLine
  let conversation = ''

  const send = async (bytes: Buffer, fileName: string, text: string) => {
    const { conversations } = line.station
    const media = await conversations.attach(line.operator, conversation, { fileName, bytes })
    return conversations.send(line.operator, { id: conversation, text, mediaId: media.id, undoSeconds: 0 })
  }
  const status = (id: string, wanted: string, patience = 30_000) =>
    until(
      async () => (await line.station.inbox.message(id)).status,
      (found) => found === wanted,
      patience,
    )
  const files = () => whatsapp.phone.received(marta).filter(({ file }) => file)
  const arrived = (fileName: string) => files().filter(({ file }) => file?.fileName === fileName)

  beforeAll(async () => {
    whatsapp = await startFakeWhatsApp()
    town = await townFolder()
    line = await openTownLine(whatsapp, town.path)
    await line.link.begin()
    await line.phase('qr')
    await whatsapp.phone.scan()
    await line.phase('connected')
    await whatsapp.phone.send({ from: marta, text: 'Hola' })
    const { items } = await until(
      () => line.station.inbox.list({ view: 'all', operatorId: line.operator.id, limit: 5 }),
      ({ items }) => items.length === 1,
    )
    conversation = items[0]?.id ?? ''
  }, 120_000)

  afterAll(async () => {
    await line.close()
    await whatsapp.close()
    await town.remove()
  }, 60_000)

  it('a photo arrives with its caption and without its place, and is followed to the citizen’s eyes', async () => {
    const id = await send(taken, 'bache.jpg', 'Ya está arreglado')
    await status(id, 'read')
    const [received] = files()
    expect(received).toMatchObject({ kind: 'image', text: 'Ya está arreglado', file: { mime: 'image/jpeg' } })
    const bytes = Buffer.from(received?.file?.bytes ?? [])
    expect(bytes.includes(place)).toBe(false)
    expect(bytes.equals(withoutMetadata('image/jpeg', taken))).toBe(true)
    const row = await line.store.read
      .selectFrom('outbox')
      .select(['provider_id', 'attempts'])
      .where('message_id', '=', id)
      .executeTakeFirst()
    expect(row).toMatchObject({ provider_id: received?.id, attempts: 1 })
  })

  it('a document keeps its name and every byte, a sound is a sound', async () => {
    await status(await send(pdf, 'volante.pdf', ''), 'read')
    const [document] = arrived('volante.pdf')
    expect(document).toMatchObject({ kind: 'document', file: { mime: 'application/pdf' } })
    expect(Buffer.from(document?.file?.bytes ?? []).equals(pdf)).toBe(true)
    await status(await send(voice, 'aviso.ogg', ''), 'read')
    expect(files().at(-1)).toMatchObject({ kind: 'audio', file: { mime: 'audio/ogg' } })
  })

  it('16 MiB go through', async () => {
    const large = Buffer.concat([pdf, Buffer.alloc(16 * 1024 * 1024 - pdf.length, ' ')])
    await status(await send(large, 'ordenanza.pdf', 'La ordenanza'), 'read', 60_000)
    expect(Buffer.from(arrived('ordenanza.pdf')[0]?.file?.bytes ?? []).equals(large)).toBe(true)
  }, 90_000)

  it('leaves once when the process is killed while the file goes up', async () => {
    whatsapp.faults.holdUploads(true)
    const id = await send(Buffer.concat([pdf, Buffer.from('cortado')]), 'cortado.pdf', 'Con un corte')
    await until(
      async () => whatsapp.faults.uploadsHeld(),
      (held) => held === 1,
      20_000,
    )
    process.kill(line.link.pid() ?? 0, 'SIGKILL')
    await line.phase('reconnecting')
    whatsapp.faults.holdUploads(false)
    await line.phase('connected')
    await status(id, 'read', 60_000)
    expect(arrived('cortado.pdf')).toHaveLength(1)
    const [once] = arrived('cortado.pdf')
    expect(whatsapp.phone.crossings(marta).filter(({ id: crossed }) => crossed === once?.id)).toHaveLength(1)
  }, 120_000)

  it('waits while the station is closed, and leaves once after a restart', async () => {
    whatsapp.faults.offline(true)
    await line.phase('reconnecting')
    const id = await send(pdf, 'luego.pdf', 'Para luego')
    await line.close()
    whatsapp.faults.offline(false)
    line = await openTownLine(whatsapp, town.path)
    await line.phase('connected')
    await status(id, 'read', 60_000)
    expect(arrived('luego.pdf')).toHaveLength(1)
  }, 120_000)
})
