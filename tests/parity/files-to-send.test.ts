import { createHash } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { permissionsOf } from '../../main/operators/rules.ts'
import { systemClock } from '../support/clock.ts'
import { resources, stations, type TestStation, until } from '../support/station.ts'
import { describeOnEachStore } from '../support/stores.ts'

const rosa = '+34700100001'
const sample = (name: string) => readFile(join(resources, 'practice/media', name))
const pdf = await sample('volante.pdf')
const photo = await sample('pothole.jpg')
const voice = await sample('voice.ogg')

const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const day = 24 * 60 * 60 * 1000

/** Rosa wrote and waits for a person. */
async function rosaWaits(here: TestStation): Promise<string> {
  await here.practice.inbound([{ from: rosa, name: 'Rosa', text: 'Hola' }])
  const { items } = await here.inbox.list({ view: 'all', operatorId: here.operator.id, limit: 5 })
  const id = items[0]?.id ?? ''
  await here.conversations.typing(here.operator, id)
  return id
}

const attach = (here: TestStation, id: string, bytes: Buffer, fileName: string) =>
  here.conversations.attach(here.operator, id, { fileName, bytes })

const receivedFile = async (here: TestStation) =>
  (
    await until(
      () => here.practice.received(rosa),
      (all) => all.some(({ file }) => file !== null),
    )
  ).find(({ file }) => file !== null)

