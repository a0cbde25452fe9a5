import pino from 'pino'
import { expect, it } from 'vitest'
import { searchedWord } from '../../main/citizens/rules.ts'
import { inboxReader } from '../../main/inbox/reader.ts'
import { messageRetiring } from '../../main/inbox/retiring.ts'
import { mediaRetiring } from '../../main/media/retiring.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { permissionsOf } from '../../main/operators/rules.ts'
import type { RetentionNeeds } from '../../main/privacy/retention/needs.ts'
import { retention } from '../../main/privacy/retention/service.ts'
import { manualClock } from '../support/clock.ts'
import { sequentialIds } from '../support/ids.ts'
import { addConversation, lineRow, messageRow } from '../support/rows.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'
import { town } from '../support/town.ts'

const day = 86_400_000
const night = Date.parse('2026-06-10T02:30:00Z')
const dpo: Operator = { id: 'eva', name: 'Eva', role: 'dpo', permissions: permissionsOf('dpo') }
const noBlobs = { get: async () => Buffer.alloc(0), put: async () => '', remove: async () => undefined }

async function townOn(open: OpenStore) {
  const clock = manualClock(night)
  const store = await open({ clock: manualClock(night) })
  const log = pino({ level: 'silent' })
  const needs: RetentionNeeds = {
    ...{ store, clock, log, newId: sequentialIds(), audit: auditTrail({ clock }), town: async () => town },
    messages: messageRetiring({ store }),
    files: mediaRetiring(),
  }
  await store.transaction((tx) => tx.insertInto('lines').values(lineRow()).execute())
  const inbox = inboxReader({ store, blobs: { ...noBlobs } as never, citizenWord: searchedWord })
  return { store, clock, needs, inbox, retention: retention(needs) }
}

type Town = Awaited<ReturnType<typeof townOn>>

/** A conversation with so many messages, one a day up to `age` days ago; each says a word of its own. */
const talk = (
  { store }: Town,
  n: number,
  age: number,
  more: { count?: number; state?: 'open' | 'resolved'; reserved?: boolean } = {},
) =>
  store.transaction(async (tx) => {
    const { count = 3, state = 'resolved' } = more
    const reserved_at = more.reserved ? night : null
    const id = await addConversation(tx, n, { state, reserved_at, last_text: `palabra${n}` })
    for (let i = 0; i < count; i += 1) {
      const row = messageRow({
        id: `m-${n}-${i}`,
        conversation_id: id,
        text: `palabra${n}`,
        at: night - (age + count - i) * day,
      })
      const { seq } = await tx.insertInto('messages').values(row).returning('seq').executeTakeFirstOrThrow()
      await store.search.put(tx, Number(seq), row.text)
    }
    return id
  })

const fileOf = (
  { store }: Town,
  id: string,
  conversation: string,
  file: { age: number; mime?: string; identity_at?: number; kept_at?: number },
) =>
  store.transaction(async (tx) => {
    const { age, mime = 'image/jpeg', ...marks } = file
    const row = {
      id,
      line_id: 'line-1',
      ref_json: '{"secret":1}',
      mime,
      file_name: `${id}.jpg`,
      bytes: 1,
      reason: null,
    }
    const stored = { state: 'stored' as const, blob: `blob-${id}`, attempts: 1, next_attempt_at: null }
    await tx
      .insertInto('media')
      .values({ ...row, ...stored, ...marks, created_at: night - age * day })
      .execute()
    await tx
      .insertInto('messages')
      .values(
        messageRow({ id: `with-${id}`, conversation_id: conversation, kind: 'image', media_id: id, at: night - day }),
      )
      .execute()
  })

const left = async ({ store }: Town, conversation: string) =>
  (await store.read.selectFrom('messages').select('id').where('conversation_id', '=', conversation).execute()).length

const acts = async ({ store }: Town) =>
  (await store.read.selectFrom('audit').select(['action', 'detail']).orderBy('seq').execute()).map(
    ({ action, detail }) => `${action} ${detail}`,
  )

