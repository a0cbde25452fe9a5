import type { Attributes, Key, Update, WireChat, WireMessage, WireRow } from './wire.ts'

export const serialize = ({ fromMe, remote, id, participant }: Key): string =>
  [String(fromMe), remote, id, participant].filter((part) => part !== undefined).join('_')

type StoredChat = { name: string; t: number; unread: number; archived: boolean; readonly rows: WireRow[] }

const FIRST_ROW = 1

/**
 * What a linked page would find in its own database after a restart: everything it confirmed, and nothing else. It is
 * kept on this side so that tests can look at it; what a kill may tear (who the page is, what it has not sent) is in
 * the browser's profile.
 */
export function makePageDisk(needs: { nameOf(chat: string): string }) {
  const chats = new Map<string, StoredChat>()
  const rows = new Map<string, { readonly chat: string; readonly index: number }>()
  let next = FIRST_ROW

  function open(id: string): StoredChat {
    const known = chats.get(id)
    if (known) return known
    const made: StoredChat = { name: needs.nameOf(id), t: 0, unread: 0, archived: false, rows: [] }
    chats.set(id, made)
    return made
  }

  function add({ key, attributes }: WireMessage): void {
    const name = serialize(key)
    if (rows.has(name)) return
    const chat = open(key.remote)
    rows.set(name, { chat: key.remote, index: chat.rows.length })
    chat.rows.push({ key, attributes, row: next })
    next += 1
    chat.t = Math.max(chat.t, Number(attributes.t) || 0)
    if (!key.fromMe) chat.unread += 1
  }

  function change(key: Key, set: Attributes): void {
    const place = rows.get(serialize(key))
    const row = place && chats.get(place.chat)?.rows[place.index]
    if (!place || !row) return
    chats.get(place.chat)?.rows.splice(place.index, 1, { ...row, attributes: { ...row.attributes, ...set } })
  }

  return {
    add,
    change,

    apply(update: Update): void {
      if (update.kind === 'message') add(update.message)
      if (update.kind === 'change') change(update.key, update.set)
    },

    seen(id: string): void {
      open(id).unread = 0
    },

    archive(id: string): void {
      open(id).archived = true
    },

    list(): WireChat[] {
      return [...chats].map(([id, { rows: all, ...chat }]) => ({ ...chat, id, last: all.at(-1) ?? null }))
    },

    /** The newest `limit` messages of a chat before a place, oldest first. */
    earlier(id: string, before: number | null, limit: number): readonly WireRow[] {
      const all = chats.get(id)?.rows ?? []
      const end = before === null ? all.length : all.findLastIndex(({ row }) => row < before) + 1
      return all.slice(Math.max(0, end - limit), end)
    },

    byName(names: readonly string[]): readonly WireRow[] {
      return names.flatMap((name) => {
        const place = rows.get(name)
        const row = place && chats.get(place.chat)?.rows[place.index]
        return row ? [row] : []
      })
    },
  }
}

export type PageDisk = ReturnType<typeof makePageDisk>
