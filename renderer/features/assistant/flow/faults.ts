import type { Language } from '../../../../contract/common.ts'
import { textAt } from './json.ts'
import type { Model } from './model.ts'
import { textFields } from './steps.ts'

/** Where a flow cannot be used, as the station says it. */
export type Fault = {
  readonly file: string
  /** Dots between keys. */
  readonly path: string
  readonly line: number | null
  readonly reason: string
}

/** The steps a fault stands at: its own, or those that say the text it is about. */
export function stepsOf(fault: Fault, model: Model): readonly string[] {
  const [part = '', name = ''] = fault.path.split('.')
  if (part === 'steps') return Object.hasOwn(model.steps, name) ? [name] : []
  if (part !== 'texts') return []
  return Object.entries(model.steps)
    .filter(([, step]) => textFields.some((field) => textAt(step, [field]) === name))
    .map(([id]) => id)
}

/** The faults of each step. */
export function faultsByStep(faults: readonly Fault[], model: Model): ReadonlyMap<string, readonly Fault[]> {
  const found = new Map<string, readonly Fault[]>()
  for (const fault of faults) {
    for (const id of stepsOf(fault, model)) found.set(id, [...(found.get(id) ?? []), fault])
  }
  return found
}

const languages: readonly Language[] = ['es', 'ca', 'ca-valencia', 'gl', 'eu', 'en']

/** The language whose words file a fault names; null for `flow.json`. */
export function languageOf(fault: Fault): Language | null {
  const name = fault.file
    .split('/')
    .at(-1)
    ?.replace(/\.json$/, '')
  return languages.find((language) => language === name) ?? null
}
