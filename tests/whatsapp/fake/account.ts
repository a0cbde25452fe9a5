import { makePageDisk, serialize } from './disk.ts'
import type { People } from './people.ts'
import { digitsOf, lidId, phoneId } from './people.ts'
import type { Key, Update, WireContact, WireMessage } from './wire.ts'

type Numbered = { readonly n: number; readonly update: Update }

type Needs = { readonly people: People; readonly phone: string; readonly name: string }

/**
 * The town hall's account on WhatsApp's servers: which device is linked, what that device has not confirmed yet, and
 * which message is which. Updates wait for an absent page in their order.
 */
export function makeAccount({ people, phone, name }: Needs) {
  const disk = makePageDisk({ nameOf: (chat) => people.sender(chat).name || (chat.split('@')[0] ?? chat) })
  const keys = new Map<string, Key>()
  const contacts = new Map<string, WireContact>()
  const writers = new Set<string>()
  const pending: Numbered[] = []
  let last = 0
  let device: string | null = null

  /** The writer, as far as the message shows who that is. */
  function remember({ key, attributes }: WireMessage): WireContact | null {
    keys.set(key.id, key)
    const author = attributes.author ?? key.remote
    if (key.fromMe || typeof author !== 'string' || !/@(lid|c\.us)$/.test(author)) return null
    if (key.remote === author) writers.add(lidOf(author))
    return learn(people.sender(author))
  }

  const lidOf = (wid: string): string => (wid.endsWith('@lid') ? wid : lidId(digitsOf(wid)))

  /** What the page knows of a person is never forgotten again. */
  function learn(contact: WireContact): WireContact {
    const known = contacts.get(contact.lid)
    const merged = { ...contact, phone: contact.phone ?? known?.phone ?? null }
    contacts.set(contact.lid, merged)
    return merged
  }

  return {
    me: { phone: phoneId(phone), lid: lidId(phone), name },
    disk,
    learn,
    contacts: (): WireContact[] => [...contacts.values()],
    device: (): string | null => device,
    pending: (): readonly Numbered[] => pending,
    hasWritten: (wid: string): boolean => writers.has(lidOf(wid)),

    /** A new device begins with the phone's whole history; nothing of it counts as new. */
    link(newDevice: string): void {
      device = newDevice
      for (const { update } of pending.splice(0)) disk.apply(update)
    },

    unlink(): void {
      device = null
    },

    push(update: Update): Numbered & { readonly writer: WireContact | null } {
      const writer = update.kind === 'message' ? remember(update.message) : null
      last += 1
      const numbered = { n: last, update }
      pending.push(numbered)
      return { ...numbered, writer }
    },

    confirm(n: number): void {
      const done = pending.findIndex((waiting) => waiting.n > n)
      for (const { update } of pending.splice(0, done === -1 ? pending.length : done)) disk.apply(update)
    },

    sent(key: Key): void {
      keys.set(key.id, key)
    },

    /** By the id alone, or by the text that the library makes of the whole key. */
    key(id: string): Key {
      const found = keys.get(id) ?? [...keys.values()].find((key) => serialize(key) === id)
      if (!found) throw new Error(`no message ${id} in this fake`)
      return found
    },
  }
}

export type Account = ReturnType<typeof makeAccount>
