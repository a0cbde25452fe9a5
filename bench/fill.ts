import { randomFrom } from './random.ts'
import type { RawStore, Values } from './raw-store.ts'
import { citizenOf, textOf } from './words.ts'

/** `quick` fits in about a minute, `full` in about ten. */
export type Size = 'quick' | 'full'

/** How much a town has stored. */
export type Amount = { readonly conversations: number; readonly messages: number }

export type FillNeeds = Amount & {
  readonly raw: RawStore
  readonly lineId: string
  /** Everybody who answers, the one whose inbox is measured first. */
  readonly operators: readonly string[]
  /** Epoch milliseconds of the newest message. */
  readonly now: number
  readonly say: (text: string) => void
}

const chunk = 10_000
/** The stored messages were written over so long. */
const span = 730 * 86_400_000
const changesKept = 50_000
/** What the store's own beginning has noted lies below. */
const firstChange = 1_000

/** Ids shaped as ours and in the order of their numbers; `kind` keeps tables apart. */
export const idOf = (kind: number, number: number): string =>
  `01900000-${kind.toString(16).padStart(4, '0')}-7000-8000-${number.toString(16).padStart(12, '0')}`

const citizen = 1
const conversation = 2
const message = 3
const other = 4

/** Fills a store as years of work leave it: nearly everything resolved, a small part open, snoozed or with the assistant. */
export async function fill(needs: FillNeeds): Promise<void> {
  await needs.raw.loading(async () => {
    await inChunks(needs.conversations, (from, to) => loadPeople(needs, from, to))
    await inChunks(needs.messages, async (from, to) => {
      await loadMessages(needs, from, to)
      if (to % 200_000 === 0) needs.say(`${to} of ${needs.messages} messages are in`)
    })
    await inChunks(Math.min(changesKept, needs.messages), (from, to) => loadChanges(needs, from, to))
  })
}

async function inChunks(count: number, work: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += chunk) await work(from, Math.min(count, from + chunk))
}

const range = <T>(from: number, to: number, make: (number: number) => T): T[] =>
  Array.from({ length: to - from }, (_, index) => make(from + index))

type Said = { readonly number: number; readonly text: string; readonly direction: 'in' | 'out'; readonly at: number }

/** The conversations take turns in an order that looks like none. */
const conversationOf = (number: number, conversations: number): number => (number * 7_919) % conversations

/** The message of a number. */
function said(needs: FillNeeds, number: number): Said & { readonly conversation: number } {
  const at = needs.now - Math.floor((span * (needs.messages - number)) / needs.messages)
  const direction = randomFrom(number)() < 0.6 ? 'in' : 'out'
  return { number, text: textOf(number), direction, at, conversation: conversationOf(number, needs.conversations) }
}

async function loadPeople(needs: FillNeeds, from: number, to: number): Promise<void> {
  const { raw, now } = needs
  const made = now - span
  const people = range(from, to, (number) => ({ number, ...citizenOf(number) }))
  await raw.load(
    'citizens',
    people.map(({ number, name }) => ({
      ...{ id: idOf(citizen, number), name, name_key: name.toLowerCase(), language: 'es', created_at: made },
      neighbourhood: `Barrio ${number % 40}`,
    })),
  )
  await raw.load(
    'citizen_identifiers',
    people.map(({ number, phone }) => {
      const id = idOf(citizen, number)
      return { id, citizen_id: id, kind: 'phone', value: phone, created_at: made }
    }),
  )
  await raw.load(
    'citizen_words',
    people.flatMap(({ number, name, phone }) =>
      wordsOf(name, phone).map((word) => ({ citizen_id: idOf(citizen, number), word })),
    ),
  )
}

function wordsOf(name: string, phone: string): string[] {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
  return [...new Set([...plain.split(' '), phone.slice(1), phone.slice(3)])]
}

