import type { Permission } from '../../contract/base.ts'
import type { Language } from '../../contract/common.ts'
import type { Conversation, DeliveryStatus, Failure, Media, Message, MessageKind, View } from '../../contract/inbox.ts'
import { views } from '../../contract/inbox.ts'
import { Problem } from '../../contract/problems.ts'
import type { BlobStore } from '../store/blobs.ts'
import type { SearchQuery, Store } from '../store/store.ts'
import { believedTime, longestShown, preview } from './rules.ts'
import {
  isMediaReserved,
  type ShownMessage,
  selectFound,
  selectMedia,
  selectMessage,
  selectReactions,
  selectThread,
} from './thread-queries.ts'
import {
  type Cursor,
  countView,
  cursorOf,
  type ListedConversation,
  selectConversation,
  selectConversationsByCitizenWord,
  selectView,
} from './view-queries.ts'

export type InboxReader = ReturnType<typeof inboxReader>

/** Who asks. What lies in the reserved folder is told to nobody else than who may open it. */
export type Viewer = { readonly permissions: ReadonlySet<Permission> }

const nobody: Viewer = { permissions: new Set() }
const opens = ({ permissions }: Viewer): boolean => permissions.has('sensitive.read')

/** Pages of the index that one search looks through for what may be told. */
const mostPages = 20

type Found = {
  conversation: Pick<Conversation, 'id' | 'state'>
  citizen: Pick<Conversation['citizen'], 'id' | 'name' | 'phone'>
  message: Pick<Message, 'id' | 'seq' | 'text' | 'direction' | 'at'>
}

