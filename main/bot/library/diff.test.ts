import { describe, expect, it } from 'vitest'
import { shippedFiles } from '../../../tests/support/library.ts'
import { differences } from './diff.ts'
import { plainOf } from './files.ts'

const shipped = () => plainOf('report', shippedFiles('report'))

type Step = Record<string, unknown>

/** The shipped reports with something changed in them. */
function edited(edit: (flow: { steps: Record<string, Step> } & Step, es: Record<string, Step>) => void) {
  const copy = structuredClone(shipped()) as never as {
    flow: { steps: Record<string, Step> } & Step
    words: Record<string, Record<string, Step>>
  }
  edit(copy.flow, copy.words.es ?? {})
  return copy as never as ReturnType<typeof shipped>
}

const none = { steps: [], texts: [], rest: [] }

describe('what differs between two versions', () => {
  it('is nothing between a version and itself, whatever its number', () => {
    expect(differences(shipped(), shipped())).toEqual(none)
    expect(
      differences(
        shipped(),
        edited((flow) => Object.assign(flow, { version: 9 })),
      ),
    ).toEqual(none)
  })

  it('names steps that came, went and changed', () => {
    const after = edited(({ steps }) => {
      Reflect.deleteProperty(steps, 'report_photo')
      Object.assign(steps.report_what ?? {}, { next: 'report_confirm', topic: 'lamp' })
      Object.assign(steps, { thanks: { kind: 'say', text: 'report_done' } })
    })
    expect(differences(shipped(), after)).toEqual({
      ...none,
      steps: [
        {
          id: 'report_what',
          change: 'changed',
          kind: 'ask',
          fields: [
            { path: 'topic', before: 'street_report', after: 'lamp' },
            { path: 'next', before: 'report_where', after: 'report_confirm' },
          ],
        },
        { id: 'report_photo', change: 'removed', kind: 'ask', fields: [] },
        { id: 'thanks', change: 'added', kind: 'say', fields: [] },
      ],
    })
  })

  it('shows texts before and after, phrases one a line, by language', () => {
    const after = edited((_, es) => {
      Object.assign(es.texts ?? {}, { report_what: '¿Qué pasa?', more: 'Más' })
      Object.assign(es.words ?? {}, { fix_photo: ['la foto', 'el retrato'] })
      Object.assign(es.labels ?? {}, { what: 'Asunto' })
    })
    const before = 'Por ejemplo: una farola apagada.'
    expect(differences(shipped(), after)).toEqual({
      ...none,
      texts: [
        {
          ...{ language: 'es', part: 'texts', key: 'report_what' },
          ...{ before: expect.stringContaining(before), after: '¿Qué pasa?' },
        },
        { language: 'es', part: 'texts', key: 'more', before: null, after: 'Más' },
        {
          ...{ language: 'es', part: 'words', key: 'fix_photo' },
          ...{ before: 'la foto\nfoto\nimagen\nfotografía', after: 'la foto\nel retrato' },
        },
        { language: 'es', part: 'labels', key: 'what', before: 'Qué', after: 'Asunto' },
      ],
    })
  })

  it('shows a whole language that came or went', () => {
    const words = Object.fromEntries(Object.entries(shipped().words).filter(([language]) => language !== 'eu'))
    const gone = differences(shipped(), { ...shipped(), words })
    expect(new Set(gone.texts.map(({ language }) => language))).toEqual(new Set(['eu']))
    expect(gone.texts.every(({ after }) => after === null)).toBe(true)
    const come = differences({ ...shipped(), words }, shipped())
    expect(come.texts.map(({ key }) => key)).toEqual(gone.texts.map(({ key }) => key))
  })

  it('tells the rest by path: where it starts, wishes, options', () => {
    const after = edited((flow) =>
      Object.assign(flow, { start: 'report_where', intents: { street: { next: 'report_what' } } }),
    )
    expect(differences(shipped(), after).rest).toEqual([
      { path: 'start', before: 'report_what', after: 'report_where' },
      { path: 'intents.street.next', before: null, after: 'report_what' },
    ])
  })

  it.each([null, 7, 'text', [], { steps: 7 }, { steps: { a: null, b: [], toString: 1 } }])('bears %j', (flow) => {
    expect(differences(shipped(), { flow: flow as never, words: {} }).texts.length).toBeGreaterThan(0)
    expect(() => differences({ flow: flow as never, words: { es: flow as never } }, shipped())).not.toThrow()
  })
})