const keptFiles = (here: TestStation) =>
  readdirSync(here.filesFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

describeOnEachStore('a file to send', (open) => {
  const station = stations()

  it.each([
    ['volante.pdf', pdf, 'document', 'application/pdf', 'Su volante'],
    ['pothole.jpg', photo, 'image', 'image/jpeg', ''],
    ['voice.ogg', voice, 'audio', 'audio/ogg', ''],
  ] as const)(
    'reaches the phone with its caption and is shown in the thread: %s',
    async (name, bytes, kind, mime, text) => {
      const here = await station(await open())
      const id = await rosaWaits(here)
      const media = await attach(here, id, bytes, name)
      expect(media).toMatchObject({ fileName: name, mime, state: 'stored', reason: null })
      const sent = await here.conversations.send(here.operator, { id, text, mediaId: media.id, undoSeconds: 0 })
      const received = await receivedFile(here)
      expect(received).toMatchObject({ text, file: { mime, fileName: name, bytes: media.bytes } })
      const [phone, thread] = [await here.practice.file(received?.id ?? ''), await here.inbox.media(media.id)]
      const inBoth = await Promise.all([phone, thread].map(async (file) => digest(await file.bytes())))
      expect(new Set(inBoth).size).toBe(1)
      const message = await until(
        () => here.inbox.message(sent),
        ({ status }) => status === 'read',
      )
      expect(message).toMatchObject({ kind, text, media: { id: media.id, fileName: name }, direction: 'out' })
      const shown = (await here.practice.thread(rosa)).find(({ id: each }) => each === received?.id)
      expect(shown).toMatchObject({ kind, text, file: { fileName: name } })
      const { items } = await here.inbox.list({ view: 'all', operatorId: here.operator.id, limit: 5 })
      expect(items[0]?.lastMessage).toMatchObject({ kind, text })
    },
  )

  it('is one file on disk however often it is sent, and lies there unreadable', async () => {
    const here = await station(await open())
    const id = await rosaWaits(here)
    const [one, two] = [await attach(here, id, pdf, 'a.pdf'), await attach(here, id, pdf, 'b.pdf')]
    expect(one.id).not.toBe(two.id)
    const files = keptFiles(here)
    expect(files).toHaveLength(1)
    const onDisk = await readFile(join(files[0]?.parentPath ?? '', files[0]?.name ?? ''))
    expect(onDisk.includes('%PDF')).toBe(false)
  })

  it('that is taken back returns to whoever sent it, and leaves when sent again', async () => {
    const here = await station(await open())
    const id = await rosaWaits(here)
    const { metadata, ...media } = await attach(here, id, pdf, 'volante.pdf')
    expect(metadata).toBe('clean')
    const answer = { id, text: 'Aquí lo tiene', mediaId: media.id }
    const first = await here.conversations.send(here.operator, { ...answer, undoSeconds: 30 })
    expect(await here.conversations.undo(here.operator, first)).toEqual({ text: 'Aquí lo tiene', media })
    expect((await here.practice.received(rosa)).filter(({ file }) => file)).toEqual([])
    await here.conversations.send(here.operator, { ...answer, undoSeconds: 0 })
    await receivedFile(here)
    expect((await here.practice.received(rosa)).filter(({ file }) => file)).toHaveLength(1)
  })

  it('stays with the draft', async () => {
    const here = await station(await open())
    const id = await rosaWaits(here)
    const { metadata, ...media } = await attach(here, id, pdf, 'volante.pdf')
    expect(metadata).toBe('clean')
    const draft = { id, text: '', note: false, seenSeq: null, mediaId: media.id }
    await here.conversations.saveDraft(here.operator, draft)
    expect(await here.conversations.draft(here.operator, id)).toMatchObject({ text: '', media })
    await here.conversations.saveDraft(here.operator, { ...draft, mediaId: null })
    expect(await here.conversations.draft(here.operator, id)).toBeNull()
    await here.conversations.saveDraft(here.operator, draft)
    await here.conversations.send(here.operator, { id, text: '', mediaId: media.id, undoSeconds: 0 })
    expect(await here.conversations.draft(here.operator, id)).toBeNull()
  })

  it('is nobody else’s, and of no other conversation', async () => {
    const here = await station(await open())
    const id = await rosaWaits(here)
    const media = await attach(here, id, pdf, 'volante.pdf')
    await here.practice.inbound([{ from: '+34700100002', text: 'Yo también' }])
    const { items } = await here.inbox.list({ view: 'all', operatorId: here.operator.id, limit: 5 })
    const other = items.find((each) => each.id !== id)?.id ?? ''
    const refusal = { code: 'BAD_INPUT', data: { fields: ['mediaId'] } }
    const sent = { text: '', mediaId: media.id, undoSeconds: 0 }
    await expect(here.conversations.send(here.operator, { ...sent, id: other })).rejects.toMatchObject(refusal)
    await expect(here.conversations.send(here.operator, { ...sent, id, mediaId: 'none' })).rejects.toMatchObject(
      refusal,
    )
    const luis = { id: 'luis', name: 'Luis', role: 'operator' as const, permissions: permissionsOf('operator') }
    await expect(here.conversations.send(luis, { ...sent, id })).rejects.toMatchObject(refusal)
    const draft = { id: other, text: '', note: false, seenSeq: null, mediaId: media.id }
    await expect(here.conversations.saveDraft(here.operator, draft)).rejects.toMatchObject(refusal)
    await here.conversations.claim(here.operator, id, false)
    await expect(here.conversations.attach(luis, id, { fileName: 'a.pdf', bytes: pdf })).rejects.toMatchObject({
      code: 'CLAIMED',
    })
  })

  it('that citizens sent cannot be named as one of ours', async () => {
    const here = await station(await open())
    await here.practice.inbound([{ from: rosa, text: 'Mire', media: { sample: 'photo' } }])
    const { items } = await here.inbox.list({ view: 'all', operatorId: here.operator.id, limit: 5 })
    const id = items[0]?.id ?? ''
    const [message] = (await here.inbox.messages({ id, limit: 50 })).items.filter(({ media }) => media)
    const answer = { id, text: '', mediaId: message?.media?.id ?? '', undoSeconds: 0 }
    await expect(here.conversations.send(here.operator, answer)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  it('takes no words with a sound: nobody would see them', async () => {
    const here = await station(await open())
    const id = await rosaWaits(here)
    const media = await attach(here, id, voice, 'voice.ogg')
    const answer = { id, text: 'Escuche', mediaId: media.id, undoSeconds: 0 }
    const refusal = { code: 'BAD_INPUT', data: { fields: ['text'] } }
    await expect(here.conversations.send(here.operator, answer)).rejects.toMatchObject(refusal)
  })

  it.each([
    ['nothing', 'vacío.pdf', Buffer.alloc(0), 'FILE_EMPTY', undefined],
    [
      'too much',
      'grande.pdf',
      Buffer.concat([pdf, Buffer.alloc(16 * 1024 * 1024)]),
      'FILE_TOO_LARGE',
      { most: 2 ** 24 },
    ],
    [
      'a program',
      'factura.pdf',
      Buffer.from('MZ\x90\0\x03\0\0\0\x04'.padEnd(512, '\0'), 'latin1'),
      'FILE_REFUSED',
      { reason: 'dangerous' },
    ],
    ['a page', 'aviso.txt', Buffer.from('<html><script>alert(1)</script>'), 'FILE_REFUSED', { reason: 'dangerous' }],
    ['no picture', 'foto.jpg', Buffer.from('no es una foto'), 'FILE_REFUSED', { reason: 'unknown_type' }],
    ['a broken picture', 'foto.jpg', photo.subarray(0, 200), 'FILE_REFUSED', undefined],
  ] as const)('is refused in a code: %s', async (_what, fileName, bytes, code, data) => {
    const here = await station(await open())
    const id = await rosaWaits(here)
    const refusal = await attach(here, id, bytes, fileName).catch((error: unknown) => error)
    expect(refusal).toMatchObject({ code, ...(data && { data }) })
    expect(keptFiles(here)).toEqual([])
  })

  it('that is gone when it should leave is said to be, and nothing leaves', async () => {
    const here = await station(await open())
    const id = await rosaWaits(here)
    const media = await attach(here, id, pdf, 'volante.pdf')
    rmSync(here.filesFolder, { recursive: true })
    const sent = await here.conversations.send(here.operator, { id, text: 'Aquí', mediaId: media.id, undoSeconds: 0 })
    const message = await until(
      () => here.inbox.message(sent),
      ({ status }) => status === 'failed',
    )
    expect(message.failure).toBe('media_missing')
    expect((await here.practice.received(rosa)).some(({ text }) => text === 'Aquí')).toBe(false)
  })

  it('that nothing names is forgotten after a day, with its bytes; any other stays', async () => {
    const real = systemClock()
    let ahead = 0
    const here = await station(await open(), { clock: { ...real, now: () => real.now() + ahead } })
    const id = await rosaWaits(here)
    const idle = await attach(here, id, photo, 'olvidada.jpg')
    const drafted = await attach(here, id, pdf, 'volante.pdf')
    await here.conversations.saveDraft(here.operator, { id, text: '', note: false, seenSeq: null, mediaId: drafted.id })
    await here.conversations.forgetUnsent()
    expect(keptFiles(here)).toHaveLength(2)
    ahead = 2 * day
    await here.conversations.forgetUnsent()
    expect(keptFiles(here)).toHaveLength(1)
    await expect(here.inbox.media(idle.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await here.conversations.send(here.operator, { id, text: '', mediaId: drafted.id, undoSeconds: 0 })
    await receivedFile(here)
    await here.conversations.forgetUnsent()
    expect((await here.inbox.media(drafted.id)).size).toBe(drafted.bytes)
  })

  it('is written down with who brought it, never with its name', async () => {
    const store = await open()
    const here = await station(store)
    const id = await rosaWaits(here)
    await attach(here, id, pdf, 'volante de Rosa.pdf')
    const rows = await store.read.selectFrom('audit').selectAll().where('action', '=', 'message.attach').execute()
    expect(rows).toMatchObject([{ actor_id: here.operator.id, object_id: id, result: 'ok' }])
    expect(JSON.stringify(rows)).not.toContain('Rosa')
  })
})
