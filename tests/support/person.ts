import type { BlobStore } from '../../main/store/blobs.ts'
import type { Store, Writer } from '../../main/store/store.ts'
import { words } from '../../main/store/words.ts'
import { addConversation, lineRow, messageRow } from './rows.ts'

export type FilledPerson = {
  readonly citizenId: string
  readonly conversationId: string
  /** What is theirs and nobody else's, wherever it was written. */
  readonly tokens: readonly string[]
}

/** Long enough to leave its page for pages of its own. */
const long = (token: string) => `${token} ${'palabra '.repeat(1_100)} ${token}end`

/**
 * A citizen whose words are in every place where words of a citizen can be, each a word that is nowhere else. `mark`
 * keeps one person from another; `shared` is the content of a file that others sent too.
 */
export async function fillPerson(
  { store, blobs }: { readonly store: Store; readonly blobs: BlobStore },
  { n, mark, at, shared }: { readonly n: number; readonly mark: string; readonly at: number; readonly shared: string },
): Promise<FilledPerson> {
  const tokens: string[] = []
  const token = (place: string) => {
    const made = `zq${mark}${place}`
    tokens.push(made)
    return made
  }
  const [citizenId, conversationId, digits] = [`citizen-${n}`, `conversation-${n}`, `700${String(n).padStart(6, '0')}`]
  const content = await blobs.put(Buffer.from(`${token('content')} of a picture`))
  const common = await blobs.put(Buffer.from(shared))
  const id = (name: string) => `${name}-${n}`

  await store.transaction(async (tx) => {
    await tx
      .insertInto('lines')
      .values(lineRow())
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await addConversation(tx, n, { topic: token('topic'), last_text: token('last') })
    await tx
      .updateTable('citizens')
      .set({ name: token('name') })
      .where('id', '=', citizenId)
      .execute()
    await identifiers(tx)
    const say = sayer(store, tx, conversationId, at)
    await say(id('first'), { text: long(token('said')), provider_id: `false_34${digits}@c.us_${token('provider')}` })
    await say(id('edited'), { text: token('after'), edited_at: at })
    await say(id('note'), { direction: 'note', author_kind: 'operator', text: token('note') })
    await say(id('place'), { kind: 'location', location_json: JSON.stringify({ label: token('label') }) })
    await media(tx, id('picture'), token('file'), content)
    await media(tx, id('leaflet'), token('leaflet'), common)
    await say(id('pictured'), { kind: 'image', media_id: id('picture') })
    await say(id('handed'), { kind: 'document', media_id: id('leaflet') })
    for (let i = 0; i < 60; i += 1) await say(id(`more${i}`), { text: `una frase cualquiera ${token(`m${i}x`)}` })
    await say(id('phrase'), { text: `se ha roto la ${token('quoted')} de mi calle` })
    await around(tx)
    await matters(tx)
  })
  return { citizenId, conversationId, tokens: [...tokens, digits] }

  async function identifiers(tx: Writer) {
    const lid = { id: id('lid'), citizen_id: citizenId, kind: 'lid', value: `${token('lid')}@lid`, created_at: at }
    await tx.insertInto('citizen_identifiers').values(lid).execute()
    for (const word of [digits, `34${digits}`, token('word')])
      await tx.insertInto('citizen_words').values({ citizen_id: citizenId, word }).execute()
  }

  async function media(tx: Writer, mediaId: string, file_name: string, blob: string) {
    const row = { id: mediaId, line_id: 'line-1', ref_json: JSON.stringify({ id: token(`ref${mediaId}`) }) }
    const kept = { mime: 'image/png', file_name, bytes: 20, state: 'stored' as const, reason: null, blob }
    await tx
      .insertInto('media')
      .values({ ...row, ...kept, attempts: 1, next_attempt_at: null, created_at: at })
      .execute()
  }

  /** What hangs on messages and conversations. */
  async function around(tx: Writer) {
    const first = id('first')
    await tx
      .insertInto('message_versions')
      .values({ id: id('version'), message_id: id('edited'), text: token('before'), at })
      .execute()
    await tx
      .insertInto('reactions')
      .values({ message_id: first, author: 'citizen', emoji: token('emoji'), at })
      .execute()
    await tx
      .insertInto('drafts')
      .values({ operator_id: 'ana', conversation_id: conversationId, text: token('draft'), note: 0, updated_at: at })
      .execute()
    await tx
      .insertInto('pending_events')
      .values({
        id: id('pending'),
        line_id: 'line-1',
        provider_id: `false_34${digits}@c.us_X`,
        event_json: JSON.stringify({ text: token('late') }),
        at,
      })
      .execute()
    await tx
      .insertInto('outbox')
      .values({
        id: id('sent'),
        line_id: 'line-1',
        conversation_id: conversationId,
        citizen_id: citizenId,
        message_id: first,
        lane: 1,
        state: 'read',
        provider_id: `true_34${digits}@c.us_${token('out')}`,
        not_before: at,
        attempts: 1,
        created_at: at,
      })
      .execute()
    await tx
      .insertInto('bot_sessions')
      .values({
        conversation_id: conversationId,
        flow: 'report',
        flow_version: 1,
        state_json: JSON.stringify({ answers: { where: token('answer') } }),
        turn_json: JSON.stringify({ said: token('turn') }),
        updated_at: at,
      })
      .execute()
    await tx
      .insertInto('misunderstood')
      .values({ id: id('odd'), conversation_id: conversationId, message_id: first, guesses_json: '[]', at })
      .execute()
    await tx
      .insertInto('taught_phrases')
      .values({ id: id('taught'), intent: 'streetlight', text: `Se ha roto la zq${mark}quoted`, created_at: at })
      .execute()
  }

  async function matters(tx: Writer) {
    const of = { citizen_id: citizenId, conversation_id: conversationId, created_at: at, updated_at: at }
    await tx
      .insertInto('reports')
      .values({
        id: id('report'),
        year: 2026,
        sequence: 9_000 + n,
        what: token('what'),
        place: token('where'),
        latitude: 40_000_000,
        longitude: -3_000_000,
        words: token('words'),
        department: 'Obras',
        state: 'done',
        notify: 1,
        ...of,
      })
      .execute()
    await tx
      .insertInto('report_photos')
      .values({ report_id: id('report'), media_id: id('picture'), position: 0 })
      .execute()
    await tx
      .insertInto('report_events')
      .values({
        id: id('told'),
        report_id: id('report'),
        at,
        author_kind: 'operator',
        kind: 'told',
        value: null,
        text: token('told'),
      })
      .execute()
    await tx
      .insertInto('appointment_services')
      .values({
        id: id('service'),
        name: 'Padrón',
        department: '',
        minutes: 15,
        weekly_json: '[]',
        days_ahead: 30,
        min_notice: 0,
        active: 1,
        updated_at: at,
      })
      .execute()
    await tx
      .insertInto('bookings')
      .values({
        id: id('booking'),
        code: token('code'),
        service_id: id('service'),
        starts_at: at - 1_000,
        ends_at: at,
        seat: 0,
        state: 'done',
        name: token('booked'),
        phone: `+34${digits}`,
        note: token('bookednote'),
        ...of,
      })
      .execute()
    await tx
      .insertInto('practice_messages')
      .values({
        id: id('far'),
        phone: `+34${digits}`,
        direction: 'sent',
        kind: 'text',
        text: token('far'),
        status: null,
        delivered: 1,
        payload_json: null,
        at,
      })
      .execute()
  }
}

function sayer(store: Store, tx: Writer, conversation_id: string, at: number) {
  return async (messageId: string, message: Partial<Parameters<typeof messageRow>[0]>) => {
    const row = messageRow({ id: messageId, conversation_id, at, ...message })
    const { seq } = await tx.insertInto('messages').values(row).returning('seq').executeTakeFirstOrThrow()
    if (words(row.text).length > 0) await store.search.put(tx, Number(seq), row.text)
  }
}
