import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startFakeWhatsApp } from './fake/server.ts'
import { libraryClient, linkedClient, profileFolder } from './library-client.ts'

describe('a whole life of the link', () => {
  it('goes from the code over messages and a restart without a code to the logout', async () => {
    const whatsapp = await startFakeWhatsApp()
    const profile = await profileFolder()
    const citizen = '+34700100001'

    const first = await linkedClient(whatsapp, profile.path)
    expect(first.names()).toEqual(['qr', 'authenticated', 'ready'])
    expect(first.client.info.wid._serialized).toBe('34700900900@c.us')

    await whatsapp.phone.send({ from: citizen, text: '¿A qué hora abren?' })
    const question = await first.message('message')
    expect(question).toMatchObject({ body: '¿A qué hora abren?', from: '34700100001@c.us', type: 'chat' })
    const answer = await question.reply('A las nueve')
    await first.event('message_ack', 3)
    const acks = first.emitted.filter(({ event }) => event === 'message_ack').map(({ args }) => args[1])
    expect(acks).toEqual([1, 2, 3])
    expect(whatsapp.phone.received(citizen)).toMatchObject([
      { id: answer.id.id, text: 'A las nueve', replyTo: question.id.id },
    ])
    await first.client.destroy()

    await whatsapp.phone.send({ from: citizen, text: 'Gracias' })
    const second = await libraryClient(whatsapp, profile.path)
    await second.client.initialize()
    await second.event('ready')
    expect(second.count('qr')).toBe(0)
    const [chat] = await second.client.getChats()
    const history = await chat?.fetchMessages({ limit: 10 })
    expect(history?.map(({ body }) => body)).toEqual(['¿A qué hora abren?', 'A las nueve', 'Gracias'])

    await second.client.logout()
    expect(second.count('disconnected')).toBe(0)
    const third = await libraryClient(whatsapp, profile.path)
    const started = third.client.initialize()
    await third.event('qr')
    await started
    await third.client.destroy()
    await whatsapp.close()
    await profile.remove()
  })

  it('tells of a logout on the telephone', async () => {
    const whatsapp = await startFakeWhatsApp()
    const profile = await profileFolder()
    const library = await linkedClient(whatsapp, profile.path)

    whatsapp.phone.unlink()

    expect((await library.event('disconnected')).args).toEqual(['LOGOUT'])
    await library.event('qr', 2)
    await expect.poll(() => library.listeners('change:hasSynced')).toBe(1)
    await library.client.destroy()
    await whatsapp.close()
    await profile.remove()
  })

  it('reaches nobody but this machine', async () => {
    const whatsapp = await startFakeWhatsApp()
    const profile = await profileFolder()
    const library = await linkedClient(whatsapp, profile.path)
    await expect(library.page().evaluate(() => fetch('https://example.com/'))).rejects.toThrow(/Failed to fetch/)
    await library.client.destroy()

    expect([...library.hosts].filter((host) => host !== 'web.whatsapp.com')).toEqual(['example.com'])
    const addresses = await connectedAddresses(join(profile.path, 'network.json'))
    expect(addresses).toEqual([`127.0.0.1:${whatsapp.port}`])
    await whatsapp.close()
    await profile.remove()
  })
})

/** Every address that Chromium tried to open a TCP connection to, by its own record. */
async function connectedAddresses(path: string): Promise<readonly string[]> {
  const log: {
    constants: { logEventTypes: Record<string, number> }
    events: { type: number; params?: { address?: string } }[]
  } = JSON.parse(await readFile(path, 'utf8'))
  const attempt = log.constants.logEventTypes.TCP_CONNECT_ATTEMPT
  const addresses = log.events.filter(({ type }) => type === attempt).flatMap(({ params }) => params?.address ?? [])
  return [...new Set(addresses)]
}
