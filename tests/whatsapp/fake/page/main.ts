import type { PageSettings, Told, Update } from '../wire.ts'
import { connect } from './connection.ts'
import { makeContacts } from './contacts.ts'
import { openDisk } from './disk.ts'
import { createWid, keyFromWire } from './ids.ts'
import { makeMedia } from './media.ts'
import { makeModules } from './modules.ts'
import { makeSending } from './send.ts'
import { makeSession } from './session.ts'
import { makeStores } from './stores.ts'

const settings = JSON.parse(document.getElementById('settings')?.textContent ?? '') as PageSettings
const disk = await openDisk(settings)
const contacts = makeContacts()
const stores = makeStores({ contacts })
const session = makeSession({ settings, disk, connection: () => connection })
const sending = makeSending({ stores, disk, connection: () => connection })

async function apply(update: Update): Promise<void> {
  switch (update.kind) {
    case 'message':
      return stores.receive(update.message)
    case 'change':
      stores.msgs.get(keyFromWire(update.key))?.set({ ...update.set })
      return
    case 'reaction':
      return reaction(update.reaction)
  }
}

function load({ me, chats, contacts: people }: Extract<Told, { type: 'welcome' }>): void {
  contacts.learn(me, { isMe: true })
  for (const person of people) contacts.learn(person)
  for (const chat of chats) stores.loadChat(chat)
}

async function take(frame: Told): Promise<void> {
  switch (frame.type) {
    case 'ref':
      return session.ref(frame.ref)
    case 'paired':
      return session.paired(frame.device)
    case 'welcome':
      load(frame)
      session.welcome(frame)
      return
    case 'update':
      // What cannot be shown is taken all the same: it must not stand in the way of what follows.
      await apply(frame.update).catch(reportError)
      connection.write({ type: 'confirm', n: frame.n })
      return
    case 'caught up':
      connection.askAgain()
      await sending.sendAgain()
      session.sync().then(publish).catch(reportError)
      return
    case 'contact':
      return contacts.learn(frame.contact)
    case 'state':
      session.socket.set({ state: frame.state })
      return
    case 'removed':
      return session.removed()
    case 'call':
      return call(frame.id, createWid(frame.from))
    case 'do':
      return session.act(frame.deed)
  }
}

const connection = connect({
  neverAnswered: settings.neverAnswered,
  onFrame: take,
  onOpen: session.hello,
  onClose: session.lost,
})
const { modules, reaction, call } = makeModules({
  session,
  stores,
  contacts,
  sending,
  connection,
  media: makeMedia(),
})

const asked = new Set<string>()

function requireModule(name: string): unknown {
  if (!asked.has(name)) {
    asked.add(name)
    connection.write({ type: 'modules', names: [name] })
  }
  if (!Object.hasOwn(modules, name) || settings.missing.includes(name)) {
    throw new Error(`Requiring unknown module "${name}"`)
  }
  return modules[name]
}

/** From here on the library sees a page of WhatsApp Web. */
function publish(): void {
  Object.assign(window, { Debug: { VERSION: settings.version } })
}

Object.assign(window, { require: requireModule })
if (settings.published && (settings.sync !== 'early' || (await disk.device()) === null)) publish()