describeOnEachStore('what is over its term', (open) => {
  it('is shown first and then goes at night, with all that hangs on it, and nothing else', async () => {
    const here = await townOn(open)
    const [old, recent] = [await talk(here, 1, 500, { count: 150 }), await talk(here, 2, 20)]
    const [isOpen, byHand, asked] = [
      await talk(here, 3, 500, { state: 'open' }),
      await talk(here, 4, 500),
      await talk(here, 5, 500),
    ]
    const folder = await talk(here, 6, 250, { reserved: true })
    await here.retention.hold(dpo, { id: byHand, reason: 'Lo pide el juzgado' })
    await here.store.transaction(async (tx) => {
      const asking = {
        kind: 'access',
        state: 'received',
        channel: 'counter',
        name: '',
        contact: '',
        words: '',
      } as const
      const at = { received_at: night, due_at: night, created_at: night, updated_at: night }
      await tx
        .insertInto('rights_requests')
        .values({ id: 'r', year: 2026, sequence: 1, citizen_id: 'citizen-5', ...asking, ...at })
        .execute()
      await tx.insertInto('message_versions').values({ id: 'v', message_id: 'm-1-0', text: 'antes', at: 1 }).execute()
      await tx
        .insertInto('drafts')
        .values({ operator_id: 'a', conversation_id: old, text: 'casi', note: 0, updated_at: 1 })
        .execute()
    })
    const preview = await here.retention.preview()
    expect(preview).toMatchObject({
      counts: { chat: { conversations: 1, messages: 150 }, sensitive: { conversations: 1, messages: 3 } },
      held: { open: 1, by_hand: 1, rights: 1, report: 0 },
      more: false,
    })
    expect(preview.oldest.map(({ conversationId }) => conversationId)).toEqual([old, folder])
    expect(await left(here, old)).toBe(150)
    await here.retention.runIfDue()
    for (const [id, count] of [
      [old, 0],
      [folder, 0],
      [recent, 3],
      [isOpen, 3],
      [byHand, 3],
      [asked, 3],
    ] as const)
      expect([id, await left(here, id)]).toEqual([id, count])
    expect((await here.inbox.search({ q: 'palabra1', limit: 5 })).items).toEqual([])
    expect(await here.inbox.get(old)).toMatchObject({ retiredAt: night, lastMessage: null })
    for (const table of ['message_versions', 'drafts'] as const)
      expect(await here.store.read.selectFrom(table).selectAll().execute()).toEqual([])
    const counted = await here.store.read.selectFrom('erased_messages').select('n').execute()
    expect(counted.reduce((sum, { n }) => sum + Number(n), 0)).toBe(153)
    const [run] = (await here.retention.status()).runs
    expect(run).toMatchObject({ by: null, finishedAt: night, counts: preview.counts })
    await here.retention.runIfDue()
    expect((await here.retention.status()).runs).toHaveLength(1)
    expect(await acts(here)).toEqual(['retention.hold null', 'retention.run chat 1/150/0, sensitive 1/3/0'])
  })

  it('is taken up where it was cut short', async () => {
    const here = await townOn(open)
    const id = await talk(here, 1, 500, { count: 250 })
    let slices = 0
    const dying = retention({
      ...here.needs,
      messages: {
        retire: (...old) => {
          slices += 1
          if (slices === 2) throw new Error('the computer went off')
          return here.needs.messages.retire(...old)
        },
      },
    })
    await expect(dying.runIfDue()).rejects.toThrow('went off')
    expect(await left(here, id)).toBe(150)
    expect((await here.retention.status()).runs).toMatchObject([
      { finishedAt: null, counts: { chat: { messages: 100 } } },
    ])
    await retention(here.needs).runIfDue()
    expect(await left(here, id)).toBe(0)
    expect((await here.retention.status()).runs).toMatchObject([
      { finishedAt: night, counts: { chat: { messages: 250 } } },
    ])
  })

  it('waits for the night, and for whoever turned it off', async () => {
    const here = await townOn(open)
    await here.clock.advance(-3 * 60 * 60_000)
    await here.retention.runIfDue()
    await here.clock.advance(3 * 60 * 60_000)
    const { settings } = await here.retention.status()
    await here.retention.saveSettings(dpo, { ...settings, nightly: false })
    await here.retention.runIfDue()
    expect((await here.retention.status()).runs).toEqual([])
  })

  it('leaves of a file that there was one, and keeps what is said to stay', async () => {
    const here = await townOn(open)
    const id = await talk(here, 1, 5)
    const files = { photo: { age: 100 }, voice: { age: 31, mime: 'audio/ogg' }, dni: { age: 8, identity_at: 1 } }
    const stay = {
      kept: { age: 100, kept_at: 1 },
      young: { age: 80 },
      newVoice: { age: 20, mime: 'audio/ogg' },
      newDni: { age: 6, identity_at: 1 },
    }
    for (const [name, file] of Object.entries({ ...files, ...stay })) await fileOf(here, name, id, file)
    const { counts } = await here.retention.preview()
    expect([counts.media.files, counts.voice.files, counts.identity.files]).toEqual([1, 1, 1])
    await here.retention.runIfDue()
    const rows = await here.store.read
      .selectFrom('media')
      .select(['id', 'state', 'blob', 'file_name', 'ref_json'])
      .execute()
    for (const row of rows) {
      const gone = row.id in files
      expect(row).toMatchObject(
        gone ? { state: 'failed', blob: null, file_name: null, ref_json: '{}' } : { state: 'stored' },
      )
    }
    const swept = await here.store.read.selectFrom('forgotten_blobs').select('blob').orderBy('blob').execute()
    expect(swept.map(({ blob }) => blob)).toEqual(['blob-dni', 'blob-photo', 'blob-voice'])
    const { items } = await here.inbox.messages({ id, limit: 20 })
    expect(items.find(({ media }) => media?.id === 'dni')?.media).toMatchObject({ reason: 'expired', identity: true })
  })
})
