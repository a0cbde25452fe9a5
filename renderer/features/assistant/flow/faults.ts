import type { Language } from '../../../../contract/common.ts'
import type { FlowFault } from './contract-types.ts'
import { textAt } from './json.ts'
import type { Model } from './model.ts'
import { textFields } from './steps.ts'

/** The steps a fault stands at: its own, or those that say the text it is about. */
export function stepsOf(fault: Pick<FlowFault, 'path'>, model: Model): readonly string[] {
  const [part = '', name = ''] = fault.path.split('.')
  if (part === 'steps') return Object.hasOwn(model.steps, name) ? [name] : []
  if (part !== 'texts') return []
  return Object.entries(model.steps)
    .filter(([, step]) => textFields.some((field) => textAt(step, [field]) === name))
    .map(([id]) => id)
}

/** The faults of each step. */
export function faultsByStep(faults: readonly FlowFault[], model: Model): ReadonlyMap<string, readonly FlowFault[]> {
  const found = new Map<string, readonly FlowFault[]>()
  for (const fault of faults) {
    for (const id of stepsOf(fault, model)) found.set(id, [...(found.get(id) ?? []), fault])
  }
  return found
}

const languages: readonly Language[] = ['es', 'ca', 'ca-valencia', 'gl', 'eu', 'en']

/** The language whose words file a fault names; null for `flow.json`. */
export function languageOf(fault: Pick<FlowFault, 'file'>): Language | null {
  const name = fault.file
    .split('/')
    .at(-1)
    ?.replace(/\.json$/, '')
  return languages.find((language) => language === name) ?? null
}
