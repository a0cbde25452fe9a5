import { expect, it } from 'vitest'
import { initialState } from '../../main/bot/conversation.ts'
import { noServices } from '../../main/bot/plain.ts'
import { manualClock } from '../support/clock.ts'
import {
  blas,
  current,
  libraryOn,
  lineOf,
  publishText,
  renew,
  replaced,
  rosa,
  running,
  shippedCopy,
  shippedFiles,
  shippedNames,
  states,
  summaryOf,
  trail,
} from '../support/library.ts'
import { addConversation, lineRow } from '../support/rows.ts'
import { describeOnEachStore } from '../support/stores.ts'

const question = '"report_what": "¿Qué ocurre?'
const asked = (words: string) => `"report_what": "${words}`

describeOnEachStore('publishing', (open) => {
  it('gives citizens the draft under the next number, and writes down who did it', async () => {
    const clock = manualClock()
    const store = await open({ clock })
    const library = await libraryOn(store, { clock })
    const since = await store.changes.latest()
    const published = await publishText(library, 'report', '¿Qué ocurre?', '¿Qué ha visto?')
    expect(published).toEqual({
      ...{ version: 2, state: 'published', at: clock.now(), by: { id: 'rosa', name: 'Rosa Prieto' } },
      ...{ note: '', shipped: false, restores: null },
    })
    expect(await current(library, store)).toContain('¿Qué ha visto?')
    expect((await running(library, store))?.newest('report')?.version).toBe(2)
    expect((await running(library, store))?.find('report', 1)?.version).toBe(1)
    expect((await summaryOf(library, 'report')).draft).toBeNull()
    const { files } = await library.reader.version({ name: 'report', version: 2 })
    expect(JSON.parse(files.flow).version).toBe(2)
    expect((await trail(store)).slice(shippedNames.length)).toEqual([
      ['rosa', 'assistant.save_draft', 'report', 'from version 1, 0 faults'],
      ['rosa', 'assistant.publish', 'report', 'version 2'],
    ])
    const changes = (await store.changes.after(since, 10)) ?? []
    expect(changes.map(({ kind, objectId }) => `${kind} ${objectId}`)).toEqual(['assistant report', 'assistant report'])
  })

  it('is seen by the next message at another station, and by one that starts later', async () => {
    const store = await open()
    const other = await open({ sharing: store })
    const [here, there] = [await libraryOn(store), await libraryOn(other)]
    await publishText(here, 'report', '¿Qué ocurre?', '¿Qué ha visto?')
    expect(await current(there, other)).toContain('¿Qué ha visto?')
    expect(await current(await libraryOn(other), other)).toContain('¿Qué ha visto?')
  })

  it('takes a new flow, which the front door may then lead to', async () => {
    const store = await open()
    const library = await libraryOn(store)
    const { flow, words } = shippedFiles('report')
    const files = { flow: replaced(flow, '"name": "report"', '"name": "lamps"'), words }
    const { draft, faults } = await library.drafts.save(rosa, { name: 'lamps', files, basedOn: 0, revision: null })
    expect(faults).toEqual([])
    expect(await summaryOf(library, 'lamps')).toMatchObject({ published: null, draft: { basedOn: 0 } })
    expect(await library.reader.history({ name: 'lamps' })).toEqual([])
    await library.publishing.publish(rosa, { name: 'lamps', revision: draft.revision, note: '' })
    expect(await summaryOf(library, 'lamps')).toMatchObject({ published: { version: 1 }, draft: null })
    expect((await running(library, store))?.newest('lamps')?.version).toBe(1)
  })

  it('refuses what has faults, which stays a draft; citizens keep what they had', async () => {
    const store = await open()
    const library = await libraryOn(store)
    const { flow, words } = shippedFiles('report')
    const files = { flow: replaced(flow, '"next": "report_where"', '"next": "nowhere"'), words }
    const { draft, faults } = await library.drafts.save(rosa, { name: 'report', files, basedOn: 1, revision: null })
    const fault = {
      file: 'report/flow.json',
      path: 'steps.report_what.next',
      line: lineOf(files.flow, '"nowhere"'),
      code: 'no_step',
    }
    expect(faults).toMatchObject([fault])
    expect(draft.faults).toBe(1)
    const before = await trail(store)
    const publishing = library.publishing.publish(rosa, { name: 'report', revision: draft.revision, note: '' })
    await expect(publishing).rejects.toMatchObject({ code: 'FLOW_FAULTY', data: { faults: [fault] } })
    expect(await library.reader.flow({ name: 'report' })).toMatchObject({ draft: true, files, faults: [fault] })
    expect(await states(library)).toEqual(['1 published shipped'])
    expect(await trail(store)).toEqual(before)
  })

  it('keeps running what ran, and shows why, when what is published cannot run at this station', async () => {
    const store = await open()
    const other = await open({ sharing: store })
    const lines: Record<string, unknown>[] = []
    const old = await libraryOn(store, { logged: (line) => lines.push(line) })
    const shape = { params: [], fields: [], effects: false }
    const newer = await libraryOn(other, {
      services: { ...noServices, catalogue: { ...noServices.catalogue, fly: shape } },
    })
    const { flow, words } = shippedFiles('report')
    const call = '{"kind":"call","service":"fly","save":"x","next":"report_what","failed":"report_what"}'
    const files = { flow: replaced(flow, '"steps": {', `"steps": { "fly": ${call},`), words }
    const { draft } = await newer.drafts.save(rosa, { name: 'report', files, basedOn: 1, revision: null })
    await newer.publishing.publish(rosa, { name: 'report', revision: draft.revision, note: '' })
    expect((await running(newer, other))?.newest('report')?.version).toBe(2)
    expect((await running(old, store))?.newest('report')?.version).toBe(1)
    expect((await old.reader.flows()).faults).toMatchObject([{ file: 'report/flow.json', code: 'no_service' }])
    expect((await newer.reader.flows()).faults).toEqual([])
    expect(lines.filter(({ level }) => level === 50)).toMatchObject([
      { file: 'report/flow.json', line: lineOf(files.flow, '"fly"') },
    ])
    const restarted = await libraryOn(store)
    expect((await running(restarted, store))?.newest('report')?.version).toBe(1)
    await old.publishing.rollBack(rosa, { name: 'report', version: 1, published: 2, note: '' })
    expect((await old.reader.flows()).faults).toEqual([])
    expect((await running(old, store))?.newest('report')?.version).toBe(3)
  })

  it('goes back to an older version as a new one, which the town then has as its own', async () => {
    const store = await open()
    const library = await libraryOn(store)
    await publishText(library, 'report', '¿Qué ocurre?', 'Cuente.')
    const back = await library.publishing.rollBack(blas, {
      name: 'report',
      version: 1,
      published: 2,
      note: 'mejor así',
    })
    expect(back).toMatchObject({
      version: 3,
      restores: 1,
      shipped: false,
      by: { name: 'Blas Ortega' },
      note: 'mejor así',
    })
    expect(await current(library, store)).toContain('¿Qué ocurre?')
    expect(await states(library)).toEqual(['3 published', '2 retired', '1 retired shipped'])
    expect((await trail(store)).at(-1)).toEqual(['blas', 'assistant.roll_back', 'report', 'version 3, from version 1'])
    const later = shippedCopy((folder) => renew(folder, 'report', 2, question, asked('¿Qué sucede?')))
    await libraryOn(store, { directory: later })
    expect((await states(library)).slice(0, 2)).toEqual(['4 offered shipped', '3 published'])
  })

  it('is refused for versions that do not exist, and for the newest itself', async () => {
    const library = await libraryOn(await open())
    const back = (name: string, version: number) =>
      library.publishing.rollBack(rosa, { name, version, published: 1, note: '' })
    await expect(back('report', 9)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(back('nothing', 1)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(back('report', 1)).rejects.toMatchObject({ code: 'BAD_INPUT' })
    const publishing = library.publishing.publish(rosa, { name: 'report', revision: 1, note: '' })
    await expect(publishing).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(library.reader.version({ name: 'report', version: 9 })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(library.reader.flow({ name: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(library.reader.history({ name: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describeOnEachStore('two officers', (open) => {
  const files = (words: string) => {
    const shipped = shippedFiles('report')
    return { ...shipped, words: { ...shipped.words, es: replaced(shipped.words.es ?? '', '¿Qué ocurre?', words) } }
  }

  it('do not save over each other, also at the same moment from two stations', async () => {
    const store = await open()
    const other = await open({ sharing: store })
    const [here, there] = [await libraryOn(store), await libraryOn(other)]
    const saves = await Promise.allSettled([
      here.drafts.save(rosa, { name: 'report', files: files('A'), basedOn: 1, revision: null }),
      there.drafts.save(blas, { name: 'report', files: files('B'), basedOn: 1, revision: null }),
    ])
    expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const { draft } = await summaryOf(here, 'report')
    const [refused] = saves.flatMap((save) => (save.status === 'rejected' ? [save.reason] : []))
    expect(refused).toMatchObject({
      code: 'FLOW_MOVED',
      data: { version: 1, revision: draft?.revision, by: draft?.by },
    })
    const next = { name: 'report', files: files('C'), basedOn: 1, revision: draft?.revision ?? 0 }
    const saved = await there.drafts.save(blas, next)
    await expect(here.drafts.save(rosa, next)).rejects.toMatchObject({ code: 'FLOW_MOVED' })
    const stale = { name: 'report', revision: draft?.revision ?? 0 }
    await expect(here.publishing.publish(rosa, { ...stale, note: '' })).rejects.toMatchObject({ code: 'FLOW_MOVED' })
    await expect(here.drafts.discard(rosa, stale)).rejects.toMatchObject({ code: 'FLOW_MOVED' })
    await here.drafts.discard(rosa, { name: 'report', revision: saved.draft.revision })
    await expect(here.drafts.discard(rosa, stale)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const anew = await here.drafts.save(rosa, { name: 'report', files: files('D'), basedOn: 1, revision: null })
    expect(anew.draft.revision).toBeGreaterThan(saved.draft.revision)
  })

  it('do not publish over a version that the draft has not seen', async () => {
    const library = await libraryOn(await open())
    await publishText(library, 'report', '¿Qué ocurre?', 'Uno.')
    const { draft } = await library.drafts.save(blas, {
      name: 'report',
      files: files('Dos.'),
      basedOn: 2,
      revision: null,
    })
    await library.publishing.rollBack(rosa, { name: 'report', version: 1, published: 2, note: '' })
    const publish = (revision: number) => library.publishing.publish(blas, { name: 'report', revision, note: '' })
    const moved = { code: 'FLOW_MOVED', data: { version: 3, revision: draft.revision, by: { id: 'blas' } } }
    await expect(publish(draft.revision)).rejects.toMatchObject(moved)
    const seen = { name: 'report', files: files('Dos.'), basedOn: 3, revision: draft.revision }
    const rebased = await library.drafts.save(blas, seen)
    expect(await publish(rebased.draft.revision)).toMatchObject({ version: 4 })
    const unknown = library.drafts.save(blas, { ...seen, basedOn: 9, revision: null })
    await expect(unknown).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const late = library.publishing.rollBack(rosa, { name: 'report', version: 1, published: 3, note: '' })
    await expect(late).rejects.toMatchObject({ code: 'FLOW_MOVED', data: { version: 4, revision: null } })
  })
})

describeOnEachStore('an old version', (open) => {
  const day = 24 * 3_600_000

  it('stays while a question of it is open, and a few more beside it; not for ever', async () => {
    const clock = manualClock()
    const store = await open({ clock })
    const library = await libraryOn(store, { clock })
    const session = (step: string | null) =>
      store.transaction(async (tx) => {
        await tx.deleteFrom('bot_sessions').execute()
        const state_json = JSON.stringify({
          ...initialState,
          step,
          answers: { what: { kind: 'text', text: '"step":null' } },
        })
        const row = { conversation_id: 'conversation-1', flow: 'report', flow_version: 1, state_json }
        await tx
          .insertInto('bot_sessions')
          .values({ ...row, updated_at: clock.now() })
          .execute()
      })
    await store.transaction(async (tx) => {
      await tx.insertInto('lines').values(lineRow()).execute()
      await addConversation(tx, 1, { state: 'bot' })
    })
    for (const n of [1, 2, 3, 4])
      await publishText(library, 'report', n === 1 ? '¿Qué ocurre?' : `¿${n - 1}?`, `¿${n}?`)
    const ready = async () => {
      const flows = await running(await libraryOn(store, { clock }), store)
      return [1, 2, 3, 4, 5].filter((version) => flows?.find('report', version) !== undefined)
    }
    expect(await ready()).toEqual([2, 3, 4, 5])
    await session('report_where')
    expect(await ready()).toEqual([1, 2, 3, 4, 5])
    expect((await summaryOf(library, 'report')).underWay).toBe(1)
    await session(null)
    expect(await ready()).toEqual([2, 3, 4, 5])
    expect((await summaryOf(library, 'report')).underWay).toBe(0)
    await session('report_where')
    await clock.advance(31 * day)
    expect(await ready()).toEqual([2, 3, 4, 5])
  })
})

describeOnEachStore('switching off', (open) => {
  it('lets nobody new into a flow, and leaves its versions to those inside', async () => {
    const store = await open()
    const library = await libraryOn(store)
    await library.switches.switch(rosa, { name: 'report', on: false })
    const flows = await running(library, store)
    expect(flows?.newest('report')).toBeUndefined()
    expect(flows?.find('report', 1)?.version).toBe(1)
    expect(await summaryOf(library, 'report')).toMatchObject({ on: false })
    await library.switches.switch(rosa, { name: 'report', on: true })
    expect((await running(library, store))?.newest('report')?.version).toBe(1)
    expect((await trail(store)).slice(shippedNames.length).map(([, action]) => action)).toEqual([
      'assistant.switch_off',
      'assistant.switch_on',
    ])
  })

  it('is refused for the front door alone and for a flow that does not exist', async () => {
    const library = await libraryOn(await open())
    const off = (name: string) => library.switches.switch(rosa, { name, on: false })
    await expect(off('front')).rejects.toMatchObject({ code: 'BAD_INPUT', data: { fields: ['name'] } })
    await expect(off('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(off('*')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('silences the whole assistant at every station, and is not written down twice', async () => {
    const store = await open()
    const other = await open({ sharing: store })
    const [here, there] = [await libraryOn(store), await libraryOn(other)]
    await here.switches.switchAll(rosa, { on: false })
    await there.switches.switchAll(blas, { on: false })
    expect(await running(there, other)).toBeNull()
    expect((await there.reader.flows()).on).toBe(false)
    expect((await trail(store)).slice(shippedNames.length)).toEqual([['rosa', 'assistant.switch_off', '*', null]])
    await there.switches.switchAll(blas, { on: true })
    expect((await running(here, store))?.front.name).toBe('front')
  })
})