/** What consoles see of the inbox. */
export function inboxReader(needs: {
  readonly store: Store
  readonly blobs: BlobStore
  /** A search text as one folded word, to find citizens by name or number; empty when it holds none. */
  readonly citizenWord: (text: string) => string
}) {
  const { store, blobs } = needs
  const db = store.read

  const withReactions = async (rows: readonly ShownMessage[], { whole, opened }: Telling): Promise<Message[]> => {
    const reactions =
      rows.length === 0
        ? []
        : await selectReactions(
            db,
            rows.map((row) => row.id),
          )
    return rows.map((row) => ({
      ...toMessage(row, { whole, opened }),
      reactions: reactions
        .filter((reaction) => reaction.message_id === row.id && (opened || row.reserved_at === null))
        .map(({ emoji, author }) => ({ emoji, author: author as 'citizen' | 'operator' | 'bot' })),
    }))
  }

  const foundOn = async (seqs: readonly number[], opened: boolean): Promise<Found[]> => {
    if (seqs.length === 0) return []
    const rows = new Map((await selectFound(db, seqs)).map((row) => [Number(row.seq), row]))
    return seqs.flatMap((seq) => {
      const row = rows.get(Number(seq))
      if (!row) return []
      if (!opened && (row.reserved_at !== null || row.conversation_reserved_at !== null)) return []
      return {
        conversation: { id: row.conversation_id, state: row.state },
        citizen: { id: row.citizen_id, name: row.citizen_name, phone: row.phone },
        message: {
          id: row.id,
          seq: Number(row.seq),
          text: row.text.slice(0, longestShown),
          direction: row.direction,
          at: row.at,
        },
      }
    })
  }

  /** What may be told, and where to go on when what may not filled the pages looked through. */
  const foundMessages = async (query: SearchQuery, opened: boolean) => {
    const found: Found[] = []
    let { before } = query
    for (let pages = 0; found.length < query.limit; pages += 1) {
      if (pages >= mostPages) return { found, lookedTo: before ?? null }
      const seqs = await store.search.find({ ...query, ...(before !== undefined && { before }) })
      found.push(...(await foundOn(seqs, opened)))
      if (seqs.length < query.limit) break
      before = Number(seqs.at(-1))
    }
    return { found: found.slice(0, query.limit), lookedTo: null }
  }

  const foundCitizens = async (q: string, opened: boolean): Promise<Found[]> => {
    const word = needs.citizenWord(q)
    if (!word) return []
    const rows = (await selectConversationsByCitizenWord(db, word, 10)).filter(
      (row) => opened || row.reserved_at === null,
    )
    return rows.map((row) => ({
      conversation: { id: row.id, state: row.state },
      citizen: { id: row.citizen_id, name: row.citizen_name, phone: row.phone },
      message: {
        id: row.id,
        seq: row.last_seq,
        text: lastWords(row, opened),
        direction: row.last_direction,
        at: row.last_at,
      },
    }))
  }

  return {
    async list(
      query: { view: View; operatorId: string; limit: number; cursor?: string | undefined },
      viewer: Viewer = nobody,
    ) {
      const after = readCursor(query.cursor)
      const rows = await selectView(db, { ...query, limit: query.limit + 1, after })
      const shown = rows.slice(0, query.limit)
      const last = shown.at(-1)
      const nextCursor = rows.length > query.limit && last ? writeCursor(cursorOf(query.view, last)) : null
      const opened = opens(viewer)
      return { items: shown.map((row) => toConversation(row, opened)), nextCursor }
    },

    /** How many conversations each view holds, counted up to 1,000. */
    async counts(operatorId: string): Promise<Record<View, number>> {
      const counted = await Promise.all(
        views.map(async (view) => [view, await countView(db, view, operatorId)] as const),
      )
      return Object.fromEntries(counted) as Record<View, number>
    },

    async get(id: string, viewer: Viewer = nobody): Promise<Conversation> {
      const row = await selectConversation(db, id)
      if (!row) throw new Problem('NOT_FOUND')
      return toConversation(row, opens(viewer))
    },

    /** Throws NOT_FOUND, or NOT_ALLOWED for a conversation of the reserved folder. */
    async requireOpen(id: string, viewer: Viewer): Promise<void> {
      const row = await selectConversation(db, id)
      if (!row) throw new Problem('NOT_FOUND')
      if (row.reserved_at !== null && !opens(viewer)) throw new Problem('NOT_ALLOWED')
    },

    /** Throws NOT_ALLOWED for a conversation of the reserved folder, as `message` and `media` do. */
    async messages(query: { id: string; limit: number; cursor?: string | undefined }, viewer: Viewer = nobody) {
      const opened = opens(viewer)
      const before = readSeqCursor(query.cursor)
      const rows = await selectThread(db, { conversationId: query.id, before, limit: query.limit + 1 })
      const shown = rows.slice(0, query.limit)
      requireOpened(shown, opened)
      if (shown.length === 0 && !(await selectConversation(db, query.id))) throw new Problem('NOT_FOUND')
      return {
        items: await withReactions(shown, { whole: false, opened }),
        nextCursor: rows.length > query.limit ? String(shown.at(-1)?.seq) : null,
      }
    },

    async message(id: string, viewer: Viewer = nobody): Promise<Message> {
      const row = await selectMessage(db, id)
      if (!row) throw new Problem('NOT_FOUND')
      requireOpened([row], opens(viewer))
      const [message] = await withReactions([row], { whole: true, opened: opens(viewer) })
      return message as Message
    },

    async media(id: string, viewer: Viewer = nobody): Promise<Blob> {
      const row = await selectMedia(db, id)
      if (!row) throw new Problem('NOT_FOUND')
      if (!opens(viewer) && (await isMediaReserved(db, id))) throw new Problem('NOT_ALLOWED')
      if (row.state !== 'stored' || !row.blob) throw new Problem('MEDIA_UNAVAILABLE')
      return new File([new Uint8Array(await blobs.get(row.blob))], row.file_name ?? id, { type: row.mime })
    },

    /** Whether a file is taken for a picture of an identity document. */
    isIdentity: async (id: string): Promise<boolean> => (await selectMedia(db, id))?.identity_at != null,

    /** Citizens by name or number, then messages by their words, newest first; the citizens only on the first page. */
    async search(
      query: { q: string; limit: number; cursor?: string | undefined } & Omit<SearchQuery, 'before'>,
      viewer: Viewer = nobody,
    ) {
      const opened = opens(viewer)
      const { cursor, limit, ...filters } = query
      const before = readSeqCursor(cursor)
      const page = { ...filters, ...(before !== null && { before }), limit: limit + 1 }
      const { found: messages, lookedTo } = await foundMessages(page, opened)
      const unfiltered = !filters.direction && !filters.conversationId && !filters.from && !filters.to
      const people = before === null && unfiltered ? (await foundCitizens(query.q, opened)).slice(0, limit) : []
      const shown = messages.slice(0, limit - people.length)
      const next = messages[shown.length]
      const goesOn = next ? next.message.seq + 1 : lookedTo
      return { items: [...people, ...shown], nextCursor: goesOn === null ? null : String(goesOn) }
    },
  }
}

const writeCursor = ({ key, id }: Cursor) => `${key}_${id}`

