import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import WhatsAppWeb, { type Message } from 'whatsapp-web.js'
import { chooseNextId, outcomeOf, takeOverSends } from '../../main/channels/webjs/page.ts'
import { browserPid } from './browser-processes.ts'
import { type FakeWhatsApp, startFakeWhatsApp } from './fake/server.ts'
import { type LibraryClient, libraryClient, linkedClient, profileFolder } from './library-client.ts'

const citizen = '+34700300001'
const chat = '34700300001@c.us'

/** What makes it possible to send nothing twice: ids chosen beforehand, and what is known of a send after a crash. */
describe('sends through the bare library', () => {
  let whatsapp: FakeWhatsApp
  let library: LibraryClient
  let profile: Awaited<ReturnType<typeof profileFolder>>

  beforeEach(async () => {
    whatsapp = await startFakeWhatsApp()
    profile = await profileFolder()
    library = await linkedClient(whatsapp, profile.path)
  })
  afterEach(async () => {
    await library.client.destroy()
    await whatsapp.close()
    await profile.remove()
  })

  const sendAs = async (id: string, text: string): Promise<Message> => {
    await library.page().evaluate(`window.require('WAWebMsgKey').newId = async () => '${id}'`)
    return library.client.sendMessage(chat, text)
  }

  async function restart(): Promise<void> {
    library = await libraryClient(whatsapp, profile.path)
    await library.client.initialize()
    await library.event('ready')
  }

  async function kill(): Promise<void> {
    const pid = await browserPid(profile.path)
    if (pid === undefined) throw new Error('no browser runs on this profile')
    const gone = new Promise((resolve) => library.client.pupBrowser?.once('disconnected', resolve))
    process.kill(pid, 'SIGKILL')
    await gone
  }

  it('puts a chosen id on the wire, in the answer and in the acknowledgements', async () => {
    const id = '3EB0AAAAAAAAAAAAAAAAAA'
    const sent = await sendAs(id, 'Su cita es el lunes')
    expect(sent.id._serialized).toBe(`true_${chat}_${id}`)
    const acknowledged = await library.message('message_ack', 3)
    expect(acknowledged).toMatchObject({ ack: 3, id: { id } })
    expect(whatsapp.phone.received(citizen)).toMatchObject([{ id, text: 'Su cita es el lunes' }])
    expect(await library.client.getMessageById(`true_${chat}_${id}`)).toMatchObject({ ack: 3 })
  })

  it('sends a repeated id again, and the telephone drops it', async () => {
    const id = '3EB0BBBBBBBBBBBBBBBBBB'
    await sendAs(id, 'Una vez')
    await sendAs(id, 'Una vez')
    await expect.poll(() => whatsapp.phone.crossings(citizen)).toHaveLength(2)
    expect(whatsapp.phone.crossings(citizen).map(({ shown }) => shown)).toEqual([true, false])
    expect(whatsapp.phone.received(citizen)).toHaveLength(1)
  })

  it('resolves although no acknowledgement ever comes', async () => {
    whatsapp.phone.setAutoAck('none')
    const sent = await library.client.sendMessage(chat, 'Sin respuesta')
    expect(sent.ack).toBe(0)
    await expect.poll(() => whatsapp.phone.received(citizen)).toHaveLength(1)
    expect(await library.client.getMessageById(sent.id._serialized)).toMatchObject({ ack: 0 })
    expect(library.count('message_ack')).toBe(0)

    whatsapp.phone.ack(sent.id.id, 1)
    expect((await library.event('message_ack')).args[1]).toBe(1)
  })

  it('shows a refused first contact as acknowledgement -1, and never says the code', async () => {
    whatsapp.faults.refuse({ code: 463, whom: 'first contacts' })
    const refused = await library.client.sendMessage(chat, 'Buenos días', { waitUntilMsgSent: true })
    expect((await library.event('message_ack')).args[1]).toBe(-1)
    const kept = await library.client.getMessageById(refused.id._serialized)
    expect(kept).toMatchObject({ ack: -1, rawData: { isSendFailure: true } })
    expect(whatsapp.phone.crossings(citizen)).toEqual([])

    await whatsapp.phone.send({ from: citizen, text: 'Hola' })
    await library.event('message')
    await library.client.sendMessage(chat, 'Buenos días', { waitUntilMsgSent: true })
    expect(whatsapp.phone.received(citizen)).toHaveLength(1)
  })

  it('after a kill a send that never crossed is found unsent, and leaves once', async () => {
    whatsapp.faults.holdSends(true)
    const sent = await library.client.sendMessage(chat, 'Retenido')
    await kill()
    await restart()
    expect(await library.client.getMessageById(sent.id._serialized)).toMatchObject({ ack: 0 })
    whatsapp.faults.holdSends(false)
    expect((await library.event('message_ack')).args[1]).toBe(1)
    expect(whatsapp.phone.received(citizen)).toMatchObject([{ id: sent.id.id }])
  })

  it('after a kill a send that crossed is found acknowledged', async () => {
    const sent = await library.client.sendMessage(chat, 'Salió')
    await library.event('message_ack', 3)
    await kill()
    await restart()
    expect(await library.client.getMessageById(sent.id._serialized)).toMatchObject({ ack: 3 })
    expect(whatsapp.phone.crossings(citizen)).toHaveLength(1)
  })

  it('after a kill a send that never began is not found', async () => {
    await kill()
    await restart()
    expect(await library.client.getMessageById(`true_${chat}_3EB0CCCCCCCCCCCCCCCCCC`)).toBeNull()
  })

  describe('a send that was given up while its file went up', () => {
    const file = (text: string) =>
      new WhatsAppWeb.MessageMedia('text/plain', Buffer.from(text).toString('base64'), `${text}.txt`)
    const begin = async (id: string, content: string | WhatsAppWeb.MessageMedia) => {
      await library.page().evaluate(chooseNextId, id)
      const options = { waitUntilMsgSent: true, extra: { ventanillaId: id }, sendMediaAsDocument: true }
      return library.client.sendMessage(chat, content, options).then(
        (sent) => sent.id.id,
        (error: unknown) => String(error),
      )
    }
    const giveUp = (id: string) => library.page().evaluate(outcomeOf, id)
    const uploads = (count: number) => expect.poll(whatsapp.faults.uploadsHeld).toBe(count)
    const shown = () => whatsapp.phone.received(citizen).map(({ id, text, file }) => `${id} ${file?.fileName ?? text}`)
    const [one, two] = ['3EB0111111111111111111', '3EB0222222222222222222']

    beforeEach(async () => {
      expect(await library.page().evaluate(takeOverSends)).toBe(true)
      whatsapp.faults.holdUploads(true)
    })

    it('does not leave under another id when it wakes', async () => {
      const first = begin(one, file('uno'))
      await uploads(1)
      await giveUp(one)
      whatsapp.faults.letUploadGo()
      expect(await first).toContain('given up')
      expect(await begin(two, 'dos')).toBe(two)
      expect(shown()).toEqual([`${two} dos`])
    })

    it('does not take the id of the one after it, which leaves later under its own', async () => {
      const first = begin(one, file('uno'))
      await uploads(1)
      await giveUp(one)
      const second = begin(two, file('dos'))
      await uploads(2)
      whatsapp.faults.letUploadGo()
      expect(await first).toContain('given up')
      whatsapp.faults.holdUploads(false)
      expect(await second).toContain('given up')
      await giveUp(two)
      expect(shown()).toEqual([])
      expect(await begin(two, file('dos'))).toBe(two)
      expect(shown()).toEqual([`${two} dos.txt`])
    })
  })

  it('sends over a broken socket once it is back', async () => {
    await whatsapp.phone.send({ from: citizen, text: '¿Me oyen?' })
    await library.event('message')
    whatsapp.faults.offline(true)
    const sent = await library.client.sendMessage(chat, 'Sin línea', { sendSeen: false })
    expect(sent.ack).toBe(0)
    whatsapp.faults.offline(false)
    await library.event('message_ack', 3)
    expect(whatsapp.phone.received(citizen)).toMatchObject([{ id: sent.id.id, text: 'Sin línea' }])
    expect(library.count('disconnected')).toBe(0)
  })
})
