import { expect, it } from 'vitest'
import { type TryAnswer, tryInput } from '../../contract/assistant.ts'
import type { FlowFiles } from '../../contract/flow.ts'
import { initialState } from '../../main/bot/conversation.ts'
import type { Library } from '../../main/bot/library/service.ts'
import { noServices } from '../../main/bot/plain.ts'
import type { TownServices } from '../../main/bot/ports.ts'
import type { Store } from '../../main/store/store.ts'
import { blas, libraryOn, replaced, rosa, shippedFiles } from '../support/library.ts'
import { describeOnEachStore } from '../support/stores.ts'

/** An agenda that may only be rehearsed. */
const agenda: TownServices = {
  catalogue: { ...noServices.catalogue, look_ahead: { params: ['about'], fields: ['count'], effects: false } },
  call: () => Promise.reject(new Error('nothing may really be called')),
  rehearse: async (_, args) => {
    const about = args.about?.kind === 'text' ? args.about.text : ''
    if (about.includes('nunca')) return { ok: false, reason: 'closed' }
    const choices = ['lunes a las 9:00', 'martes a las 10:00'].map((label, i) => ({ value: `slot-${i}`, label }))
    return { ok: true, fields: { count: '2' }, choices }
  },
}

/** The reports, with a look at the agenda after the first question. */
function withAgenda(): FlowFiles {
  const { flow, words } = shippedFiles('report')
  const call =
    '{"kind":"call","service":"look_ahead","with":{"about":"what"},"save":"slots","next":"when","failed":"report_where"}'
  const ask =
    '{"kind":"ask","accepts":"choice","from":"slots","none":"report_where","text":"when","retry":"when","save":"slot","next":"report_where"}'
  const asked = replaced(flow, '"next": "report_where"', '"next": "look"')
  const spoken = Object.entries(words).map(([language, text]) => {
    const labelled = replaced(text, '"texts": {', '"texts": { "when": "¿Cuándo? Hay {{slots.count}}.",')
    return [language, language === 'es' ? replaced(labelled, '"labels": {', '"labels": { "slot": "Cuándo",') : labelled]
  })
  return {
    flow: replaced(asked, '"steps": {', `"steps": { "look": ${call}, "when": ${ask},`),
    words: Object.fromEntries(spoken),
  }
}

const talk = (library: Library, options: { files?: Record<string, FlowFiles>; use?: 'drafts' | 'published' } = {}) => {
  let state: string | null = null
  return async (text: string): Promise<TryAnswer> => {
    const input = tryInput.parse({ messages: [{ text }], state, language: 'es', ...options })
    const answer = await library.tryOut(rosa, input)
    state = answer.state
    return answer
  }
}

const tables = [
  'audit',
  'bot_sessions',
  'changes',
  'conversations',
  'messages',
  'outbox',
  'flow_versions',
  'flow_drafts',
] as const

const everything = (store: Store) =>
  Promise.all(tables.map((table) => store.read.selectFrom(table).selectAll().execute()))

