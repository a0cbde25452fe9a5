import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import WhatsAppWeb, { type Message, type Reaction } from 'whatsapp-web.js'
import { type FakeWhatsApp, startFakeWhatsApp } from './fake/server.ts'
import { type LibraryClient, linkedClient, profileFolder } from './library-client.ts'

const media = join(import.meta.dirname, '../../resources/practice/media')

/** One linked page for all of it; each test has a citizen of its own. */
describe('messages through the bare library', () => {
  let whatsapp: FakeWhatsApp
  let library: LibraryClient
  let profile: Awaited<ReturnType<typeof profileFolder>>
  let citizens = 0
  const newCitizen = (): string => {
    citizens += 1
    return `+34700200${String(citizens).padStart(3, '0')}`
  }

  /** The first event that concerns a message with this id. */
  async function told(event: string, id: string): Promise<readonly unknown[]> {
    const find = () => library.emitted.find((one) => one.event === event && (one.args[0] as Message).id.id === id)
    await expect.poll(find, { timeout: 10_000 }).toBeDefined()
    return find()?.args ?? []
  }
  const message = async (event: string, id: string): Promise<Message> => (await told(event, id))[0] as Message

  beforeAll(async () => {
    whatsapp = await startFakeWhatsApp()
    profile = await profileFolder()
    library = await linkedClient(whatsapp, profile.path)
  })
  afterAll(async () => {
    await library.client.destroy()
    await whatsapp.close()
    await profile.remove()
  })

  it.each([
    { kind: 'image', type: 'image', file: 'bin.jpg', mime: 'image/jpeg' },
    { kind: 'voice', type: 'ptt', file: 'voice.ogg', mime: 'audio/ogg; codecs=opus' },
    { kind: 'document', type: 'document', file: 'volante.pdf', mime: 'application/pdf' },
  ] as const)('brings a file: $kind', async ({ kind, type, file, mime }) => {
    const bytes = await sample(file)
    const sent = { from: newCitizen(), kind, text: 'Adjunto', media: { bytes, mime, fileName: file, seconds: 7 } }
    const received = await message('message', await whatsapp.phone.send(sent))
    expect(received).toMatchObject({ type, hasMedia: true, body: 'Adjunto', duration: '7' })
    const downloaded = await received.downloadMedia()
    expect(downloaded).toMatchObject({ mimetype: mime, filename: file, filesize: bytes.length })
    expect(Buffer.from(downloaded.data, 'base64').equals(bytes)).toBe(true)
  })

  it('has nothing to download when WhatsApp no longer has the file', async () => {
    whatsapp.faults.media('gone')
    const file = { bytes: await sample('lamp.jpg'), mime: 'image/jpeg' }
    const received = await message(
      'message',
      await whatsapp.phone.send({ from: newCitizen(), kind: 'image', media: file }),
    )
    expect(await received.downloadMedia()).toBeUndefined()
    whatsapp.faults.media('there')
    expect(await received.downloadMedia()).toBeDefined()
  })

  it.each([
    { kind: 'image', file: 'pothole.jpg', mime: 'image/jpeg', options: {} },
    { kind: 'ptt', file: 'voice-short.ogg', mime: 'audio/ogg', options: { sendAudioAsVoice: true } },
    { kind: 'document', file: 'volante.pdf', mime: 'application/pdf', options: { sendMediaAsDocument: true } },
  ])('takes a file out: $kind', async ({ kind, file, mime, options }) => {
    const to = newCitizen()
    const bytes = await sample(file)
    const content = new WhatsAppWeb.MessageMedia(mime, bytes.toString('base64'), file)
    const sent = await library.client.sendMessage(chatId(to), content, { ...options, caption: 'Aquí lo tiene' })
    await told('message_ack', sent.id.id)
    const [received] = whatsapp.phone.received(to)
    expect(received).toMatchObject({ id: sent.id.id, kind, text: 'Aquí lo tiene', file: { mime } })
    expect(Buffer.from(received?.file?.bytes ?? []).equals(bytes)).toBe(true)
  })

  it('names a citizen by LID or by phone, and tells which belong together', async () => {
    const citizen = newCitizen()
    const lid = `88${citizen.slice(1).padStart(13, '0')}@lid`
    whatsapp.phone.called(citizen, 'Remedios Invento')
    const byLid = await message('message', await whatsapp.phone.send({ from: citizen, text: 'uno', lid: true }))
    expect(byLid.from).toBe(lid)
    expect((await library.client.getContactById(lid)).id._serialized).toBe(lid)
    expect(await library.client.getContactLidAndPhone([lid])).toEqual([{ lid, pn: chatId(citizen) }])
    const contact = await library.client.getContactById(lid)
    expect(contact).toMatchObject({ pushname: 'Remedios Invento', id: { _serialized: chatId(citizen) } })

    const answer = await library.client.sendMessage(chatId(citizen), 'dos')
    expect(answer.id._serialized).toBe(`true_${lid}_${answer.id.id}`)
    const byPhone = await message('message', await whatsapp.phone.send({ from: citizen, text: 'tres' }))
    expect(byPhone.from).toBe(chatId(citizen))
  })

  it('does not know the number of a citizen who hides it', async () => {
    const citizen = newCitizen()
    whatsapp.phone.hidesNumber(citizen)
    const { from } = await message('message', await whatsapp.phone.send({ from: citizen, text: 'Hola', lid: true }))
    expect(await library.client.getContactLidAndPhone([from])).toEqual([{ lid: from, pn: undefined }])
  })

  it.each([
    { what: 'a group', chat: '120363000000000001@g.us', known: { author: '34700299999@c.us' } },
    { what: 'a status', chat: 'status@broadcast', known: { isStatus: true } },
    { what: 'a channel', chat: '120363000000000002@newsletter', known: { from: '120363000000000002@newsletter' } },
  ])('brings what nobody asked for: $what', async ({ chat, known }) => {
    const id = await whatsapp.phone.send({ from: '+34700299999', text: 'A todos', chat })
    expect(await message('message', id)).toMatchObject({ ...known, from: chat, body: 'A todos' })
  })

  it.each([
    { what: 'no sender', raw: { from: null } },
    { what: 'no time', raw: { t: 'ayer' } },
    { what: 'a body that is no text', raw: { body: { text: 'Hola' } } },
    { what: 'an unheard-of type', raw: { type: 'hologram', body: null } },
  ])('hands on a malformed message as it is: $what', async ({ raw }) => {
    const from = newCitizen()
    const malformed = await message('message', await whatsapp.phone.send({ from, text: 'Hola', raw }))
    expect(malformed.rawData).toMatchObject(raw)
    expect(await message('message', await whatsapp.phone.send({ from, text: 'Y sigue' }))).toMatchObject({
      from: chatId(from),
    })
  })

  it('fills in a message that could not be read', async () => {
    const id = await whatsapp.phone.send({ from: newCitizen(), text: 'Ahora sí', undecryptable: true })
    expect(await message('message_ciphertext', id)).toMatchObject({ type: 'ciphertext', body: '' })
    await whatsapp.phone.fill(id)
    expect(await message('message', id)).toMatchObject({ type: 'chat', body: 'Ahora sí' })
    expect(library.emitted.filter(({ event, args }) => event === 'message' && idOf(args) === id)).toHaveLength(1)
    expect((await told('message_edit', id)).slice(1)).toEqual(['Ahora sí', null])
  })

  it('tells of edits and deletions', async () => {
    const id = await whatsapp.phone.send({ from: newCitizen(), text: 'Calle Mayor 3' })
    await whatsapp.phone.edit(id, 'Calle Mayor 5')
    expect((await told('message_edit', id)).slice(1)).toEqual(['Calle Mayor 5', 'Calle Mayor 3'])
    await whatsapp.phone.delete(id)
    expect(await message('message_revoke_everyone', id)).toMatchObject({ type: 'revoked', body: '' })
  })

  it('tells of reactions and of their end', async () => {
    const citizen = newCitizen()
    const sent = await library.client.sendMessage(chatId(citizen), 'Resuelto')
    await told('message_ack', sent.id.id)
    await whatsapp.phone.react(sent.id.id, '👍', { from: citizen })
    await whatsapp.phone.react(sent.id.id, '', { from: citizen })
    await library.event('message_reaction', 2)
    const reactions = library.emitted.filter(({ event }) => event === 'message_reaction')
    const [first, second] = reactions.map(({ args }) => args[0] as Reaction)
    expect(first).toMatchObject({ reaction: '👍', senderId: chatId(citizen), msgId: { id: sent.id.id } })
    expect(second).toMatchObject({ reaction: '', msgId: { id: sent.id.id } })
  })

  it('shows what the town hall wrote on its own telephone', async () => {
    const to = newCitizen()
    const id = await whatsapp.phone.send({ from: to, text: 'Desde el móvil', byOwnPhone: true })
    expect(await message('message_create', id)).toMatchObject({ fromMe: true, to: chatId(to), body: 'Desde el móvil' })
  })

  it('knows who is on WhatsApp', async () => {
    const [present, absent] = [newCitizen(), newCitizen()]
    whatsapp.phone.notOnWhatsApp(absent)
    expect(await library.client.getNumberId(present.slice(1))).toMatchObject({ _serialized: chatId(present) })
    expect(await library.client.getNumberId(absent.slice(1))).toBeNull()
    await expect(library.client.sendMessage(chatId(absent), 'Hola')).rejects.toThrow(/No LID for user/)
    expect(whatsapp.phone.crossings(absent)).toEqual([])
  })

  it('loads a long history page by page up to a limit', async () => {
    const citizen = newCitizen()
    const start = 1_700_000_000_000
    for (let n = 1; n <= 180; n += 1) await whatsapp.phone.send({ from: citizen, text: `${n}`, at: start + n * 1000 })
    await whatsapp.phone.settled()
    await library.page().reload()
    await library.event('ready', 2)
    const chat = await library.client.getChatById(chatId(citizen))
    expect(chat).toMatchObject({ unreadCount: 180, timestamp: start / 1000 + 180 })
    const before = whatsapp.phone.asked('earlier').length
    const bodies = (await chat.fetchMessages({ limit: 120 })).map(({ body }) => Number(body))
    expect(bodies).toEqual(Array.from({ length: 120 }, (_, index) => 61 + index))
    expect(whatsapp.phone.asked('earlier').length - before).toBe(3)
    expect(await chat.fetchMessages({ limit: 1000 })).toHaveLength(180)
  })
})

const sample = (name: string): Promise<Buffer> => readFile(join(media, name))
const chatId = (phone: string): string => `${phone.slice(1)}@c.us`
const idOf = (args: readonly unknown[]): string => (args[0] as Message).id.id
