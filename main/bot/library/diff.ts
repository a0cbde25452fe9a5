import type { z } from 'zod'
import type { FlowDiff } from '../../../contract/assistant.ts'
import { languages } from '../../../contract/common.ts'

type Json = z.infer<ReturnType<typeof z.json>>

/** The documents of a version as plain JSON: also those of a draft that has faults can be compared. */
export type Plain = { readonly flow: Json; readonly words: Readonly<Record<string, Json>> }

type Change = { readonly before: string | null; readonly after: string | null }

/** What every version has of its own. */
const unread = new Set(['$schema', 'name', 'version', 'steps'])

/** What differs between two versions, in the order of the older one; what is new comes last. */
export function differences(before: Plain, after: Plain): FlowDiff {
  const [old, young] = [fields(before.flow), fields(after.flow)]
  return {
    steps: both(fields(old.steps), fields(young.steps)).flatMap(([id, was, is]) => stepChange(id, was, is)),
    texts: languages.flatMap((language) =>
      wordChanges(before.words[language], after.words[language]).map((change) => ({ language, ...change })),
    ),
    rest: changes(without(old, unread), without(young, unread)),
  }
}

function stepChange(id: string, was: Json | undefined, is: Json | undefined): FlowDiff['steps'] {
  const kind = String(fields(is ?? was).kind ?? '')
  if (was === undefined) return [{ id, change: 'added', kind, fields: [] }]
  if (is === undefined) return [{ id, change: 'removed', kind, fields: [] }]
  const changed = changes(was, is)
  return changed.length === 0 ? [] : [{ id, change: 'changed', kind, fields: changed }]
}

const parts = ['texts', 'words', 'labels'] as const

function wordChanges(was: Json | undefined, is: Json | undefined): Omit<FlowDiff['texts'][number], 'language'>[] {
  const [old, young] = [fields(was), fields(is)]
  const ofParts = parts.flatMap((part) =>
    both(fields(old[part]), fields(young[part])).flatMap(([key, ...values]) => {
      const change = changeOf(...values)
      return change ? [{ part, key, ...change }] : []
    }),
  )
  const own = new Set<string>([...parts, '$schema', 'language'])
  const other = changes(without(old, own), without(young, own))
  return [...ofParts, ...other.map(({ path, ...change }) => ({ part: 'other' as const, key: path, ...change }))]
}

/** Every leaf in which two values differ, by its path. */
function changes(was: Json, is: Json): ({ path: string } & Change)[] {
  return both(leaves(was), leaves(is)).flatMap(([path, ...values]) => {
    const change = changeOf(...values)
    return change ? [{ path, ...change }] : []
  })
}

function changeOf(was: Json | undefined, is: Json | undefined): Change | null {
  const change = { before: shown(was), after: shown(is) }
  return change.before === change.after ? null : change
}

/** A text as it stands, phrases one a line, anything else as JSON. */
function shown(value: Json | undefined): string | null {
  if (value === undefined) return null
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join('\n')
  return JSON.stringify(value)
}

/** The keys of both, those of the first in front. */
function both(was: Fields, is: Fields): (readonly [key: string, was: Json | undefined, is: Json | undefined])[] {
  const keys = new Set([...Object.keys(was), ...Object.keys(is)])
  return [...keys].map((key) => [key, own(was, key), own(is, key)] as const)
}

type Fields = Readonly<Record<string, Json>>

const own = (value: Fields, key: string) => (Object.hasOwn(value, key) ? value[key] : undefined)

const isFields = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const fields = (value: Json | undefined): Fields => (isFields(value) ? value : {})

const without = (value: Fields, names: ReadonlySet<string>): { [key: string]: Json } =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !names.has(key)))

/** Lists of texts stay whole: a phrase more is one change, not a shift of all that follow. */
function leaves(value: Json, path = ''): Fields {
  const inside = Array.isArray(value) && value.some((one) => typeof one === 'object') ? { ...value } : value
  if (!isFields(inside)) return path === '' ? {} : { [path]: value }
  const named = Object.entries(inside).map(([key, one]) => leaves(one, path === '' ? key : `${path}.${key}`))
  return Object.assign({}, ...named)
}
