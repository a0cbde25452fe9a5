import { expect, it } from 'vitest'
import { openMisunderstood } from '../../main/bot/understanding/queries.ts'
import { conversationsOf } from '../../main/citizens/card-queries.ts'
import { searchedWord } from '../../main/citizens/rules.ts'
import { acts } from '../../main/inbox/acts.ts'
import { folder } from '../../main/inbox/folder.ts'
import { threadJoining } from '../../main/inbox/joining.ts'
import { inboxReader } from '../../main/inbox/reader.ts'
import { type NewMessage, recorder } from '../../main/inbox/recorder.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { permissionsOf } from '../../main/operators/rules.ts'
import { manualClock } from '../support/clock.ts'
import { sequentialIds } from '../support/ids.ts'
import { addConversation, lineRow } from '../support/rows.ts'
import { stations, until } from '../support/station.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'

const ana: Operator = { id: 'ana', name: 'Ana', role: 'operator', permissions: permissionsOf('operator') }
const sol: Operator = { id: 'sol', name: 'Sol', role: 'social_services', permissions: permissionsOf('social_services') }
const notAllowed = { code: 'NOT_ALLOWED' }

/** One citizen whose name, words, file and place are each a word of their own. */
async function townOn(open: OpenStore) {
  const clock = manualClock()
  const store = await open({ clock })
  const needs = { store, clock, newId: sequentialIds(), audit: auditTrail({ clock }) }
  const records = recorder(needs)
  const desk = acts({ ...needs, recorder: records })
  const put = folder({ ...needs, recorder: records }, desk)
  const blobs = { get: async () => Buffer.from('picture') }
  const inbox = inboxReader({ store, blobs: blobs as never, citizenWord: searchedWord })

  const hear = (
    id: string,
    text: string,
    more: { kind?: string; media?: { fileName: string }; direction?: 'out' } = {},
  ) =>
    store.transaction(async (tx) => {
      const row = await records.find(tx, id)
      if (!row) throw new Error('no conversation')
      const { direction = 'in', media, kind = 'text' } = more
      const author =
        direction === 'in'
          ? ({ kind: 'citizen', id: row.citizen_id } as const)
          : ({ kind: 'operator', id: 'ana' } as const)
      const file = media && { ref: {}, mime: 'image/jpeg', ...media }
      const message: NewMessage = {
        direction,
        author,
        kind,
        text,
        providerId: null,
        providerAt: null,
        ...(file && { media: file }),
      }
      const written = await records.message(tx, row, message)
      if (!written) throw new Error('written twice')
      await records.save(tx, written.conversation)
      return written.recorded.id
    })
  const fileIn = async (messageId: string) => {
    const { media_id } = await store.read
      .selectFrom('messages')
      .select('media_id')
      .where('id', '=', messageId)
      .executeTakeFirstOrThrow()
    return media_id ?? ''
  }
  await store.transaction(async (tx) => {
    await tx.insertInto('lines').values(lineRow()).execute()
    for (const n of [1, 2]) {
      await addConversation(tx, n, { topic: 'zqtopic', assignee_id: n === 1 ? 'ana' : null })
      await tx
        .updateTable('citizens')
        .set({ name: `zqname${n}` })
        .where('id', '=', `citizen-${n}`)
        .execute()
      await tx
        .insertInto('citizen_words')
        .values({ citizen_id: `citizen-${n}`, word: `zqname${n}` })
        .execute()
    }
  })
  return { store, clock, records, desk, inbox, hear, fileIn, ...put }
}

