import type { WireMessage } from '../wire.ts'
import type { Connection } from './connection.ts'
import type { Disk } from './disk.ts'
import { keyToWire, MsgKey, Wid } from './ids.ts'
import type { Attributes } from './model.ts'
import { type Chat, Msg, type Stores } from './stores.ts'

const REFUSED = -1
const ON_THE_SERVER = 1

/** What becomes of a send, as WhatsApp names it. */
type Outcome = { readonly messageSendResult: 'OK' | 'ERROR_UNKNOWN'; readonly t: number; readonly code?: number }

function travelling(value: unknown): unknown {
  if (value instanceof Wid || value instanceof MsgKey) return value._serialized
  if (value instanceof Uint8Array) return [...value]
  return value
}

function toWire(msg: Msg): WireMessage {
  const { id: _, isNewMsg: __, ...attributes } = msg.serialize()
  const entries = Object.entries(attributes).map(([name, value]) => [name, travelling(value)])
  return { key: keyToWire(msg.id), attributes: Object.fromEntries(entries) }
}

type Needs = { readonly stores: Stores; readonly disk: Disk; readonly connection: () => Connection }

/** Sends: first on disk, then in the chat, then over the wire; what has no answer goes again after each new login. */
export function makeSending({ stores, disk, connection }: Needs) {
  const outcomes = new Map<string, (outcome: Outcome) => void>()
  const underway = new Set<string>()

  async function transmit(message: WireMessage, serialized: string): Promise<void> {
    if (underway.has(serialized)) return
    underway.add(serialized)
    const { refused } = await connection().ask({ what: 'send', message })
    underway.delete(serialized)
    const msg = stores.msgs.get(serialized)
    if (refused !== null) msg?.set({ ack: REFUSED, isSendFailure: true })
    else if (msg && msg.ack < ON_THE_SERVER) msg.set({ ack: ON_THE_SERVER })
    await disk.dropUnsent(serialized)
    const outcome: Outcome =
      refused === null
        ? { messageSendResult: 'OK', t: Math.floor(Date.now() / 1000) }
        : { messageSendResult: 'ERROR_UNKNOWN', t: 0, code: refused }
    outcomes.get(serialized)?.(outcome)
    outcomes.delete(serialized)
  }

  async function addToChat(chat: Chat, { mediaBlob: _, ...attributes }: Attributes & { readonly id: MsgKey }) {
    const msg = new Msg({ ...attributes, id: attributes.id })
    await disk.keepUnsent(msg.id._serialized, toWire(msg))
    chat.msgs.add(msg)
    stores.msgs.add(msg)
    chat.set({ t: Math.max(chat.t, msg.t), lastReceivedKey: msg.id })
    return msg
  }

  return {
    addAndSend(chat: Chat, attributes: Attributes & { readonly id: MsgKey }): [Promise<Msg>, Promise<Outcome>] {
      const sent = new Promise<Outcome>((resolve) => outcomes.set(attributes.id._serialized, resolve))
      const added = addToChat(chat, attributes)
      added.then((msg) => transmit(toWire(msg), msg.id._serialized)).catch(reportError)
      return [added, sent]
    },

    /** After a login, also the first of a new document: what is on disk is shown as unsent and sent again. */
    async sendAgain(): Promise<void> {
      underway.clear()
      for (const message of await disk.unsent()) {
        const [msg] = stores.loadRows([{ ...message, row: Number.MAX_SAFE_INTEGER }])
        const { fromMe, remote, id, participant } = message.key
        const serialized =
          msg?.id._serialized ?? [fromMe, remote, id, participant].filter((p) => p !== undefined).join('_')
        transmit(message, serialized).catch(reportError)
      }
    },
  }
}

export type Sending = ReturnType<typeof makeSending>
