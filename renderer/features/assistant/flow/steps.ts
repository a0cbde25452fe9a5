import { at, isList, isObject, type JsonObject, type Path, textAt } from './json.ts'

export const stepKinds = ['say', 'menu', 'ask', 'set', 'branch', 'call', 'handover', 'end'] as const
export type StepKind = (typeof stepKinds)[number]

export const answerKinds = [
  'text',
  'number',
  'choice',
  'choices',
  'date',
  'place',
  'photo',
  'phone',
  'yes_no',
  'assent',
] as const
export type AnswerKind = (typeof answerKinds)[number]

/** The texts of a step, by the field that names them. */
export const textFields = ['text', 'retry', 'wait', 'summary'] as const
export type TextField = (typeof textFields)[number]

export const isStepKind = (kind: unknown): kind is StepKind => stepKinds.some((known) => known === kind)
export const kindOf = (step: JsonObject): StepKind | null => (isStepKind(step.kind) ? step.kind : null)

/** Why a step leads to another one. `n` counts from 1. */
export type Via =
  | { readonly kind: 'next' | 'otherwise' | 'none' | 'otherDay' | 'yes' | 'no' | 'failed' }
  | { readonly kind: 'option' | 'also'; readonly n: number; readonly words: string }
  | { readonly kind: 'case'; readonly is: string }

/** A way out of a step: where in the step it stands and where it leads. */
export type Exit = { readonly path: Path; readonly to: string; readonly via: Via }

const singles = ['next', 'yes', 'no', 'none', 'otherDay', 'otherwise', 'failed'] as const
export type SingleExit = (typeof singles)[number]

/** Every way out of a step, in the order a person reads them. */
export function exitsOf(step: JsonObject): readonly Exit[] {
  const listed = [...optionsOf(step, 'options'), ...optionsOf(step, 'also'), ...casesOf(step)]
  const single = singles.flatMap((kind): readonly Exit[] => {
    const to = textAt(step, [kind])
    return to === undefined ? [] : [{ path: [kind], to, via: { kind } }]
  })
  return [...listed, ...single]
}

function optionsOf(step: JsonObject, list: 'options' | 'also'): readonly Exit[] {
  return items(step, list).flatMap((option, i): readonly Exit[] => {
    const to = textAt(option, ['next'])
    if (to === undefined) return []
    const words = textAt(option, ['words']) ?? ''
    return [{ path: [list, i, 'next'], to, via: { kind: list === 'options' ? 'option' : 'also', n: i + 1, words } }]
  })
}

function casesOf(step: JsonObject): readonly Exit[] {
  return items(step, 'cases').flatMap((one, i): readonly Exit[] => {
    const to = textAt(one, ['next'])
    if (to === undefined) return []
    const is = at(one, ['is'])
    return [{ path: ['cases', i, 'next'], to, via: { kind: 'case', is: isList(is) ? is.join(', ') : '' } }]
  })
}

/** The entries of a list of a step, such as its options. */
export function items(step: JsonObject, list: string): readonly JsonObject[] {
  const found = at(step, [list])
  return isList(found) ? found.filter(isObject) : []
}

/** The flow a target leads to; null for a step of the same flow. */
export const otherFlow = (to: string): string | null => (to.startsWith('flow:') ? to.slice('flow:'.length) : null)

/** A question whose answer only leads somewhere. */
export const isDecision = ({ accepts }: JsonObject): boolean => accepts === 'yes_no' || accepts === 'assent'

/** A question whose answers a call found. */
export const isListed = ({ accepts, from }: JsonObject): boolean =>
  accepts === 'choices' || (accepts === 'choice' && typeof from === 'string')

/** The words that answer a question, by the field that names them. */
export const answerWords = ['words', 'refuse', 'all', 'but'] as const

/** The single targets a step of this kind may or must have, beside its lists. */
export function singleExits(step: JsonObject): readonly { readonly field: SingleExit; readonly optional: boolean }[] {
  const must = (field: SingleExit) => ({ field, optional: false })
  const may = (field: SingleExit) => ({ field, optional: true })
  switch (kindOf(step)) {
    case 'say':
      return [may('next')]
    case 'ask':
      if (isDecision(step)) return [must('yes'), must('no')]
      if (isListed(step)) return [must('next'), must('none'), ...(step.accepts === 'choice' ? [may('otherDay')] : [])]
      return [must('next')]
    case 'set':
      return [must('next')]
    case 'branch':
      return [must('otherwise')]
    case 'call':
      return [must('next'), must('failed')]
    case 'menu':
    case 'handover':
    case 'end':
    case null:
      return []
  }
}

/** The texts a step of this kind has. */
export function textsOf(step: JsonObject): readonly TextField[] {
  switch (kindOf(step)) {
    case 'say':
    case 'menu':
    case 'end':
      return ['text']
    case 'ask':
      return step.accepts === 'photo' ? ['text', 'retry', 'wait'] : ['text', 'retry']
    case 'handover':
      return ['text', 'summary']
    case 'set':
    case 'branch':
    case 'call':
    case null:
      return []
  }
}

/** Every name a flow keeps an answer or a result under. */
export function savedNames(steps: Readonly<Record<string, JsonObject>>): readonly string[] {
  const names = new Set<string>()
  for (const step of Object.values(steps)) {
    if (typeof step.save === 'string') names.add(step.save)
    for (const list of ['options', 'also']) {
      for (const { fill } of items(step, list)) if (typeof fill === 'string') names.add(fill)
    }
  }
  return [...names].sort()
}
