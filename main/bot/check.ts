import {
  type FlowDocument,
  FlowError,
  type FlowStep,
  requiredTexts,
  requiredWords,
  type Source,
  variables,
  type WordsDocument,
} from './flow.ts'

/** The most lines a menu has. */
const menuLines = 5

/** Whether everything a flow names exists, in every language. Throws `FlowError` naming the file and the path. */
export function checkFlow(flow: Source<FlowDocument>, words: readonly Source<WordsDocument>[]): void {
  checkSteps(flow)
  checkNoIdleCycle(flow)
  if (!words.some((source) => source.document.language === flow.document.operators)) {
    throw new FlowError(flow.file, 'operators', `there are no words in "${flow.document.operators}"`)
  }
  for (const source of words) checkWords(flow.document, source)
}

function checkSteps({ file, document }: Source<FlowDocument>): void {
  const exists = (path: string, id: string | undefined) => {
    if (id !== undefined && !Object.hasOwn(document.steps, id))
      throw new FlowError(file, path, `there is no step "${id}"`)
  }
  exists('home', document.home)
  exists('fallback', document.fallback)
  if (document.steps[document.home]?.kind !== 'menu') throw new FlowError(file, 'home', 'must be a menu')
  if (document.steps[document.fallback]?.kind !== 'handover')
    throw new FlowError(file, 'fallback', 'must be a handover')
  document.alarms.forEach((alarm, i) => {
    exists(`alarms.${i}.next`, alarm.next)
    if (document.steps[alarm.next]?.kind !== 'handover') {
      throw new FlowError(file, `alarms.${i}.next`, 'must be a handover')
    }
  })
  document.commands.forEach((command, i) => exists(`commands.${i}.next`, command.next))
  for (const [id, step] of Object.entries(document.steps)) {
    for (const [path, next] of nextSteps(step)) exists(`steps.${id}.${path}`, next)
    if (step.kind === 'say' && (step.needs === undefined) !== (step.otherwise === undefined)) {
      throw new FlowError(file, `steps.${id}`, '"needs" and "otherwise" go together')
    }
  }
}

/** Every step another one leads to, by the path of the reference. */
function nextSteps(step: FlowStep): readonly (readonly [path: string, id: string | undefined])[] {
  switch (step.kind) {
    case 'say':
      return [
        ['next', step.next],
        ['otherwise', step.otherwise],
      ]
    case 'menu':
      return [
        ...step.options.map((option, i) => [`options.${i}.next`, option.next] as const),
        ...step.also.map((option, i) => [`also.${i}.next`, option.next] as const),
      ]
    case 'ask':
      return step.accepts === 'yes_no'
        ? [
            ['yes', step.yes],
            ['no', step.no],
          ]
        : [['next', step.next]]
    case 'handover':
    case 'end':
      return []
  }
}

/** Steps that wait for nobody must not lead back to themselves; questions already answered wait for nobody. */
function checkNoIdleCycle({ file, document }: Source<FlowDocument>): void {
  const onward = (step: FlowStep | undefined) => {
    if (!step || step.kind === 'menu' || (step.kind === 'ask' && step.accepts === 'yes_no')) return []
    return nextSteps(step).flatMap(([, id]) => id ?? [])
  }
  const visit = (id: string, path: readonly string[]) => {
    if (path.includes(id))
      throw new FlowError(file, `steps.${id}`, `a cycle without a question: ${[...path, id].join(' → ')}`)
    for (const next of onward(document.steps[id])) visit(next, [...path, id])
  }
  for (const id of Object.keys(document.steps)) visit(id, [])
}

function checkWords(flow: FlowDocument, { file, document }: Source<WordsDocument>): void {
  const has = (part: 'texts' | 'words', keys: readonly string[]) => {
    const missing = keys.find((key) => !Object.hasOwn(document[part], key))
    if (missing !== undefined) throw new FlowError(file, `${part}.${missing}`, 'is missing')
  }
  has('texts', [...requiredTexts, ...textsOf(flow)])
  has('words', [...requiredWords, ...wordsOf(flow)])
  const allowed = new Set<string>([...variables, ...savedAnswers(flow)])
  for (const [key, text] of Object.entries(document.texts)) {
    const unknown = [...text.matchAll(/\{\{(.*?)\}\}/g)].find(([, name = '']) => !allowed.has(name))
    if (unknown) throw new FlowError(file, `texts.${key}`, `unknown variable "${unknown[1]}"`)
  }
  for (const step of Object.values(flow.steps)) {
    if (step.kind === 'menu') checkMenu(file, step.text, document.texts[step.text] ?? '', step.options.length)
  }
}

function checkMenu(file: string, key: string, text: string, options: number): void {
  const lines = text.split('\n')
  if (lines.length > menuLines) throw new FlowError(file, `texts.${key}`, `a menu has at most ${menuLines} lines`)
  const numbered = lines.filter((line) => /^\d\. \S/.test(line)).map((line) => Number(line[0]))
  if (numbered.length !== options || numbered.some((number, i) => number !== i + 1)) {
    throw new FlowError(file, `texts.${key}`, `must list its ${options} options, "1. …" to "${options}. …"`)
  }
}

function textsOf(flow: FlowDocument): readonly string[] {
  const ofStep = (step: FlowStep): readonly (string | undefined)[] => {
    if (step.kind === 'ask') return [step.text, step.retry, step.accepts === 'photo' ? step.wait : undefined]
    return step.kind === 'handover' ? [step.text, step.summary] : [step.text]
  }
  return [flow.welcome, ...Object.values(flow.steps).flatMap(ofStep)].filter((key) => key !== undefined)
}

function wordsOf(flow: FlowDocument): readonly string[] {
  const options = Object.values(flow.steps).flatMap((step) =>
    step.kind === 'menu' ? [...step.options, ...step.also] : [],
  )
  return [...flow.alarms, ...flow.commands, ...options].map((entry) => entry.words)
}

function savedAnswers(flow: FlowDocument): readonly string[] {
  return Object.values(flow.steps).flatMap((step) =>
    step.kind === 'ask' && step.accepts !== 'yes_no' ? [step.save] : [],
  )
}
