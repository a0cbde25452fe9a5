import { describe, expect, it } from 'vitest'
import type { FlowFault, FlowFiles } from '../../../contract/flow.ts'
import { lineOf, replaced, shippedFiles, shippedNames } from '../../../tests/support/library.ts'
import type { FlowSource } from '../compile.ts'
import type { ServiceShape } from '../ports.ts'
import { townCatalogue } from '../town-catalogue.ts'
import { faultOfSet, faultsOf } from './check-set.ts'
import { readFiles } from './files.ts'

const services: Readonly<Record<string, ServiceShape>> = townCatalogue

const sourceOf = (name: string, files: FlowFiles): FlowSource => {
  const read = readFiles(name, files)
  if ('flow' in read) return read
  throw read[0] ?? new Error('unreadable')
}

const front = shippedFiles('front')
const report = shippedFiles('report')
const shipped = shippedNames.map((name) => sourceOf(name, shippedFiles(name)))

const inFlow = (files: FlowFiles, from: string | RegExp, to: string): FlowFiles => ({
  ...files,
  flow: replaced(files.flow, from, to),
})
const inWords = (files: FlowFiles, language: 'es' | 'ca', from: string | RegExp, to: string): FlowFiles => ({
  ...files,
  words: { ...files.words, [language]: replaced(files.words[language] ?? '', from, to) },
})
const inReport = (from: string | RegExp, to: string) => inFlow(report, from, to)
const inSpanish = (from: string | RegExp, to: string) => inWords(report, 'es', from, to)

const step = (json: string) => inReport('"steps": {', `"steps": { "extra": ${json},`)

const faults = (files: FlowFiles, name = 'report') => faultsOf(name, files, shipped, services)

