import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { flowsFolder, shipped } from '../../tests/support/starter.ts'
import type { FlowDocument } from './flow.ts'
import { loadFlows } from './flows.ts'
import { townCatalogue } from './town-catalogue.ts'
import type { WordsDocument } from './words.ts'

const load = (folder: string) => loadFlows(folder, { services: townCatalogue })

describe('a folder of flows', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ventanilla-flows-'))
    await cp(flowsFolder, folder, { recursive: true })
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const read = async (file: string) => JSON.parse(await readFile(join(folder, file), 'utf8'))
  async function change<T>(file: string, edit: (document: T) => void) {
    const document = await read(file)
    edit(document)
    await writeFile(join(folder, file), JSON.stringify(document, null, 2))
  }
  const changeFlow = (edit: (flow: FlowDocument) => void) => change('front/flow.json', edit)
  const changeWords = (edit: (words: WordsDocument) => void) => change('front/es.json', edit)

  it('keeps older versions beside the newest', async () => {
    await cp(join(folder, 'report'), join(folder, 'report-2'), { recursive: true })
    await writeFile(
      join(folder, 'report-2/flow.json'),
      JSON.stringify({ ...(await read('report/flow.json')), version: 2 }),
    )
    const flows = await load(folder)
    expect(flows.newest('report')?.version).toBe(2)
    expect(flows.find('report', 1)?.version).toBe(1)
    expect(flows.find('report', 3)).toBeUndefined()
    expect(flows.newest('another')).toBeUndefined()
  })

  it.each([
    [
      'a missing step',
      (f: FlowDocument) => Reflect.set(f.steps.hours ?? {}, 'next', 'nowhere'),
      /^front\/flow\.json:\d+: steps\.hours\.next: there is no step "nowhere"$/,
    ],
    [
      'an unknown kind',
      (f: FlowDocument) => Reflect.set(f.steps.hours ?? {}, 'kind', 'sing'),
      /^front\/flow\.json:\d+: steps\.hours\.kind: /,
    ],
    ['an unknown field', (f: FlowDocument) => Reflect.set(f, 'colour', 'red'), /^front\/flow\.json:\d+: .*colour/],
    [
      'a cycle that waits for nobody',
      (f: FlowDocument) => Reflect.set(f.steps.privacy ?? {}, 'next', 'privacy'),
      /^front\/flow\.json:\d+: steps\.privacy: a cycle without a question/,
    ],
    [
      'a fallback that is no person',
      (f: FlowDocument) => Reflect.set(f.front ?? {}, 'fallback', 'menu'),
      /^front\/flow\.json:\d+: front\.fallback: must be a handover$/,
    ],
    [
      'an alarm that is no person',
      (f: FlowDocument) => Reflect.set(f.front?.alarms[0] ?? {}, 'next', 'menu'),
      /^front\/flow\.json:\d+: front\.alarms\.0\.next: must be a handover$/,
    ],
    [
      'operators without words',
      (f: FlowDocument) => Reflect.set(f, 'operators', 'ca-valencia'),
      /^front\/flow\.json:\d+: operators: /,
    ],
  ])('refuses %s', async (_, edit, message) => {
    await changeFlow(edit)
    await expect(load(folder)).rejects.toThrow(message)
  })

  it.each([
    [
      'a missing text',
      (w: WordsDocument) => Reflect.deleteProperty(w.texts, 'hours'),
      /^front\/es\.json:\d+: texts\.hours: is missing/,
    ],
    [
      'missing words',
      (w: WordsDocument) => Reflect.deleteProperty(w.words, 'danger'),
      /^front\/es\.json:\d+: words\.danger: is missing/,
    ],
    [
      'an unknown variable',
      (w: WordsDocument) => Reflect.set(w.texts, 'hours', '{{weather}}'),
      /^front\/es\.json:\d+: texts\.hours: unknown variable "weather"/,
    ],
    [
      'a text over the limit',
      (w: WordsDocument) => Reflect.set(w.texts, 'hours', 'x'.repeat(501)),
      /^front\/es\.json:\d+: texts\.hours: /,
    ],
    [
      'a menu without its numbers',
      (w: WordsDocument) => Reflect.set(w.texts, 'menu', 'Elija:\n1. Uno'),
      /^front\/es\.json:\d+: texts\.menu: must list its 4 options/,
    ],
    [
      'a menu too long',
      (w: WordsDocument) => Reflect.set(w.texts, 'menu', '\n\n\n\n\n'),
      /^front\/es\.json:\d+: texts\.menu: a menu has at most 5 lines/,
    ],
  ])('refuses %s', async (_, edit, message) => {
    await changeWords(edit)
    await expect(load(folder)).rejects.toThrow(message)
  })

  it('names the line of what is wrong', async () => {
    await changeFlow((f) => Reflect.set(f.steps.hours ?? {}, 'otherwise', 'nowhere'))
    const lines = (await readFile(join(folder, 'front/flow.json'), 'utf8')).split('\n')
    const line = lines.findIndex((text) => text.includes('"nowhere"')) + 1
    await expect(load(folder)).rejects.toMatchObject({
      file: 'front/flow.json',
      line,
      path: 'steps.hours.otherwise',
      reason: 'there is no step "nowhere"',
    })
  })

  it('refuses a file that is not JSON, saying where, and two of one version', async () => {
    await cp(join(folder, 'report'), join(folder, 'copy'), { recursive: true })
    await expect(load(folder)).rejects.toThrow('report/flow.json:4: version: there is another version 1 of "report"')
    await writeFile(join(folder, 'copy/flow.json'), '{\n  "name": "copy",\n}')
    await expect(load(folder)).rejects.toThrow(/^copy\/flow\.json:3: /)
  })
})

describe('the shipped words', () => {
  const languages = [...shipped.values()]
  const spanish = Object.keys(shipped.get('es')?.texts ?? {})

  it('speak the five languages, each with the same texts', () => {
    expect(languages.map(({ language }) => language).sort()).toEqual(['ca', 'en', 'es', 'eu', 'gl'])
    for (const { texts } of languages) expect(Object.keys(texts).sort()).toEqual(spanish.toSorted())
  })

  it('use the same variables in every language', () => {
    const used = (text = '') => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name))].sort()
    const town = ['of_town', 'town']
    for (const { texts } of languages) {
      for (const key of spanish.filter((name) => name !== 'welcome')) {
        expect(used(texts[key]), key).toEqual(used(shipped.get('es')?.texts[key]))
      }
      expect(town).toContain(used(texts.welcome)[0])
    }
  })

  it('name 112 in every alarm and tell how to reach a person in every greeting', () => {
    for (const { texts, words } of languages) {
      for (const key of ['danger', 'violence', 'suicide']) expect(texts[key]).toContain('*112*')
      const command = texts.welcome?.match(/PERSON\p{L}*|PERSOA|PERTSONA/u)?.[0] ?? ''
      expect(words.person).toContain(command.toLowerCase())
    }
  })
})
