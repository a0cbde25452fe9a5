import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import WhatsAppWeb from 'whatsapp-web.js'
import { vcardOf } from '../../main/channels/card.ts'
import { startFakeWhatsApp } from './fake/server.ts'
import { libraryClient, linkedClient, profileFolder } from './library-client.ts'

const citizen = '+34700500001'
const chat = '34700500001@c.us'
const photo = join(import.meta.dirname, '../../resources/practice/media/lamp.jpg')

/**
 * Everything our channel does with the library, and the names of all modules of WhatsApp's page that it needs for it:
 * `page-modules.json`. A new name means that an update of the library leans on more of WhatsApp's inside than before;
 * look at what it does there, give the fake page the module, then write the name down.
 */
it('asks for no other modules of the page than those written down', async () => {
  const whatsapp = await startFakeWhatsApp()
  const profile = await profileFolder()
  const first = await linkedClient(whatsapp, profile.path, { deviceName: 'Ventanilla' })
  const { client } = first

  await whatsapp.phone.send({ from: citizen, text: 'Hola: https://example.com/' })
  const text = await first.message('message', 1)
  const bytes = await readFile(photo)
  await whatsapp.phone.send({ from: citizen, kind: 'image', media: { bytes, mime: 'image/jpeg' } })
  await (await first.message('message', 2)).downloadMedia()
  await text.reply('Mire https://example.com/')
  await client.sendMessage(chat, new WhatsAppWeb.MessageMedia('image/jpeg', bytes.toString('base64')))
  await client.sendMessage('34700500002@c.us', 'A alguien nuevo')
  const card = vcardOf({ name: 'Ayuntamiento', phone: '+34700500009' })
  await client.sendMessage(chat, card, { parseVCards: true })
  await first.event('message_ack', 9)

  whatsapp.phone.answersResends(true)
  const id = await whatsapp.phone.send({ from: citizen, text: 'luego', undecryptable: true })
  await first.event('message_ciphertext')
  expect(await first.message('message', 3)).toMatchObject({ body: 'luego', id: { id } })
  await whatsapp.phone.react(id, '👍', { from: citizen })
  await first.event('message_reaction')

  await client.getNumberId('34700500003')
  await client.getContactById(chat)
  await client.getContacts()
  await client.getContactLidAndPhone([chat])
  await whatsapp.phone.send({ from: citizen, chat: '120363000000000003@g.us', text: 'A todos' })
  await first.message('message', 4)
  await Promise.all((await client.getChats()).map((one) => one.fetchMessages({ limit: 60 })))
  await (await client.getChatById(chat)).sendStateTyping()
  await client.getState()
  await client.destroy()

  const second = await libraryClient(whatsapp, profile.path)
  await second.client.initialize()
  await second.event('ready')
  await second.client.getMessageById(text.id._serialized)
  await second.client.logout()
  await whatsapp.close()
  await profile.remove()

  const known: unknown = JSON.parse(await readFile(join(import.meta.dirname, 'page-modules.json'), 'utf8'))
  expect([...whatsapp.modulesAsked].sort()).toEqual(known)
})
