import { type FlowDocument, type FlowStep, keepsAnswer } from './flow.ts'
import { flowError, type Source } from './flow-error.ts'
import { nextSteps } from './graph.ts'
import { otherFlow } from './names.ts'

type Place = { readonly flow: FlowDocument; readonly id: string }
type Newest = ReadonlyMap<string, FlowDocument>

/**
 * Steps that wait for nobody must not lead back to themselves, through other flows neither. A question already
 * answered waits for nobody, unless a `set` on the way round forgets its answer.
 */
export function checkNoIdleCycle(source: Source<FlowDocument>, newest: Newest): void {
  const { document } = source
  const done = new Set<string>()
  const visit = (place: Place, way: readonly Place[]) => {
    const start = way.findIndex((other) => same(other, place))
    if (start !== -1) throw cycleError(source, [...way.slice(start), place])
    if (done.has(nameOf(place)) || forgets(place)) return
    for (const next of onward(place, newest)) visit(next, [...way, place])
    done.add(nameOf(place))
  }
  for (const id of Object.keys(document.steps)) {
    const place = { flow: document, id }
    if (forgets(place)) checkAsksAgain(source, place, newest)
    visit(place, [])
  }
}

/** Whatever leads from a `set` that forgets an answer back to it asks for that answer. */
function checkAsksAgain(source: Source<FlowDocument>, set: Place, newest: Newest): void {
  const forgotten = forgets(set)
  const seen = new Set<string>()
  const search = (place: Place) => {
    for (const next of onward(place, newest)) {
      if (same(next, set)) throw cycleError(source, [set, place, set])
      const step = next.flow.steps[next.id]
      const asks = step?.kind === 'ask' && keepsAnswer(step) && step.save === forgotten
      if (asks || seen.has(nameOf(next))) continue
      seen.add(nameOf(next))
      search(next)
    }
  }
  search(set)
}

/** The question whose answer this step forgets; null for any other step. */
function forgets({ flow, id }: Place): string | null {
  const step = flow.steps[id]
  if (step?.kind !== 'set' || step.to !== null) return null
  const asked = (other: FlowStep) => other.kind === 'ask' && keepsAnswer(other) && other.save === step.save
  return Object.values(flow.steps).some(asked) ? step.save : null
}

const same = (a: Place, b: Place) => a.flow === b.flow && a.id === b.id
const nameOf = ({ flow, id }: Place) => `${flow.name}/${id}`

function cycleError(source: Source<FlowDocument>, cycle: readonly Place[]) {
  const own = cycle.find(({ flow }) => flow === source.document)?.id ?? source.document.start
  return flowError(source, `steps.${own}`, `a cycle without a question: ${cycle.map(({ id }) => id).join(' → ')}`)
}

function onward({ flow, id }: Place, newest: Newest): readonly Place[] {
  const step = flow.steps[id]
  if (!step || step.kind === 'menu' || (step.kind === 'ask' && !keepsAnswer(step))) return []
  return nextSteps(step).flatMap(([path, target]) => {
    // Only what a citizen says leads there, whatever was answered before.
    if (path === 'otherDay') return []
    const name = otherFlow(target)
    if (name === null) return [{ flow, id: target }]
    const other = newest.get(name)
    return other ? [{ flow: other, id: other.start }] : []
  })
}