describeOnEachStore('trying flows out', (open) => {
  it('talks to what is on the screen, with services rehearsed, and stores nothing', async () => {
    const store = await open()
    const library = await libraryOn(store, { services: agenda })
    const before = await everything(store)
    const says = talk(library, { files: { report: withAgenda() } })
    expect((await says('hola')).replies[0]).toContain('asistente automático')
    expect((await says('2')).step).toEqual({ flow: 'report', version: 2, id: 'report_what' })
    const when = await says('un bache')
    expect(when.replies.join('\n')).toMatch(/¿Cuándo\? Hay 2\.[\s\S]*1\. lunes a las 9:00[\s\S]*2\. martes a las 10:00/)
    expect(when.calls).toEqual([
      {
        service: 'look_ahead',
        args: { about: 'un bache' },
        result: { ok: true, fields: { count: '2' }, choices: ['lunes a las 9:00', 'martes a las 10:00'] },
      },
    ])
    expect(when.understood).toMatchObject({ intent: 'none', decision: 'none' })
    expect((await says('2')).replies[0]).toContain('¿Dónde es?')
    await says('calle Mayor 3')
    await says('no')
    const end = await says('sí')
    expect(end).toMatchObject({ outcome: 'handed_over', step: null, topic: 'street_report', department: 'street' })
    expect(end.summary).toContain('un bache')
    expect(await everything(store)).toEqual(before)
  })

  it('goes where a failed call leads', async () => {
    const library = await libraryOn(await open(), { services: agenda })
    const says = talk(library, { files: { report: withAgenda() } })
    await says('hola')
    await says('2')
    const failed = await says('un bache que nunca arreglan')
    expect(failed.calls).toMatchObject([{ result: { ok: false, reason: 'closed' } }])
    expect(failed.replies[0]).toContain('¿Dónde es?')
  })

  it('takes saved drafts, leaves faulty ones aside, and can be asked for what citizens have', async () => {
    const library = await libraryOn(await open(), { services: agenda })
    const { flow, words } = shippedFiles('report')
    const es = replaced(words.es ?? '', '¿Qué ocurre?', 'Cuente.')
    const sound = { flow, words: { ...words, es } }
    const { draft } = await library.drafts.save(blas, { name: 'report', files: sound, basedOn: 1, revision: null })
    const first = async (options: Parameters<typeof talk>[1] = {}) => {
      const says = talk(library, options)
      await says('hola')
      return says('2')
    }
    expect((await first()).replies[0]).toContain('Cuente.')
    expect((await first({ use: 'published' })).replies[0]).toContain('¿Qué ocurre?')
    const faulty = { flow, words: { es } }
    const { revision } = draft
    await library.drafts.save(blas, { name: 'report', files: { ...faulty, flow: '{' }, basedOn: 1, revision })
    expect(await first()).toMatchObject({ replies: [expect.stringContaining('¿Qué ocurre?')], leftAside: ['report'] })
    const trying = first({ files: { report: { ...faulty, flow: '{' } } })
    await expect(trying).rejects.toMatchObject({ code: 'FLOW_FAULTY', data: { faults: [{ code: 'not_json' }] } })
  })

  const { answers: _, ...rest } = initialState
  const standing = (state: object, language: unknown = 'es') =>
    JSON.stringify({ state: { ...rest, answers: {}, ...state }, language })

  it.each([
    'nonsense',
    '{}',
    '[]',
    'null',
    standing({ step: 7 }),
    standing({}, 'xx'),
    standing({ answers: { what: { kind: 'text' } } }),
    JSON.stringify({ state: rest, language: null, more: 1 }),
  ])('refuses a state it never gave: %s', async (state) => {
    const library = await libraryOn(await open())
    const input = tryInput.parse({ messages: [{ text: 'hola' }], state })
    const refused = { code: 'BAD_INPUT', data: { fields: ['state'] } }
    await expect(library.tryOut(rosa, input)).rejects.toMatchObject(refused)
  })

  it.each([
    standing({ flow: 'nothing', version: 1, step: 'x' }),
    standing({ flow: 'report', version: 99, step: 'report_what' }),
    standing({ flow: 'report', version: 1, step: 'nowhere' }),
    standing({ flow: 'report', version: 1, step: '__proto__' }),
    standing({ flow: 'report', version: 1, step: 'report_confirm' }),
    standing({ flow: 'report', version: 1, step: 'report_confirm', answers: { what: { kind: 'date', date: 'x' } } }),
    standing({
      ...{ flow: 'report', version: 1, step: 'report_confirm' },
      answers: { what: { kind: 'result', fields: {}, choices: [] }, constructor: { kind: 'number', value: 1 } },
    }),
    standing({ offer: ['nothing', '__proto__'], misses: -5, greetedAt: 1e308 }),
  ])('answers something to one that fits nothing: %s', async (state) => {
    const library = await libraryOn(await open())
    for (const text of ['hola', '1', 'sí', 'no', '']) {
      const answer = await library.tryOut(rosa, tryInput.parse({ messages: [{ text }], state }))
      expect(answer.replies.length).toBeLessThanOrEqual(3)
    }
  })
})
