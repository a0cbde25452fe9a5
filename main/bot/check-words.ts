import { townVariables } from '../../contract/flow.ts'
import { type FlowSource, savesOf } from './compile.ts'
import { type FlowDocument, type FlowStep, keepsAnswer } from './flow.ts'
import { flowError, type Source } from './flow-error.ts'
import type { ServiceShape } from './ports.ts'
import { requiredTexts, requiredWords, type WordsDocument } from './words.ts'

/** The most lines a menu has. */
const menuLines = 5

/** Whether a language has every text and word of a flow. `front`: the front door, whose words every flow shares. */
export function checkWords(
  flow: FlowDocument,
  source: Source<WordsDocument>,
  front: FlowSource | null,
  services: Readonly<Record<string, ServiceShape>>,
): void {
  const { document } = source
  const shared = front?.words.find((words) => words.document.language === document.language)?.document
  if (front && !shared) throw flowError(source, 'language', `the front door does not speak "${document.language}"`)
  const has = (part: 'texts' | 'words' | 'labels', keys: Iterable<string>) => {
    for (const key of keys) {
      if (Object.hasOwn(document[part], key) || Object.hasOwn(shared?.[part] ?? {}, key)) continue
      throw flowError(source, `${part}.${key}`, 'is missing')
    }
  }
  has('texts', [...(front ? [] : requiredTexts), ...textsOf(flow)])
  has('words', [...(front ? [] : requiredWords), ...wordsOf(flow)])
  if (document.language === flow.operators) has('labels', answersOf(flow))
  checkVariables(flow, source, services)
  const texts = { ...shared?.texts, ...document.texts }
  for (const step of Object.values(flow.steps)) {
    if (step.kind === 'menu') checkMenu(source, step.text, texts[step.text] ?? '', step.options.length)
    if (step.kind === 'ask' && step.accepts === 'choice' && step.options) {
      checkOptions(source, step.text, texts[step.text] ?? '', step.options.length)
    }
  }
}

function checkVariables(
  flow: FlowDocument,
  source: Source<WordsDocument>,
  services: Readonly<Record<string, ServiceShape>>,
): void {
  const allowed = new Set<string>([...townVariables, ...savesOf(flow), ...fieldsOf(flow, services)])
  const known = (name: string) => allowed.has(name) || /^fact\.[a-z0-9_.-]+$/.test(name)
  for (const [key, text] of Object.entries(source.document.texts)) {
    const unknown = [...text.matchAll(/\{\{(.*?)\}\}/g)].find(([, name = '']) => !known(name))
    if (unknown) throw flowError(source, `texts.${key}`, `unknown variable "${unknown[1]}"`)
  }
}

/** `slot.when`, for every field of what a call saves as `slot`. */
const fieldsOf = (flow: FlowDocument, services: Readonly<Record<string, ServiceShape>>) =>
  Object.values(flow.steps).flatMap((step) =>
    step.kind === 'call' ? (services[step.service]?.fields ?? []).map((field) => `${step.save}.${field}`) : [],
  )

function checkMenu(source: Source<WordsDocument>, key: string, text: string, options: number): void {
  if (text.split('\n').length > menuLines) {
    throw flowError(source, `texts.${key}`, `a menu has at most ${menuLines} lines`)
  }
  checkOptions(source, key, text, options)
}

function checkOptions(source: Source<WordsDocument>, key: string, text: string, options: number): void {
  const lines = text.split('\n')
  const numbered = lines.filter((line) => /^\d\. \S/.test(line)).map((line) => Number(line[0]))
  if (numbered.length !== options || numbered.some((number, i) => number !== i + 1)) {
    throw flowError(source, `texts.${key}`, `must list its ${options} options, "1. …" to "${options}. …"`)
  }
}

function textsOf(flow: FlowDocument): readonly string[] {
  const ofStep = (step: FlowStep): readonly (string | undefined)[] => {
    if (step.kind === 'ask') return [step.text, step.retry, step.accepts === 'photo' ? step.wait : undefined]
    if (step.kind === 'handover') return [step.text, step.summary]
    return 'text' in step ? [step.text, 'card' in step ? step.card : undefined] : []
  }
  return [flow.front?.welcome, ...Object.values(flow.steps).flatMap(ofStep)].filter((key) => key !== undefined)
}

function wordsOf(flow: FlowDocument): readonly string[] {
  const options = Object.values(flow.steps).flatMap((step): readonly { words: string }[] => {
    if (step.kind === 'menu') return [...step.options, ...step.also]
    return step.kind === 'ask' && step.accepts === 'choice' ? (step.options ?? []) : []
  })
  const commands = [...(flow.front?.alarms ?? []), ...(flow.front?.commands ?? []), ...flow.commands]
  const { topics, less, all } = flow.front?.optOut.some ?? {}
  const named = [topics, less, all, ...Object.values(flow.steps).flatMap(wordsOfQuestion)]
  return [...[...commands, ...options].map((entry) => entry.words), ...named].filter((key) => key !== undefined)
}

function wordsOfQuestion(step: FlowStep): readonly string[] {
  if (step.kind !== 'ask') return []
  if (step.accepts === 'assent') return [step.words, step.refuse]
  return step.accepts === 'choices' ? [step.all, step.but] : []
}

/** What a citizen answers, which operators read under its label. */
const answersOf = (flow: FlowDocument) =>
  Object.values(flow.steps).flatMap((step) => (step.kind === 'ask' && keepsAnswer(step) ? [step.save] : []))