describe('faults of a flow', () => {
  it('are none in what is shipped', () => {
    expect(faults(report)).toEqual([])
    expect(faults(front, 'front')).toEqual([])
    expect(faultOfSet(shipped, services)).toBeNull()
    expect(faultOfSet([sourceOf('report', report)], services)).toMatchObject({ code: 'no_front_door', file: '' })
  })

  it.each<[FlowFault['code'], string, FlowFiles, Partial<FlowFault>]>([
    ['not_json', 'report', inReport('"version": 1,', '"version": 1,,'), { file: 'report/flow.json', line: 4 }],
    ['not_json', 'report', { ...report, flow: '' }, { file: 'report/flow.json', line: 1 }],
    ['wrong_shape', 'report', inReport('"version": 1,', '"version": "one",'), { path: 'version', line: 4 }],
    ['missing_field', 'report', inReport('"start": "report_what",', ''), { path: 'start' }],
    ['unknown_field', 'report', inReport('"operators"', '"colour": "red", "operators"'), { line: 1 }],
    [
      'wrong_name',
      'report',
      inReport('"name": "report"', '"name": "other"'),
      { path: 'name', values: { name: 'report' } },
    ],
    ['wrong_language', 'report', inSpanish('"language": "es"', '"language": "eu"'), { values: { language: 'es' } }],
    ['no_operator_words', 'report', inReport('"operators": "es"', '"operators": "ca-valencia"'), { path: 'operators' }],
    [
      'no_flow',
      'report',
      step('{"kind":"set","save":"x","to":"y","next":"flow:nowhere"}'),
      { values: { flow: 'nowhere' } },
    ],
    [
      'no_step',
      'report',
      inReport('"next": "report_where"', '"next": "nowhere"'),
      {
        path: 'steps.report_what.next',
        line: lineOf(report.flow, '"next": "report_where"'),
        values: { step: 'nowhere' },
      },
    ],
    ['wrong_kind', 'front', inFlow(front, /"fallback": "\w+"/, '"fallback": "menu"'), { values: { kind: 'handover' } }],
    [
      'needs_without_otherwise',
      'report',
      step('{"kind":"say","text":"report_what","needs":"x"}'),
      { path: 'steps.extra' },
    ],
    [
      'choice_without_options',
      'report',
      step('{"kind":"ask","accepts":"choice","text":"report_what","retry":"report_what","save":"x","next":"extra"}'),
      { path: 'steps.extra' },
    ],
    [
      'no_call_saves',
      'report',
      step(
        '{"kind":"ask","accepts":"choice","from":"x","none":"report_what","text":"report_what","retry":"report_what","save":"x","next":"report_what"}',
      ),
      { path: 'steps.extra.from' },
    ],
    [
      'choice_without_none',
      'report',
      step(
        '{"kind":"ask","accepts":"choice","from":"x","text":"report_what","retry":"report_what","save":"x","next":"report_what"}',
      ),
      { path: 'steps.extra' },
    ],
    [
      'no_service',
      'report',
      step('{"kind":"call","service":"fly","save":"x","next":"report_what","failed":"report_what"}'),
      { values: { service: 'fly' } },
    ],
    [
      'no_parameter',
      'report',
      step(
        '{"kind":"call","service":"list_slots","with":{"colour":"what"},"save":"x","next":"report_what","failed":"report_what"}',
      ),
      { values: { service: 'list_slots', parameter: 'colour' } },
    ],
    [
      'no_step_saves',
      'report',
      step(
        '{"kind":"call","service":"list_slots","with":{"service":"nothing"},"save":"x","next":"report_what","failed":"report_what"}',
      ),
      { values: { name: 'nothing' } },
    ],
    ['missing_text', 'report', inSpanish('"report_photo_wait"', '"renamed"'), { path: 'texts.report_photo_wait' }],
    [
      'unknown_variable',
      'report',
      inSpanish('{{where}}', '{{weather}}'),
      {
        file: 'report/es.json',
        path: 'texts.report_confirm',
        line: lineOf(report.words.es ?? '', '{{where}}'),
        values: { variable: 'weather' },
      },
    ],
    ['options_not_listed', 'report', inSpanish('\\n2. El lugar', ''), { path: 'texts.report_fix' }],
    ['menu_too_long', 'report', inSpanish('1. Lo que ocurre', '\\n\\n1. Lo que ocurre'), { values: { lines: '5' } }],
    ['too_long', 'report', inSpanish('¿Qué ocurre?', 'x'.repeat(4_097)), { path: 'texts.report_what' }],
    ['cycle', 'report', step('{"kind":"set","save":"x","to":"y","next":"extra"}'), { path: 'steps.extra' }],
    ['second_front_door', 'report', { ...front, flow: replaced(front.flow, '"front"', '"report"') }, {}],
  ])('%s in %s', (code, name, files, expected) => {
    expect(faults(files, name)).toContainEqual(expect.objectContaining({ code, ...expected }))
    for (const fault of faults(files, name)) expect(fault.reason).not.toBe('')
  })

  it('come from every file and language, not only the first', () => {
    const both = inWords(inSpanish('{{where}}', '{{a}}'), 'ca', '{{where}}', '{{b}}')
    expect(faults(both).map(({ file }) => file)).toEqual(['report/es.json', 'report/ca.json'])
    const broken = { flow: '{', words: { es: '[', ca: '' } }
    expect(faults(broken).map(({ file }) => file)).toEqual(['report/flow.json', 'report/es.json', 'report/ca.json'])
  })

  it('of another flow are counted when this one causes them', () => {
    const renamed = inWords(front, 'es', '"shared_place"', '"renamed"')
    expect(faults(renamed, 'front').map(({ code }) => code)).toContain('missing_text')
  })

  it('that were there before do not stand in the way of mending', () => {
    const wish = (name: string) =>
      sourceOf(name, {
        ...inFlow(
          inFlow(report, '"name": "report"', `"name": "${name}"`),
          '"intents": {}',
          '"intents": {"w": "report_what"}',
        ),
      })
    const clash = [...shipped, wish('first'), wish('second')]
    expect(faultOfSet(clash, services)).toMatchObject({ code: 'intent_taken', values: { flow: 'first' } })
    expect(faultsOf('report', report, clash, services)).toEqual([])
  })
})
