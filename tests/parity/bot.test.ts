import { beforeEach, expect, it } from 'vitest'
import type { InputMessage } from '../../main/bot/conversation.ts'
import { compileFlows, type Flows, readFlows } from '../../main/bot/flows.ts'
import { noServices, onlyTheMenu, onlyTheSettings } from '../../main/bot/plain.ts'
import { assistant } from '../../main/bot/service.ts'
import type { Store } from '../../main/store/store.ts'
import { sequentialIds } from '../support/ids.ts'
import { flows, flowsFolder, mondayMorning, text, town, written } from '../support/starter.ts'
import { describeOnEachStore } from '../support/stores.ts'

/** The reports as a later version would take them: the same steps, another question about the place. */
async function nextVersion(): Promise<Flows> {
  const sources = await readFlows(flowsFolder)
  const report = sources.find(({ flow }) => flow.document.name === 'report')
  if (!report) throw new Error('no reports are shipped')
  const words = report.words.map((source) => ({
    ...source,
    document: { ...source.document, texts: { ...source.document.texts, report_where_retry: 'Otra pregunta.' } },
  }))
  const flow = { ...report.flow, document: { ...report.flow.document, version: 2 } }
  return compileFlows([...sources, { flow, words }], { services: noServices.catalogue })
}

const assistantOf = (running: Flows) =>
  assistant({
    latest: async () => flows,
    flows: async () => running,
    understand: onlyTheMenu,
    services: noServices,
    facts: async (_, settings) => onlyTheSettings(settings),
    newId: sequentialIds(),
  })

/** A conversation of an invented citizen, at the store that is given. */
async function addConversation(store: Store, id: string): Promise<void> {
  const at = mondayMorning
  const line = { id: `line-${id}`, name: 'Oficina', channel: 'practice', phone: null, state: 'connected' } as const
  await store.transaction(async (tx) => {
    await tx
      .insertInto('lines')
      .values({ ...line, since: at, created_at: at })
      .execute()
    await tx
      .insertInto('citizens')
      .values({ id: `citizen-${id}`, name: 'Nuria', language: null, created_at: at })
      .execute()
    await tx
      .insertInto('conversations')
      .values({
        id,
        line_id: line.id,
        citizen_id: `citizen-${id}`,
        state: 'bot',
        assignee_id: null,
        waiting_since: at,
        snoozed_until: null,
        unfinished: 0,
        topic: null,
        last_seq: 0,
        last_inbound_seq: 0,
        last_text: '',
        last_kind: 'text',
        last_direction: 'in',
        last_at: at,
        created_at: at,
      })
      .execute()
  })
}

describeOnEachStore('the assistant keeps its place', (open) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
    await addConversation(store, 'c1')
  })

  /** One turn by an assistant that has never seen this conversation: all it knows is in the store. */
  const turn = (
    words: string | readonly InputMessage[],
    options: { flows?: Flows; id?: string; store?: Store } = {},
  ) => {
    const fresh = assistantOf(options.flows ?? flows)
    const messages = typeof words === 'string' ? [text(words)] : words
    return (options.store ?? store).transaction((tx) =>
      fresh.respond(tx, {
        conversationId: options.id ?? 'c1',
        citizen: { id: 'citizen-c1', name: 'Nuria', language: 'es' },
        messages,
        town,
        now: mondayMorning,
      }),
    )
  }
  const rows = () => store.read.selectFrom('bot_sessions').selectAll().execute()

  it('a new assistant, over another connection, goes on at the same question with the same answers', async () => {
    await turn('hola')
    await turn('2')
    expect((await turn('hay un bache enorme \u0000 👷')).replies).toEqual([written('report_where')])
    const other = await open({ sharing: store })
    expect((await turn('hola?', { store: other })).replies).toEqual([written('resume'), written('report_where')])
    await turn('calle Ancha 9', { store: other })
    expect((await turn('no')).replies[0]).toContain('Qué: hay un bache enorme 👷\nDónde: calle Ancha 9\nFoto: no')
    const end = await turn('sí')
    expect(end).toMatchObject({ outcome: 'handed_over', topic: 'street_report', unfinished: false, language: 'es' })
    expect(end.summary).toMatch(/^Aviso en la calle, R-[0-9A-Z]{6}\n/)
  })

  it('a turn that is rolled back never happened', async () => {
    await turn('hola')
    await turn('2')
    const before = await rows()
    const failing = store.transaction(async (tx) => {
      const fresh = assistantOf(flows)
      const citizen = { id: 'citizen-c1', name: 'Nuria', language: 'es' } as const
      await fresh.respond(tx, { conversationId: 'c1', citizen, messages: [text('un bache')], town, now: mondayMorning })
      throw new Error('the rest of the batch failed')
    })
    await expect(failing).rejects.toThrow('the rest of the batch failed')
    expect(await rows()).toEqual(before)
    expect((await turn('un bache')).replies).toEqual([written('report_where')])
  })

  it('two conversations do not meet', async () => {
    await addConversation(store, 'c2')
    await turn('2')
    await turn('2', { id: 'c2' })
    await turn('una farola rota')
    expect((await turn('un bache', { id: 'c2' })).replies).toEqual([written('report_where')])
    expect(await rows()).toHaveLength(2)
  })

  it('an open question ends in the version it began in; the next conversation takes the newest', async () => {
    await turn('2')
    await turn('un bache')
    const later = await nextVersion()
    expect((await turn('no sé', { flows: later })).replies).toEqual([written('report_where_retry')])
    await turn('cancelar', { flows: later })
    await turn('2', { flows: later })
    await turn('un bache', { flows: later })
    expect((await turn('no sé', { flows: later })).replies).toEqual(['Otra pregunta.'])
    expect((await rows())[0]?.flow_version).toBe(2)
  })

  it('a question whose version is gone, or a state nobody can read, is a new beginning', async () => {
    await turn('2')
    await store.transaction((tx) => tx.updateTable('bot_sessions').set({ flow_version: 99 }).execute())
    expect((await turn('hola')).replies).toEqual([written('menu')])
    await store.transaction((tx) => tx.updateTable('bot_sessions').set({ state_json: '{"step":7' }).execute())
    expect((await turn('hola')).replies[0]).toContain('asistente automático')
  })

  it('forgetting drops the question and what was collected, not that the citizen was greeted', async () => {
    await turn('2')
    await turn('un bache')
    await store.transaction((tx) => assistantOf(flows).forget(tx, 'c1'))
    expect((await rows())[0]?.state_json).not.toContain('bache')
    expect((await turn('gracias')).replies).toEqual([written('courtesy')])
  })

  it('forgetting a conversation it never had does nothing', async () => {
    await store.transaction((tx) => assistantOf(flows).forget(tx, 'c1'))
    expect(await rows()).toEqual([])
  })
})
