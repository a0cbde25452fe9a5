import { checkNoIdleCycle } from './check-cycles.ts'
import { checkWords } from './check-words.ts'
import { type FlowSource, savesOf } from './compile.ts'
import type { CallStep, FlowDocument, FlowStep } from './flow.ts'
import { flowError, type Source } from './flow-error.ts'
import { nextSteps } from './graph.ts'
import { otherFlow } from './names.ts'
import type { ServiceShape } from './ports.ts'

type Services = Readonly<Record<string, ServiceShape>>

/** Whether everything the flows name exists, in every language. Throws `FlowError` naming file, line and path. */
export function checkFlows(newestFirst: readonly FlowSource[], front: FlowSource, services: Services): void {
  const newest = new Map(newestFirst.toReversed().map(({ flow }) => [flow.document.name, flow.document]))
  const wanted = new Map<string, string>()
  for (const source of newestFirst) {
    const { flow } = source
    if (source !== front && flow.document.front && flow.document.name !== front.flow.document.name) {
      throw flowError(flow, 'front', `"${front.flow.document.name}" is the front door already`)
    }
    checkSteps(flow, newest, services)
    checkNoIdleCycle(flow, newest)
    if (!source.words.some(({ document }) => document.language === flow.document.operators)) {
      throw flowError(flow, 'operators', `there are no words in "${flow.document.operators}"`)
    }
    for (const words of source.words) checkWords(flow.document, words, source === front ? null : front, services)
    if (newest.get(flow.document.name) === flow.document) checkIntents(flow, wanted)
  }
}

/** One wish leads to one flow. */
function checkIntents(flow: Source<FlowDocument>, wanted: Map<string, string>): void {
  for (const intent of Object.keys(flow.document.intents)) {
    const other = wanted.get(intent)
    if (other !== undefined) throw flowError(flow, `intents.${intent}`, `belongs to the flow "${other}" already`)
    wanted.set(intent, flow.document.name)
  }
}

function checkSteps(source: Source<FlowDocument>, newest: ReadonlyMap<string, FlowDocument>, services: Services): void {
  const { document } = source
  const exists = (path: string, target: string) => {
    const other = otherFlow(target)
    if (other !== null && !newest.has(other)) throw flowError(source, path, `there is no flow "${other}"`)
    if (other === null && !Object.hasOwn(document.steps, target)) {
      throw flowError(source, path, `there is no step "${target}"`)
    }
  }
  exists('start', document.start)
  for (const [intent, entry] of Object.entries(document.intents)) {
    exists(`intents.${intent}`, typeof entry === 'string' ? entry : entry.next)
  }
  for (const [i, command] of document.commands.entries()) exists(`commands.${i}.next`, command.next)
  checkDoor(source, exists)
  for (const [id, step] of Object.entries(document.steps)) {
    for (const [path, next] of nextSteps(step)) exists(`steps.${id}.${path}`, next)
    checkStep(source, `steps.${id}`, step, services)
  }
}

function checkDoor(source: Source<FlowDocument>, exists: (path: string, target: string) => void): void {
  const { document } = source
  const door = document.front
  if (!door) return
  const mustBe = (path: string, id: string, kind: FlowStep['kind']) => {
    exists(path, id)
    if (document.steps[id]?.kind !== kind) throw flowError(source, path, `must be a ${kind}`)
  }
  mustBe('start', document.start, 'menu')
  mustBe('front.fallback', door.fallback, 'handover')
  mustBe('front.danger', door.danger, 'handover')
  mustBe('front.unknown', door.unknown, 'handover')
  exists('front.optOut.yes', door.optOut.yes)
  mustBe('front.optOut.ask', door.optOut.ask, 'ask')
  if (door.optOut.some) exists('front.optOut.some.next', door.optOut.some.next)
  for (const [i, alarm] of door.alarms.entries()) mustBe(`front.alarms.${i}.next`, alarm.next, 'handover')
  for (const [i, command] of door.commands.entries()) exists(`front.commands.${i}.next`, command.next)
}

function checkStep(source: Source<FlowDocument>, path: string, step: FlowStep, services: Services): void {
  if (step.kind === 'say' && (step.needs === undefined) !== (step.otherwise === undefined)) {
    throw flowError(source, path, '"needs" and "otherwise" go together')
  }
  if (step.kind === 'call') checkCall(source, path, step, services)
  if (step.kind === 'ask' && step.accepts === 'assent') checkAge(source, path, step.ofAge)
  if (step.kind !== 'ask' || (step.accepts !== 'choice' && step.accepts !== 'choices')) return
  if (step.accepts === 'choice' && (step.options === undefined) === (step.from === undefined)) {
    throw flowError(source, path, 'a choice has either "options" or "from"')
  }
  if (step.from === undefined) return
  if (step.none === undefined) throw flowError(source, path, 'a choice "from" a call needs "none"')
  if (!isResult(source, step.from)) throw flowError(source, `${path}.from`, `no call saves "${step.from}"`)
}

/** The years somebody must have are a field of what a call found. */
function checkAge(source: Source<FlowDocument>, path: string, variable: string | undefined): void {
  const [save = '', field] = variable?.split('.') ?? []
  if (variable === undefined || (field !== undefined && isResult(source, save))) return
  throw flowError(source, `${path}.ofAge`, `no call saves "${variable}"`)
}

const isResult = ({ document }: Source<FlowDocument>, name: string): boolean =>
  Object.values(document.steps).some((step) => step.kind === 'call' && step.save === name)

function checkCall(source: Source<FlowDocument>, path: string, step: CallStep, services: Services): void {
  const service = services[step.service]
  if (!service) throw flowError(source, `${path}.service`, `there is no service "${step.service}"`)
  const saved = savesOf(source.document)
  for (const [param, value] of Object.entries(step.with)) {
    if (!service.params.includes(param)) {
      throw flowError(source, `${path}.with.${param}`, `"${step.service}" takes no "${param}"`)
    }
    if (typeof value === 'string' && !saved.has(value)) {
      throw flowError(source, `${path}.with.${param}`, `no step saves "${value}"`)
    }
  }
}
