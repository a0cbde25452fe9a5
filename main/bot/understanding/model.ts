import type { Features } from './features.ts'
import { rowOf } from './row-of.ts'

/**
 * A linear classifier: for every known feature one signed byte per class and the size of its step. A score is the sum
 * over the features of a message; `probabilities` makes them add up to 1.
 */
export type Model = {
  readonly classes: readonly string[]
  /** The numbers of the known features, ascending; each has a row. */
  readonly known: Uint32Array
  /** `classes.length` to a row. */
  readonly weights: Int8Array
  /** One to a row: what a weight of 1 is worth. */
  readonly steps: Float32Array
  readonly bias: Float32Array
  /** Divides the scores before they become probabilities, so that 0.8 is right eight times in ten. */
  readonly temperature: number
}

/** One number per class, not yet probabilities. */
export function scoresOf(model: Model, { ids, weights }: Features): Float64Array {
  const count = model.classes.length
  const scores = Float64Array.from(model.bias)
  for (let i = 0; i < ids.length; i++) {
    const row = rowOf(model.known, ids[i] ?? 0)
    if (row === -1) continue
    const weight = (weights[i] ?? 0) * (model.steps[row] ?? 0)
    const start = row * count
    for (let c = 0; c < count; c++) scores[c] = (scores[c] ?? 0) + weight * (model.weights[start + c] ?? 0)
  }
  return scores
}

/** Softmax of scores over `temperature`. */
export function probabilities(scores: Float64Array, temperature: number): Float64Array {
  const highest = Math.max(...scores)
  const raised = scores.map((score) => Math.exp((score - highest) / temperature))
  const sum = raised.reduce((total, value) => total + value, 0)
  return raised.map((value) => value / sum)
}
