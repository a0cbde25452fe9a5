import { DateTime } from 'luxon'
import type { DocumentLanguage, LegibleBlock } from '../../contract/rights.ts'
import { textsIn, wordOf } from './texts.ts'

type Json = Readonly<Record<string, unknown>>

export type Part = { readonly name: string; readonly json: unknown }

export type Reading = { readonly language: DocumentLanguage; readonly timeZone: string }

/** A table as wide as a page: what more there is to a row goes together into its last column. */
const widest = 4

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isScalar = (value: unknown) => typeof value !== 'object' || value === null
const isEmpty = (value: unknown) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Fields whose values are names of ours; any other holds somebody's words, which are shown as they are. */
const ours = new Set(['from', 'author', 'kind', 'state', 'delivery', 'result', 'channel'])

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/** The day and the hour in the town, as they are written in the language. */
export function timeIn(at: number, { language, timeZone }: Reading): string {
  return DateTime.fromMillis(at, { zone: timeZone }).setLocale(language).toFormat('d LLL yyyy, HH:mm')
}

/** What was collected, as people read it: a heading for each part, lists as tables, the rest as facts. */
export function legible(parts: readonly Part[], reading: Reading): LegibleBlock[] {
  const texts = textsIn(reading.language)
  return parts.flatMap(({ name, json }) => {
    const content = blocksOf(json, reading)
    const body: LegibleBlock[] = content.length > 0 ? content : [{ kind: 'paragraph', text: texts.export.nothing }]
    return [{ kind: 'heading' as const, level: 2 as const, text: wordOf(texts.parts, name) }, ...body]
  })
}

function blocksOf(value: unknown, reading: Reading): LegibleBlock[] {
  if (isEmpty(value)) return []
  if (Array.isArray(value)) return listOf(value, reading)
  if (!isObject(value)) return [{ kind: 'paragraph', text: inline(value, reading) }]
  const entries = Object.entries(value).filter(([, each]) => !isEmpty(each))
  const facts = entries.filter(([, each]) => isScalar(each))
  const label = (name: string) => wordOf(textsIn(reading.language).fields, name)
  return [
    ...(facts.length > 0
      ? [{ kind: 'facts' as const, rows: facts.map(([name, each]) => pair(label(name), inline(each, reading, name))) }]
      : []),
    ...entries
      .filter(([, each]) => !isScalar(each))
      .flatMap(([name, each]) => [
        { kind: 'heading' as const, level: 3 as const, text: label(name) },
        ...blocksOf(each, reading),
      ]),
  ]
}

const pair = (label: string, value: string): [string, string] => [label, value]

/** Things that hold lists of their own come one after the other; all others are the rows of a table. */
function listOf(items: readonly unknown[], reading: Reading): LegibleBlock[] {
  const objects = items.filter(isObject)
  if (objects.length < items.length) return items.flatMap((item) => blocksOf(item, reading))
  const isLong = objects.some((item) => Object.values(item).some((each) => Array.isArray(each) && each.length > 3))
  if (isLong || objects.length === 1) return objects.flatMap((item) => blocksOf(item, reading))
  return [tableOf(objects, reading)]
}

function tableOf(items: readonly Json[], reading: Reading): LegibleBlock {
  const { fields } = textsIn(reading.language)
  const names = [...new Set(items.flatMap((item) => Object.keys(item)))]
  const filled = names.filter((name) => items.some((item) => !isEmpty(item[name])))
  const columns = filled.slice(0, widest)
  const others = filled.slice(widest)
  const rest = (item: Json) =>
    others
      .filter((name) => !isEmpty(item[name]))
      .map((name) => `${wordOf(fields, name)}: ${inline(item[name], reading, name)}`)
      .join('; ')
  return {
    kind: 'table',
    head: [...columns.map((name) => wordOf(fields, name)), ...(others.length > 0 ? [fields.more] : [])],
    rows: items.map((item) => [
      ...columns.map((name) => inline(item[name], reading, name)),
      ...(others.length > 0 ? [rest(item)] : []),
    ]),
  }
}

/** A value in one piece of text. */
function inline(value: unknown, reading: Reading, field = ''): string {
  const { fields, values } = textsIn(reading.language)
  if (isEmpty(value)) return ''
  if (Array.isArray(value)) return value.map((each) => inline(each, reading, field)).join('; ')
  if (isObject(value)) {
    return Object.entries(value)
      .filter(([, each]) => !isEmpty(each))
      .map(([name, each]) => `${wordOf(fields, name)}: ${inline(each, reading, name)}`)
      .join(', ')
  }
  const text = String(value)
  if (moment.test(text)) return timeIn(Date.parse(text), reading)
  return typeof value === 'boolean' || ours.has(field) ? wordOf(values, text) : text
}
