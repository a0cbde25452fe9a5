import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { language } from '../../../contract/common.ts'
import { rehearsedTown } from '../../../tests/support/rehearsed-town.ts'
import { citizen, flows } from '../../../tests/support/starter.ts'
import { atTheDoor } from '../at-the-door.ts'
import { leaves } from '../leaving.ts'
import { loadModels } from './load.ts'
import { taughtFrom } from './taught.ts'
import { readPhrases } from './training/phrases.ts'
import { understanding } from './understand.ts'

const root = join(import.meta.dirname, '../../..')
const shipped = join(root, 'resources/intents')
const { models } = await loadModels(shipped)
const understand = atTheDoor(flows.front, understanding(models, taughtFrom([])))

/** What people write who leave, who leave one subject only, and who only sound like it: never trained with. */
async function wordings(name: 'leaving' | 'one-subject' | 'staying') {
  const file = await readFile(join(root, `tests/intents/leaving/${name}.json`), 'utf8')
  const byLanguage = z.record(z.string(), z.array(z.string())).parse(JSON.parse(file))
  return Object.entries(byLanguage).flatMap(([lang, texts]) =>
    texts.map((text) => ({ text, lang: language.parse(lang), ...said(text, lang) })),
  )
}

/** What becomes of it as the first thing somebody writes, with the real models and the real door. */
function said(text: string, lang: string) {
  const town = rehearsedTown()
  const { optOut, replies } = citizen({ language: language.parse(lang), call: town.call, understand }).says(text)
  const some = town.called.some(({ service }) => service === 'stop_named')
  return { optOut: some ? ('some' as const) : optOut, replies }
}

const leaving = await wordings('leaving')
const oneSubject = await wordings('one-subject')
const staying = await wordings('staying')

describe('wordings nobody trained with', () => {
  it('are enough: 40 of leaving and 30 of staying, in four languages', async () => {
    expect(leaving.length).toBeGreaterThanOrEqual(40)
    expect(staying.length).toBeGreaterThanOrEqual(30)
    for (const set of [leaving, staying]) expect(new Set(set.map(({ lang }) => lang)).size).toBe(4)
    const { phrases, nearOptOut, doubts, nearDanger } = await readPhrases(shipped)
    const seen = new Set(
      [...phrases, ...nearOptOut, ...doubts, ...nearDanger].map(({ text }) => text.toLowerCase().trim()),
    )
    const longer = [...leaving, ...oneSubject, ...staying].filter(({ text }) => text.includes(' '))
    expect(longer.filter(({ text }) => seen.has(text.toLowerCase().trim())).map(({ text }) => text)).toEqual([])
  })

  it('of leaving take effect at once, 98 in a hundred at least, with one confirmation and nothing else', () => {
    const unheard = leaving.filter(({ optOut }) => optOut !== 'yes').map(({ text }) => text)
    expect(unheard.length / leaving.length, unheard.join(' · ')).toBeLessThanOrEqual(0.02)
    for (const { optOut, replies, text } of leaving)
      if (optOut === 'yes') expect([text, replies.length]).toEqual([text, 1])
  })

  it('of leaving count as well where a person has the conversation', () => {
    const unheard = leaving.filter(({ text }) => !leaves(flows.front, understand, text)).map(({ text }) => text)
    expect(unheard.length / leaving.length, unheard.join(' · ')).toBeLessThanOrEqual(0.02)
  })

  it('of one subject end that one', () => {
    expect(oneSubject.filter(({ optOut }) => optOut !== 'some').map(({ text }) => text)).toEqual([])
  })

  it('of staying, or of joining, take nothing away from anybody', () => {
    const taken = staying.filter(({ optOut }) => optOut === 'yes' || optOut === 'some').map(({ text }) => text)
    expect(taken.length / staying.length, taken.join(' · ')).toBeLessThanOrEqual(0.03)
    expect(
      staying.filter(({ text }) => leaves(flows.front, understand, text)).length / staying.length,
    ).toBeLessThanOrEqual(0.03)
  })
})