function readCursor(cursor: string | undefined): Cursor | null {
  if (cursor === undefined) return null
  const [key, id] = cursor.split('_')
  if (!key || !id || !Number.isSafeInteger(Number(key))) throw new Problem('BAD_INPUT', { fields: ['cursor'] })
  return { key: Number(key), id }
}

/** The cursor of what is ordered by `seq`: only what is older than it comes next. */
function readSeqCursor(cursor: string | undefined): number | null {
  if (cursor === undefined) return null
  const seq = Number(cursor)
  if (!Number.isSafeInteger(seq)) throw new Problem('BAD_INPUT', { fields: ['cursor'] })
  return seq
}

type Telling = { readonly whole: boolean; readonly opened: boolean }

function requireOpened(rows: readonly ShownMessage[], opened: boolean): void {
  if (!opened && rows.some((row) => row.conversation_reserved_at !== null)) throw new Problem('NOT_ALLOWED')
}

const lastWords = (row: ListedConversation, opened: boolean) =>
  opened || row.last_reserved_at === null ? row.last_text : ''

/** Nobody's: what stands for the citizen of a conversation that is withheld. */
const someone = { id: 'withheld', name: '', phone: null, language: null }

function toConversation(row: ListedConversation, opened: boolean): Conversation {
  const withheld = row.reserved_at !== null && !opened
  const shown = { ...openConversation(row, opened), reserved: row.reserved_at !== null, withheld }
  return withheld ? { ...shown, citizen: someone, topic: null, lastMessage: null } : shown
}

function openConversation(row: ListedConversation, opened: boolean): Omit<Conversation, 'reserved' | 'withheld'> {
  return {
    id: row.id,
    state: row.state,
    citizen: {
      id: row.citizen_id,
      name: row.citizen_name,
      phone: row.phone,
      language: row.citizen_language as Language | null,
    },
    assignee: row.assignee_id ? { id: row.assignee_id, name: row.assignee_name ?? '' } : null,
    waitingSince: row.waiting_since,
    snoozedUntil: row.snoozed_until,
    unfinished: row.unfinished === 1,
    topic: row.topic,
    alarm: row.urgency === 0,
    retiredAt: row.retired_at,
    lastMessage:
      row.last_seq === 0
        ? null
        : {
            text: lastWords(row, opened),
            direction: row.last_direction,
            kind: row.last_kind as MessageKind,
            at: row.last_at,
          },
  }
}

function toMessage(row: ShownMessage, { whole, opened }: Telling): Omit<Message, 'reactions'> {
  const withheld = row.reserved_at !== null && !opened
  const isShown = row.deleted_at === null && !withheld
  const text = isShown ? row.text : ''
  return {
    id: row.id,
    seq: Number(row.seq),
    conversationId: row.conversation_id,
    direction: row.direction,
    author: { kind: row.author_kind, id: row.author_id, name: row.operator_name ?? row.citizen_name },
    kind: row.kind as MessageKind,
    text: whole ? text : text.slice(0, longestShown),
    truncated: !whole && text.length > longestShown,
    reserved: row.reserved_at !== null,
    withheld,
    media: isShown ? toMedia(row) : null,
    location: row.location_json && isShown ? { label: null, ...JSON.parse(row.location_json) } : null,
    replyTo: toReply(row, opened),
    at: believedTime(row.provider_at, row.at),
    editedAt: row.edited_at,
    deletedAt: row.deleted_at,
    status: row.status as DeliveryStatus | null,
    failure: row.failure as Failure | null,
    undoUntil: row.status === 'queued' && row.author_kind === 'operator' ? row.not_before : null,
  }
}

const toMedia = (row: ShownMessage): Media | null =>
  row.media_id
    ? {
        id: row.media_id,
        mime: row.mime ?? 'application/octet-stream',
        bytes: row.bytes ?? 0,
        fileName: row.file_name,
        state: row.media_state ?? 'pending',
        reason: row.media_reason as Media['reason'],
        ...(row.identity_at !== null && { identity: true }),
        ...(row.kept_at !== null && { kept: true }),
      }
    : null

const toReply = (row: ShownMessage, opened: boolean): Message['replyTo'] =>
  row.reply_id && row.reply_direction
    ? {
        id: row.reply_id,
        text:
          row.reply_deleted_at === null && (opened || row.reply_reserved_at === null)
            ? preview(row.reply_text ?? '')
            : '',
        direction: row.reply_direction,
      }
    : null
