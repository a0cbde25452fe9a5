import type { Model } from '../flow/model.ts'
import { type Exit, exitsOf, otherFlow } from '../flow/steps.ts'
import { type Edge, layered, type Point, type Sizes } from './layout.ts'

export const sizes: Sizes = { width: 224, height: 84, across: 104, down: 40, loose: 4 }

/** Steps in the order a person meets them: from the start along each way, then what only words lead to. */
export function readingOrder(model: Model): readonly string[] {
  const ids = Object.keys(model.steps)
  const order = new Set<string>()
  const follow = (from: string) => {
    const waiting = [from]
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      const step = model.steps[id]
      if (step === undefined || order.has(id)) continue
      order.add(id)
      waiting.push(...exitsOf(step).map(({ to }) => to))
    }
  }
  for (const id of [model.start, ...model.entries.keys(), ...ids]) follow(id)
  return [...order]
}

export type Places = {
  readonly points: ReadonlyMap<string, Point>
  /** Flows that are left to, as `flow:<name>`. */
  readonly doors: readonly string[]
  readonly edges: readonly Edge[]
}

/** Where every step of a flow stands, and the other flows it leads to. */
export function placesOf(model: Model): Places {
  const order = readingOrder(model)
  const edges = order.flatMap((from) => exitsOf(model.steps[from] ?? {}).map(({ to }) => ({ from, to })))
  const doors = [...new Set(edges.map(({ to }) => to).filter((to) => otherFlow(to) !== null))]
  return { points: layered([...order, ...doors], edges, sizes), doors, edges }
}

/** All that leads from one step to another, drawn as one line. */
export type Way = {
  readonly from: string
  readonly to: string
  readonly exits: readonly Exit[]
  /** Ways that lead back run below their row, each in a lane of its own, from 0; null for a way that leads on. */
  readonly lane: number | null
}

export function waysOf(model: Model, { points }: Places): readonly Way[] {
  let back = 0
  return Object.entries(model.steps).flatMap(([from, step]) =>
    [...Map.groupBy(exitsOf(step), ({ to }) => to)].map(([to, exits]): Way => {
      const ahead = (points.get(to)?.x ?? 0) > (points.get(from)?.x ?? 0)
      return { from, to, exits, lane: ahead ? null : back++ }
    }),
  )
}