async function loadMessages(needs: FillNeeds, from: number, to: number): Promise<void> {
  const { raw, messages, conversations } = needs
  const all = range(from, to, (number) => said(needs, number))
  await raw.load(
    'messages',
    all.map((each) => messageRow(needs, each)),
  )
  await raw.load(
    'outbox',
    all.filter(({ direction }) => direction === 'out').map((each) => outboxRow(needs, each)),
  )
  await raw.loadIndex(
    all.map((each) => ({
      seq: each.number + 1,
      text: each.text,
      direction: each.direction,
      conversation_id: idOf(conversation, each.conversation),
    })),
  )
  const last = all.filter(({ number }) => number >= messages - conversations)
  await raw.load(
    'conversations',
    last.map((each) => conversationRow(needs, each)),
  )
}

type Placed = Said & { readonly conversation: number }

function messageRow({ lineId, operators }: FillNeeds, each: Placed): Values {
  const inbound = each.direction === 'in'
  return {
    seq: each.number + 1,
    id: idOf(message, each.number),
    line_id: lineId,
    conversation_id: idOf(conversation, each.conversation),
    direction: each.direction,
    author_kind: inbound ? 'citizen' : 'operator',
    author_id: inbound ? idOf(citizen, each.conversation) : (operators[each.number % operators.length] ?? null),
    kind: 'text',
    text: each.text,
    provider_id: providerId(each.number),
    provider_at: inbound ? each.at : null,
    at: each.at,
  }
}

function outboxRow({ lineId }: FillNeeds, each: Placed): Values {
  return {
    id: idOf(other, each.number),
    line_id: lineId,
    conversation_id: idOf(conversation, each.conversation),
    citizen_id: idOf(citizen, each.conversation),
    message_id: idOf(message, each.number),
    lane: 1,
    state: 'read',
    provider_id: providerId(each.number),
    not_before: each.at,
    attempts: 1,
    accepted_at: each.at,
    created_at: each.at,
  }
}

/** Random as WhatsApp's are, so that their index is written all over. */
const providerId = (number: number): string =>
  `3EB0${((number * 2_654_435_761) % 2 ** 48).toString(16).toUpperCase().padStart(18, '0')}`

function conversationRow(needs: FillNeeds, each: Placed): Values {
  const { lineId, operators, now } = needs
  const random = randomFrom(each.conversation)
  const share = random()
  const assignee = random() < 0.6 ? (operators[each.conversation % operators.length] ?? null) : null
  const inbound = each.direction === 'in'
  return {
    id: idOf(conversation, each.conversation),
    line_id: lineId,
    citizen_id: idOf(citizen, each.conversation),
    unfinished: 0,
    last_seq: each.number + 1,
    last_inbound_seq: inbound ? each.number + 1 : 1,
    last_text: each.text.slice(0, 160),
    last_kind: 'text',
    last_direction: each.direction,
    last_at: each.at,
    created_at: now - span,
    state: 'resolved',
    assignee_id: assignee,
    waiting_since: null,
    snoozed_until: null,
    ...(share > 0.92 && { state: 'bot', assignee_id: null, unfinished: random() < 0.25 ? 1 : 0 }),
    ...(share > 0.96 && {
      state: 'open',
      assignee_id: assignee,
      unfinished: 0,
      waiting_since: inbound ? each.at : null,
    }),
    ...(share > 0.99 && { state: 'snoozed', waiting_since: null, snoozed_until: now + Math.floor(random() * span) }),
  }
}

async function loadChanges(needs: FillNeeds, from: number, to: number): Promise<void> {
  const rows = range(from, to, (number) => {
    const last = said(needs, needs.messages - 1 - (number % needs.messages))
    return {
      seq: firstChange + number,
      at: last.at,
      kind: 'message',
      conversation_id: idOf(conversation, last.conversation),
      object_id: idOf(message, last.number),
      inbound: last.direction === 'in' ? 1 : 0,
    }
  })
  await needs.raw.load('changes', rows)
}
