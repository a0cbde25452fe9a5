import type { Language } from '../../../../contract/common.ts'
import { at, isObject, type Json, type JsonObject, put, textAt } from './json.ts'
import { type Files, languagesOf, type Model, putInFlow, putInWords, readModel, textOf } from './model.ts'
import { exitsOf, type StepKind, type TextField, textFields, textsOf } from './steps.ts'

/** What a new step needs to be whole: where it leads, and a few words to begin with. */
export type Seed = { readonly kind: StepKind; readonly next: string; readonly words: string }

/** A name nothing in `taken` has: `step_2` beside `step`. */
export function freeName(wanted: string, taken: (name: string) => boolean): string {
  if (!taken(wanted)) return wanted
  for (let n = 2; ; n++) if (!taken(`${wanted}_${n}`)) return `${wanted}_${n}`
}

const has = (model: Model, id: string) => Object.hasOwn(model.steps, id)
const hasText = (model: Model, key: string) =>
  [...model.words.keys()].some((it) => textOf(model, it, key) !== undefined)

/** A text in every language, under a key of its own. */
function withText(files: Files, key: string, text: (language: Language) => string): Files {
  return languagesOf(files).reduce(
    (changed, language) => putInWords(changed, language, ['texts', key], text(language)),
    files,
  )
}

/** Adds a step that is whole, and says under which name. `after`: the step that leads to it from now on. */
export function addStep(
  files: Files,
  seed: Seed,
  after: string | null,
): { readonly files: Files; readonly id: string } {
  const model = readModel(files)
  if (model === null) return { files, id: '' }
  const id = freeName(`new_${seed.kind}`, (name) => has(model, name) || hasText(model, name))
  const step = newStep(seed, id)
  let changed = putInFlow(files, ['steps', id], step)
  for (const field of textsOf(step)) {
    const key = textAt(step, [field])
    if (key === undefined) continue
    const lines = field === 'text' && seed.kind === 'menu' ? [seed.words, '1. …', '2. …'].join('\n') : seed.words
    changed = withText(changed, key, () => lines)
  }
  if (seed.kind === 'menu') changed = withMenuWords(changed, id)
  const name = textAt(step, ['save'])
  const operators = textAt(model.document, ['operators'])
  const operatorsLanguage = languagesOf(files).find((language) => language === operators)
  if (seed.kind === 'ask' && name !== undefined && operatorsLanguage !== undefined) {
    changed = putInWords(changed, operatorsLanguage, ['labels', name], name)
  }
  if (after !== null && at(model.document, ['steps', after, 'next']) !== undefined) {
    changed = putInFlow(changed, ['steps', after, 'next'], id)
  }
  return { files: changed, id }
}

function withMenuWords(files: Files, id: string): Files {
  return languagesOf(files).reduce(
    (changed, language) =>
      [1, 2].reduce((one, n) => putInWords(one, language, ['words', `${id}_${n}`], [`…${n}`]), changed),
    files,
  )
}

function newStep({ kind, next }: Seed, id: string): JsonObject {
  switch (kind) {
    case 'say':
      return { kind, text: id, next }
    case 'menu':
      return { kind, text: id, options: [1, 2].map((n) => ({ words: `${id}_${n}`, next })) }
    case 'ask':
      return { kind, accepts: 'text', text: id, retry: `${id}_retry`, save: id, next }
    case 'set':
      return { kind, save: id, to: '', next }
    case 'branch':
      return { kind, on: 'language', cases: [{ is: ['es'], next }], otherwise: next }
    case 'call':
      return { kind, service: '', with: {}, save: id, next, failed: next }
    case 'handover':
      return { kind, text: id, department: 'general', summary: `${id}_summary` }
    case 'end':
      return { kind, text: id }
  }
}

/** Adds a copy beside a step, with texts of its own. It leads where the first leads; nothing leads to it yet. */
export function duplicateStep(files: Files, from: string): { readonly files: Files; readonly id: string } {
  const model = readModel(files)
  const step = model?.steps[from]
  if (model === null || step === undefined) return { files, id: from }
  const id = freeName(from, (name) => has(model, name) || hasText(model, name))
  let copy = step
  let changed = files
  for (const field of textFields) {
    const key = textAt(step, [field])
    if (key === undefined) continue
    const own = field === 'text' ? id : `${id}_${field}`
    copy = put(copy, [field], own)
    for (const language of languagesOf(files)) {
      const text = textOf(model, language, key)
      if (text !== undefined) changed = putInWords(changed, language, ['texts', own], text)
    }
  }
  return { files: putInFlow(changed, ['steps', id], copy), id }
}

/** Who leads to a step: what must be changed before it can go. */
export function leadingTo(model: Model, id: string): readonly string[] {
  return Object.entries(model.steps)
    .filter(([from, step]) => from !== id && exitsOf(step).some(({ to }) => to === id))
    .map(([from]) => from)
}

/** Whether the flow itself needs a step: it starts there, a wish enters there, or the front door names it. */
export function isFixed(model: Model, id: string): boolean {
  return model.start === id || model.entries.has(id) || names(model.document.front, id)
}

function names(value: Json | undefined, id: string): boolean {
  if (typeof value === 'string') return value === id
  if (Array.isArray(value)) return value.some((one: Json) => names(one, id))
  return (
    isObject(value) && Object.entries(value).some(([key, one]) => key !== 'words' && key !== 'match' && names(one, id))
  )
}

/** Takes a step away; what led to it leads where it led, and its texts go if nothing else says them. */
export function removeStep(files: Files, id: string): Files {
  const model = readModel(files)
  const step = model?.steps[id]
  if (model === null || step === undefined) return files
  const onward = exitsOf(step).find(({ to }) => to !== id)?.to ?? model.start
  let changed = putInFlow(files, ['steps', id], undefined)
  for (const from of leadingTo(model, id)) {
    for (const { path, to } of exitsOf(model.steps[from] ?? {})) {
      if (to === id) changed = putInFlow(changed, ['steps', from, ...path], onward)
    }
  }
  return withoutUnsaid(changed, textKeys(step))
}

const textKeys = (step: JsonObject) => textFields.flatMap((field: TextField) => textAt(step, [field]) ?? [])

function withoutUnsaid(files: Files, keys: readonly string[]): Files {
  const model = readModel(files)
  if (model === null) return files
  const said = new Set(Object.values(model.steps).flatMap(textKeys))
  const welcome = textAt(model.document, ['front', 'welcome'])
  let changed = files
  for (const key of keys) {
    if (said.has(key) || key === welcome) continue
    for (const language of languagesOf(files)) changed = putInWords(changed, language, ['texts', key], undefined)
  }
  return changed
}
