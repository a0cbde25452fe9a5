import type { Language } from '../../../../contract/common.ts'
import { at, isObject, type JsonObject, type Path, parseObject, put, textAt, writeJson } from './json.ts'

/** A flow as it is written: JSON text. */
export type Files = { readonly flow: string; readonly words: Readonly<Partial<Record<Language, string>>> }

/** A flow as the editor shows it: whatever can be read of it. */
export type Model = {
  readonly name: string
  readonly start: string
  readonly isFront: boolean
  readonly document: JsonObject
  readonly steps: Readonly<Record<string, JsonObject>>
  /** Only the languages whose file can be read. */
  readonly words: ReadonlyMap<Language, JsonObject>
  /** Which intent enters where. */
  readonly entries: ReadonlyMap<string, readonly string[]>
}

/** The languages of a flow in the order people know them, Spanish first. */
const order: readonly Language[] = ['es', 'ca', 'ca-valencia', 'gl', 'eu', 'en']
export const languagesOf = (files: Files): readonly Language[] =>
  order.filter((language) => files.words[language] !== undefined)

/** Null when `flow.json` is not JSON; what it says wrong beyond that is left out. */
export function readModel(files: Files): Model | null {
  const document = parseObject(files.flow)
  if (document === null) return null
  const words = new Map<Language, JsonObject>()
  for (const language of languagesOf(files)) {
    const read = parseObject(files.words[language] ?? '')
    if (read !== null) words.set(language, read)
  }
  return {
    name: textAt(document, ['name']) ?? '',
    start: textAt(document, ['start']) ?? '',
    isFront: isObject(document.front),
    document,
    steps: objectsIn(at(document, ['steps'])),
    words,
    entries: entriesOf(document),
  }
}

function objectsIn(value: unknown): Readonly<Record<string, JsonObject>> {
  if (!isObject(value)) return {}
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, JsonObject] => isObject(entry[1])))
}

function entriesOf(document: JsonObject): ReadonlyMap<string, readonly string[]> {
  const entries = new Map<string, readonly string[]>()
  const intents = isObject(document.intents) ? document.intents : {}
  for (const [intent, entry] of Object.entries(intents)) {
    const step = typeof entry === 'string' ? entry : textAt(entry, ['next'])
    if (step !== undefined) entries.set(step, [...(entries.get(step) ?? []), intent])
  }
  return entries
}

/** The text a step's field names, in one language; undefined when that language does not have it. */
export const textOf = (model: Model, language: Language, key: string): string | undefined =>
  textAt(model.words.get(language), ['texts', key])

/** The first words of a step, for its node: what it says, in `language` or the first that says something. */
export function firstWords(model: Model, step: JsonObject, language: Language, front: Model | null): string {
  const key = textAt(step, ['text'])
  if (key === undefined) return ''
  const found =
    textOf(model, language, key) ??
    (front === null ? undefined : textOf(front, language, key)) ??
    [...model.words.keys()].map((other) => textOf(model, other, key)).find((text) => text !== undefined)
  return found?.split('\n')[0] ?? ''
}

/** The same files with `value` at `path` of `flow.json`. */
export function putInFlow(files: Files, path: Path, value: JsonObject[string] | undefined): Files {
  const document = parseObject(files.flow)
  return document === null ? files : { ...files, flow: writeJson(put(document, path, value)) }
}

/** The same files with `value` at `path` of the words of `language`. */
export function putInWords(files: Files, language: Language, path: Path, value: JsonObject[string] | undefined): Files {
  const document = parseObject(files.words[language] ?? '')
  if (document === null) return files
  return { ...files, words: { ...files.words, [language]: writeJson(put(document, path, value)) } }
}
