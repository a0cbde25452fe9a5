import { expect, it } from 'vitest'
import {
  current,
  libraryOn,
  publishText,
  renew,
  rewrite,
  rosa,
  shippedCopy,
  shippedNames,
  states,
  summaryOf,
  trail,
} from '../support/library.ts'
import { describeOnEachStore } from '../support/stores.ts'

const question = '"report_what": "¿Qué ocurre?'
const asked = (words: string) => `"report_what": "${words}`

describeOnEachStore('flows that come with the program', (open) => {
  it('are what a new store runs with', async () => {
    const store = await open()
    const library = await libraryOn(store)
    const { on, faults, flows } = await library.reader.flows()
    expect({ on, faults }).toEqual({ on: true, faults: [] })
    expect(flows.map(({ name, front, on, published }) => [name, front, on, published?.shipped])).toEqual(
      shippedNames.map((name) => [name, name === 'front', true, true]),
    )
    expect(await current(library, store)).toContain('¿Qué ocurre?')
    const taken = shippedNames.map((name) => [null, 'assistant.publish', name, 'version 1'])
    expect(await trail(store)).toEqual(taken)
    await libraryOn(store)
    expect(await states(library)).toEqual(['1 published shipped'])
  })

  it('replace what the town left as it came, and are offered where it did not', async () => {
    const store = await open()
    await libraryOn(store)
    const second = shippedCopy((folder) => renew(folder, 'report', 2, question, asked('¿Qué sucede?')))
    const library = await libraryOn(store, { directory: second })
    expect(await states(library)).toEqual(['2 published shipped', '1 retired shipped'])
    expect(await current(library, store)).toContain('¿Qué sucede?')

    await publishText(library, 'report', '¿Qué sucede?', 'Cuente.')
    const third = shippedCopy((folder) => renew(folder, 'report', 3, question, asked('¿Qué pasa?')))
    const later = await libraryOn(store, { directory: third })
    expect(await current(later, store)).toContain('Cuente.')
    expect((await summaryOf(later, 'report')).offered).toMatchObject({ version: 4, by: null, shipped: true })
    await libraryOn(store, { directory: third })
    expect((await states(later))[0]).toBe('4 offered shipped')
    expect((await later.reader.diff({ name: 'report', from: 3, to: 4 })).texts).toMatchObject([
      { key: 'report_what', before: expect.stringContaining('Cuente.'), after: expect.stringContaining('¿Qué pasa?') },
    ])
  })

  it('can be taken, and the next one then comes by itself; or declined, and stay away', async () => {
    const store = await open()
    const first = await libraryOn(store)
    await publishText(first, 'report', '¿Qué ocurre?', 'Cuente.')
    const second = shippedCopy((folder) => renew(folder, 'report', 2, question, asked('¿Qué sucede?')))
    const library = await libraryOn(store, { directory: second })
    const taken = await library.publishing.rollBack(rosa, {
      name: 'report',
      version: 3,
      published: 2,
      note: 'la nueva',
    })
    expect(taken).toMatchObject({ version: 4, shipped: true, restores: 3, note: 'la nueva' })
    expect((await summaryOf(library, 'report')).offered).toBeNull()
    const third = shippedCopy((folder) => renew(folder, 'report', 3, question, asked('¿Qué pasa?')))
    const later = await libraryOn(store, { directory: third })
    expect(await current(later, store)).toContain('¿Qué pasa?')

    await publishText(later, 'report', '¿Qué pasa?', 'Diga.')
    const fourth = shippedCopy((folder) => renew(folder, 'report', 4, question, asked('¿Y bien?')))
    const last = await libraryOn(store, { directory: fourth })
    const { offered } = await summaryOf(last, 'report')
    await last.publishing.decline(rosa, { name: 'report', version: offered?.version ?? 0 })
    expect((await summaryOf(last, 'report')).offered).toBeNull()
    await libraryOn(store, { directory: fourth })
    expect((await summaryOf(last, 'report')).offered).toBeNull()
    const again = last.publishing.decline(rosa, { name: 'report', version: offered?.version ?? 0 })
    await expect(again).rejects.toMatchObject({ code: 'FLOW_MOVED' })
  })

  it('are offered when they would not run beside what the town has', async () => {
    const store = await open()
    const first = await libraryOn(store)
    await publishText(first, 'front', /$/, ' ')
    const later = shippedCopy((folder) => {
      renew(folder, 'report', 2, '"report_what_retry":', '"old":')
      rewrite(folder, 'report/flow.json', '"retry": "report_what_retry"', '"retry": "only_in_the_new_front"')
      rewrite(folder, 'front/flow.json', '"version": 1', '"version": 2')
      for (const language of ['es', 'ca', 'gl', 'eu', 'en']) {
        rewrite(folder, `front/${language}.json`, '"texts": {', '"texts": { "only_in_the_new_front": "¿Cómo?",')
      }
    })
    const library = await libraryOn(store, { directory: later })
    const { flows } = await library.reader.flows()
    expect(flows.flatMap(({ name, offered }) => (offered ? [name] : []))).toEqual(['front', 'report'])
    expect(await current(library, store)).toContain('¿Qué ocurre?')
  })

  it('are taken in once when two stations start together', async () => {
    const store = await open()
    const other = await open({ sharing: store })
    const [here] = await Promise.all([libraryOn(store), libraryOn(other)])
    expect(await states(here)).toEqual(['1 published shipped'])
    expect(await trail(store)).toHaveLength(shippedNames.length)
  })

  it('that cannot run stop a new station, and say where', async () => {
    const broken = shippedCopy((folder) =>
      rewrite(folder, 'report/flow.json', '"next": "report_where"', '"next": "nowhere"'),
    )
    await expect(libraryOn(await open(), { directory: broken })).rejects.toThrow(/^report\/flow\.json:\d+: .*"nowhere"/)
  })
})
