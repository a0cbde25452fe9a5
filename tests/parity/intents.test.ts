import { join } from 'node:path'
import { pino } from 'pino'
import { expect, it, onTestFinished, vi } from 'vitest'
import { loadModels } from '../../main/bot/understanding/load.ts'
import { intents } from '../../main/bot/understanding/service.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import type { Store } from '../../main/store/store.ts'
import { manualClock } from '../support/clock.ts'
import { sequentialIds } from '../support/ids.ts'
import { conversationRow, lineRow, messageRow } from '../support/rows.ts'
import { describeOnEachStore, type OpenStore } from '../support/stores.ts'

const rosa: Operator = { id: 'rosa', name: 'Rosa Prieto', role: 'officer', permissions: new Set() }
const understood = await loadModels(join(import.meta.dirname, '../../resources/intents'))

async function intentsOn(open: OpenStore, sharing?: Store) {
  const clock = manualClock()
  const store = await open(sharing ? { clock, sharing } : { clock })
  const needs = {
    store,
    clock,
    newId: sequentialIds(sharing ? 1 : 0),
    log: pino({ level: 'silent' }),
    audit: auditTrail({ clock }),
  }
  const service = intents({ ...needs, ...understood })
  onTestFinished(await service.open())
  return { store, clock, intents: service }
}

const local = 'a qué hora sale la tamborrada'

/** A citizen wrote this, and the assistant did not understand it. */
async function misunderstand(
  { store, intents: service }: Awaited<ReturnType<typeof intentsOn>>,
  id: string,
  text: string,
): Promise<void> {
  const { top } = service.understand(text, null)
  await store.transaction(async (tx) => {
    await tx
      .insertInto('messages')
      .values(messageRow({ id, text, provider_id: id }))
      .execute()
    await service.noteMisunderstood(tx, { conversationId: 'conversation-1', messageId: id, guesses: top })
  })
}

async function withConversation(open: OpenStore) {
  const place = await intentsOn(open)
  await place.store.transaction(async (tx) => {
    await tx.insertInto('lines').values(lineRow()).execute()
    await tx.insertInto('citizens').values({ id: 'citizen-1', name: '', language: null, created_at: 1 }).execute()
    await tx.insertInto('conversations').values(conversationRow()).execute()
  })
  return place
}

describeOnEachStore('what the town teaches', (open) => {
  it('counts from the next message on, and is forgotten again', async () => {
    const { intents: service } = await intentsOn(open)
    expect(service.understand(local, null).intent).not.toBe('sports')
    const { id } = await service.teach(rosa, { intent: 'sports', text: local })
    expect(service.understand(local.toUpperCase(), null)).toMatchObject({ intent: 'sports', decision: 'act' })
    await service.forget(rosa, { id })
    expect(service.understand(local, null).intent).not.toBe('sports')
    await expect(service.forget(rosa, { id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is learnt by another station without a restart, and by this one after it', async () => {
    const here = await intentsOn(open)
    const there = await intentsOn(open, here.store)
    await here.intents.teach(rosa, { intent: 'sports', text: local })
    await vi.waitFor(async () => {
      await there.clock.advance(1000)
      expect(there.intents.understand(local, null).intent).toBe('sports')
    }, 5000)
    const later = await intentsOn(open, here.store)
    expect(later.intents.understand(local, null).intent).toBe('sports')
  })

  it('is listed with who taught it, and is in the audit trail without its words', async () => {
    const { store, intents: service } = await intentsOn(open)
    await service.teach(rosa, { intent: 'sports', text: local })
    expect((await service.phrases({ intent: 'sports' })).taught).toMatchObject([{ text: local, intent: 'sports' }])
    expect((await service.list()).find(({ intent }) => intent === 'sports')).toMatchObject({ taught: 1 })
    const [entry] = await store.read.selectFrom('audit').selectAll().execute()
    expect(entry).toMatchObject({ action: 'assistant.teach', actor_id: 'rosa', detail: 'sports' })
    expect(JSON.stringify(entry)).not.toContain('tamborrada')
  })

  it.each([
    ['an intent nobody knows', { intent: 'astrology', text: local }, ['intent']],
    ['no words', { intent: 'sports', text: '… !!' }, ['text']],
  ])('refuses %s', async (_, lesson, fields) => {
    const { intents: service } = await intentsOn(open)
    await expect(service.teach(rosa, lesson)).rejects.toMatchObject({ code: 'BAD_INPUT', data: { fields } })
  })

  it('never makes danger harmless', async () => {
    const { intents: service } = await intentsOn(open)
    const cry = 'hay un incendio en la calle y gente dentro'
    await service.teach(rosa, { intent: 'festivities', text: cry })
    expect(service.understand(cry, null)).toMatchObject({ danger: true, intent: 'emergency', decision: 'act' })
  })
})

describeOnEachStore('what was not understood', (open) => {
  it('waits, newest first and in pages, until somebody teaches or dismisses it', async () => {
    const place = await withConversation(open)
    for (const n of ['1', '2', '3']) await misunderstand(place, `m${n}`, `${local} ${n}`)
    await misunderstand(place, 'm4', 'lo del otro día')
    const { intents: service } = place
    const first = await service.misunderstood({ limit: 2 })
    expect(first.items.map(({ messageId }) => messageId)).toEqual(['m4', 'm3'])
    const [last, third] = first.items
    const rest = await service.misunderstood({ limit: 2, cursor: String(first.nextCursor) })
    expect(rest.items.map(({ messageId }) => messageId)).toEqual(['m2', 'm1'])
    expect(rest.nextCursor).toBeNull()
    await service.dismiss(rosa, { id: String(last?.id) })
    await service.teach(rosa, { intent: 'sports', text: `${local} 3`, misunderstoodId: String(third?.id) })
    expect((await service.misunderstood({ limit: 9 })).items.map(({ messageId }) => messageId)).toEqual(['m2', 'm1'])
    await expect(service.dismiss(rosa, { id: String(last?.id) })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is one entry a message, and none once the message was taken back', async () => {
    const place = await withConversation(open)
    await misunderstand(place, 'm1', local)
    await place.store.transaction((tx) =>
      place.intents.noteMisunderstood(tx, { conversationId: 'conversation-1', messageId: 'm1', guesses: [] }),
    )
    expect((await place.intents.misunderstood({ limit: 9 })).items).toHaveLength(1)
    await place.store.transaction((tx) => tx.updateTable('messages').set({ deleted_at: 2 }).execute())
    expect((await place.intents.misunderstood({ limit: 9 })).items).toEqual([])
  })

  it('refuses a made-up cursor', async () => {
    const { intents: service } = await intentsOn(open)
    await expect(service.misunderstood({ limit: 1, cursor: 'x' })).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})
