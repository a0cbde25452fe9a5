import { freeName } from './edits.ts'
import { at, type JsonObject, textAt } from './json.ts'
import { type Files, languagesOf, type Model, putInFlow, putInWords, readModel, textOf } from './model.ts'
import { type AnswerKind, items } from './steps.ts'

/** One more option of a menu or choice, with words of its own and its line in the text of every language. */
export function addOption(files: Files, id: string): Files {
  const model = readModel(files)
  const step = model?.steps[id]
  if (model === null || step === undefined) return files
  const options = items(step, 'options')
  const n = options.length + 1
  const taken = (name: string) =>
    [...model.words.values()].some((words) => at(words, ['words', name]) !== undefined) ||
    options.some((option) => option.words === name)
  const words = freeName(`${id}_${n}`, taken)
  const option: JsonObject =
    step.kind === 'menu' ? { words, next: textAt(options.at(-1), ['next']) ?? model.start } : { words, value: words }
  let changed = putInFlow(files, ['steps', id, 'options', n - 1], option)
  const key = textAt(step, ['text']) ?? ''
  for (const language of languagesOf(files)) {
    changed = putInWords(changed, language, ['words', words], ['…'])
    const text = textOf(model, language, key)
    if (text !== undefined) changed = putInWords(changed, language, ['texts', key], `${text}\n${n}. …`)
  }
  return changed
}

/** Takes an option away, with its line in every language; the lines after it are counted anew. */
export function removeOption(files: Files, id: string, index: number): Files {
  const model = readModel(files)
  const step = model?.steps[id]
  if (model === null || step === undefined) return files
  let changed = putInFlow(files, ['steps', id, 'options', index], undefined)
  const key = textAt(step, ['text']) ?? ''
  for (const language of languagesOf(files)) {
    const text = textOf(model, language, key)
    if (text !== undefined) changed = putInWords(changed, language, ['texts', key], withoutLine(text, index + 1))
  }
  return changed
}

const numbered = /^(\d+)\. /

function withoutLine(text: string, n: number): string {
  return text
    .split('\n')
    .filter((line) => Number(numbered.exec(line)?.[1]) !== n)
    .map((line) => line.replace(numbered, (_, at: string) => `${Number(at) > n ? Number(at) - 1 : at}. `))
    .join('\n')
}

/** The same step, waiting for another kind of answer: what that kind needs is there, what it does not know is gone. */
export function withAnswer(files: Files, id: string, accepts: AnswerKind): Files {
  const model = readModel(files)
  const step = model?.steps[id]
  if (model === null || step === undefined || step.kind !== 'ask') return files
  const onward = textAt(step, ['next']) ?? textAt(step, ['yes']) ?? model.start
  const { kind, text = id, retry = `${id}_retry`, topic } = step
  const common: JsonObject = { kind, accepts, text, retry, ...(topic !== undefined && { topic }) }
  const named = answerWordsOf(accepts, id)
  const worded = withWords(files, Object.values(named))
  if (accepts === 'yes_no' || accepts === 'assent')
    return putInFlow(worded, ['steps', id], { ...common, ...named, yes: onward, no: onward })
  const save = textAt(step, ['save']) ?? id
  const asked: JsonObject = { ...common, save, next: onward }
  if (accepts === 'choice') return withChoices(putInFlow(files, ['steps', id], { ...asked, options: [] }), id)
  if (accepts === 'choices') {
    const from = textAt(step, ['from']) ?? savedByCall(model) ?? ''
    return putInFlow(worded, ['steps', id], { ...asked, ...named, from, none: onward })
  }
  if (accepts !== 'photo') return putInFlow(files, ['steps', id], asked)
  const wait = textAt(step, ['wait']) ?? `${id}_wait`
  return putInFlow(files, ['steps', id], { ...asked, wait })
}

/** The words a question of this kind is answered with, by the field that names them. */
function answerWordsOf(accepts: AnswerKind, id: string): Readonly<Record<string, string>> {
  if (accepts === 'assent') return { words: `${id}_yes`, refuse: `${id}_no` }
  return accepts === 'choices' ? { all: `${id}_all`, but: `${id}_but` } : {}
}

/** The same, with words to begin with where a language has none of that name. */
function withWords(files: Files, names: readonly string[]): Files {
  const model = readModel(files)
  let changed = files
  for (const language of languagesOf(files)) {
    for (const name of names) {
      if (at(model?.words.get(language), ['words', name]) !== undefined) continue
      changed = putInWords(changed, language, ['words', name], ['…'])
    }
  }
  return changed
}

const savedByCall = (model: Model): string | undefined =>
  Object.values(model.steps).flatMap((step) => (step.kind === 'call' ? (textAt(step, ['save']) ?? []) : []))[0]

const withChoices = (files: Files, id: string) => addOption(addOption(files, id), id)