describeOnEachStore('the reserved folder', (open) => {
  it('is told of to everybody and opened by those of social services alone, wherever it is read', async () => {
    const here = await townOn(open)
    const { inbox } = here
    const id = 'conversation-1'
    const said = await here.hear(id, 'zqsaid con palabras')
    const pictured = await here.hear(id, 'zqcaption', { kind: 'image', media: { fileName: 'zqfile.jpg' } })
    const media = await here.fileIn(pictured)
    await here.store.transaction(async (tx) => {
      await tx.updateTable('media').set({ state: 'stored', blob: 'b' }).where('id', '=', media).execute()
      await tx
        .insertInto('misunderstood')
        .values({ id: 'odd', conversation_id: id, message_id: said, guesses_json: '[]', at: 1 })
        .execute()
    })
    const reads = async (who: Operator) =>
      Promise.allSettled([
        inbox.list({ view: 'all', operatorId: who.id, limit: 9 }, who),
        inbox.get(id, who),
        inbox.messages({ id, limit: 9 }, who),
        inbox.message(said, who),
        inbox.media(media, who),
        inbox.search({ q: 'zqsaid', limit: 9 }, who),
        inbox.search({ q: 'zqname1', limit: 9 }, who),
        conversationsOf(here.store.read, 'citizen-1'),
        openMisunderstood(here.store.read, { before: null, limit: 9 }),
      ])
    const before = await reads(ana)
    expect(before.map(({ status }) => status)).toEqual(Array(9).fill('fulfilled'))
    expect(JSON.stringify(before)).toMatch(/zqsaid.*zqcaption/s)

    await here.reserve(ana, { id })
    const closed = JSON.stringify(await reads(ana))
    expect(closed).not.toMatch(/zqsaid|zqcaption|zqfile|zqname1|palabras|citizen-1/)
    const [list, one, messages, message, file, words, names] = await reads(ana)
    expect(list).toMatchObject({ value: { items: [{ reserved: false }, { id, withheld: true, topic: null }] } })
    expect(one).toMatchObject({ value: { withheld: true, lastMessage: null, assignee: null, citizen: { name: '' } } })
    for (const refused of [messages, message, file]) expect(refused).toMatchObject({ reason: notAllowed })
    for (const found of [words, names]) expect(found).toMatchObject({ value: { items: [], nextCursor: null } })

    const open_ = await reads(sol)
    expect(open_.map(({ status }) => status)).toEqual(Array(9).fill('fulfilled'))
    expect(JSON.stringify(open_)).toMatch(/zqname1.*zqsaid/s)
    // Nobody who does not say who they are is somebody who may.
    await expect(inbox.messages({ id, limit: 9 })).rejects.toMatchObject(notAllowed)
    expect((await inbox.search({ q: 'zqsaid', limit: 9 })).items).toEqual([])
  })

  it('is left only by somebody who may open it, with a reason, and every step is written down', async () => {
    const here = await townOn(open)
    const id = 'conversation-1'
    await here.hear(id, 'hola')
    await here.reserve(ana, { id })
    await expect(here.desk.move(ana, id, 'conversation.reopen', (thread) => thread)).rejects.toMatchObject(notAllowed)
    await expect(here.unreserve(ana, { id, reason: 'porque sí' })).rejects.toMatchObject(notAllowed)
    await here.unreserve(sol, { id, reason: 'No era de servicios sociales' })
    expect(await here.inbox.get(id, ana)).toMatchObject({ reserved: false, withheld: false })
    const trail = await here.store.read
      .selectFrom('audit')
      .select(['action', 'actor_id', 'reason'])
      .orderBy('seq')
      .execute()
    expect(trail).toEqual([
      { action: 'retention.reserve', actor_id: 'ana', reason: null },
      { action: 'retention.unreserve', actor_id: 'sol', reason: 'No era de servicios sociales' },
    ])
  })

  it('takes single messages, with what is quoted of them and the last words of a list', async () => {
    const here = await townOn(open)
    const id = 'conversation-1'
    const [first, said] = [await here.hear(id, 'hola'), await here.hear(id, 'zqsaid')]
    await here.store.transaction((tx) =>
      tx.updateTable('messages').set({ reply_to_id: said }).where('id', '=', first).execute(),
    )
    await here.reserve(ana, { id, messageId: said })
    const thread = await here.inbox.messages({ id, limit: 9 }, ana)
    expect(thread.items).toMatchObject([
      { id: said, withheld: true, text: '' },
      { withheld: false, text: 'hola', replyTo: { text: '' } },
    ])
    const whole = JSON.stringify([
      thread,
      await here.inbox.get(id, ana),
      await here.inbox.message(said, ana),
      await here.inbox.search({ q: 'zqsaid', limit: 9 }, ana),
    ])
    expect(whole).not.toMatch('zqsaid')
    expect((await here.inbox.message(said, sol)).text).toBe('zqsaid')
    await expect(here.reserve(ana, { id: 'conversation-2', messageId: said })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
  })

  it('does not end a search early because what was found may not be told', async () => {
    const here = await townOn(open)
    await here.hear('conversation-2', 'farola una')
    for (let i = 0; i < 7; i += 1) await here.hear('conversation-1', `farola ${i}`)
    await here.hear('conversation-2', 'farola dos')
    await here.reserve(ana, { id: 'conversation-1' })
    const found: string[] = []
    let cursor: string | undefined
    do {
      const page = await here.inbox.search({ q: 'farola', limit: 1, cursor }, ana)
      found.push(...page.items.map(({ message }) => message.text))
      cursor = page.nextCursor ?? undefined
    } while (cursor)
    expect(found).toEqual(['farola dos', 'farola una'])
  })

  it('goes with a thread that is joined to another, and stays when they part', async () => {
    const here = await townOn(open)
    await here.reserve(ana, { id: 'conversation-1' })
    const { join, part } = threadJoining()
    const joined = await here.store.transaction((tx) => join(tx, 'conversation-1', 'conversation-2'))
    expect(await here.inbox.get('conversation-2', ana)).toMatchObject({ withheld: true })
    await here.store.transaction((tx) => part(tx, joined))
    for (const id of ['conversation-1', 'conversation-2'])
      expect(await here.inbox.get(id, ana)).toMatchObject({ withheld: true })
  })
})

describeOnEachStore('a picture of an identity document', (open) => {
  it('is known by its caption, its name, or because it was asked for; and by whoever says so', async () => {
    const here = await townOn(open)
    const id = 'conversation-1'
    const picture = async (text: string, fileName: string) => {
      const media = await here.fileIn(await here.hear(id, text, { kind: 'image', media: { fileName } }))
      return [media, await here.inbox.isIdentity(media)] as const
    }
    const [street, isOne] = await picture('la farola', 'foto.jpg')
    expect(isOne).toBe(false)
    expect((await picture('aquí mi DNI', 'foto.jpg'))[1]).toBe(true)
    expect((await picture('', 'pasaporte_delante.jpg'))[1]).toBe(true)
    await here.hear(id, '¿Me envía una foto de su DNI?', { direction: 'out' })
    expect((await picture('', 'foto.jpg'))[1]).toBe(true)
    await here.clock.advance(25 * 60 * 60_000)
    expect((await picture('', 'foto.jpg'))[1]).toBe(false)
    await here.markFile(ana, { id: street, identity: true })
    expect(await here.inbox.isIdentity(street)).toBe(true)
    await here.reserve(ana, { id })
    await expect(here.markFile(ana, { id: street, identity: false })).rejects.toMatchObject(notAllowed)
  })
})

describeOnEachStore('what is handed over to social services', (open) => {
  const station = stations()

  it('lies in the reserved folder from that moment on, and other matters do not', async () => {
    const here = await station(await open())
    const handed = async (from: string, text: string) => {
      await here.practice.inbound([{ from, text }])
      await here.practice.inbound([{ from, text: 'quiero hablar con una persona' }])
      const rows = () =>
        here.inbox
          .list({ view: 'unanswered', operatorId: here.operator.id, limit: 5 }, sol)
          .then(({ items }) => items.find(({ citizen }) => citizen.phone === from))
      return until(rows, (row) => row !== undefined)
    }
    expect(await handed('+34700100001', '¿cómo pido una ayuda social para pagar la luz?')).toMatchObject({
      topic: 'social_aid',
      reserved: true,
    })
    expect(await handed('+34700100002', '¿cuándo abre la biblioteca?')).toMatchObject({ reserved: false })
    const shown = await here.inbox.list({ view: 'all', operatorId: here.operator.id, limit: 5 }, here.operator)
    expect(shown.items.map(({ withheld }) => withheld).toSorted()).toEqual([false, true])
  })
})
