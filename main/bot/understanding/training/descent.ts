import { type Features, featuresOf } from '../features.ts'
import type { Model } from '../model.ts'
import { wordsOf } from '../wording.ts'
import { sequence } from './sequence.ts'

export type Example = { readonly text: string; readonly label: string; readonly weight?: number }

export type TrainingOptions = {
  readonly rounds: number
  /** Step size of AdaGrad. */
  readonly rate: number
  /** Pulls weights towards zero. */
  readonly decay: number
  /** Features in fewer examples than this are left out. */
  readonly rarest: number
}

/** Chosen by cross-validation over the training phrases. */
export const usualTraining: TrainingOptions = { rounds: 12, rate: 0.4, decay: 1e-5, rarest: 3 }

/** An example as rows of the weights, with what each feature counts. */
type Prepared = {
  readonly rows: Int32Array
  readonly weights: Float32Array
  readonly label: number
  readonly importance: number
}

/** Multinomial logistic regression by AdaGrad. The same examples in the same order give the same model. */
export function train(examples: readonly Example[], options: TrainingOptions = usualTraining): Model {
  const classes = [...new Set(examples.map((example) => example.label))].sort()
  const features = examples.map((example) => featuresOf(wordsOf(example.text)))
  const known = knownIn(features, options.rarest)
  const rows = new Map(known.entries().map(([row, id]) => [id, row]))
  const prepared = examples.map((example, i) => prepare(example, features[i], rows, classes))
  const { weights, bias } = descend(prepared, { rows: known.length, classes: classes.length }, options)
  return { classes, known, bias, ...inBytes(weights, classes.length), temperature: 1 }
}

/** Feature numbers that occur often enough, ascending. */
function knownIn(all: readonly Features[], rarest: number): Uint32Array {
  const counts = new Map<number, number>()
  for (const { ids } of all) for (const id of ids) counts.set(id, (counts.get(id) ?? 0) + 1)
  return Uint32Array.from([...counts].filter(([, count]) => count >= rarest).map(([id]) => id)).sort()
}

function prepare(
  example: Example,
  features: Features | undefined,
  rows: ReadonlyMap<number, number>,
  classes: readonly string[],
): Prepared {
  const ids = features?.ids ?? new Uint32Array()
  const known = [...ids.keys()].filter((at) => rows.has(ids[at] ?? 0))
  return {
    rows: Int32Array.from(known, (at) => rows.get(ids[at] ?? 0) ?? 0),
    weights: Float32Array.from(known, (at) => features?.weights[at] ?? 0),
    label: classes.indexOf(example.label),
    importance: example.weight ?? 1,
  }
}

type Size = { readonly rows: number; readonly classes: number }

function descend(examples: readonly Prepared[], size: Size, options: TrainingOptions) {
  const learner = {
    weights: new Float32Array(size.rows * size.classes),
    /** Sums of squared slopes, so that each weight takes steps of its own. */
    seen: new Float32Array(size.rows * size.classes).fill(1e-3),
    bias: new Float32Array(size.classes),
    biasSeen: new Float32Array(size.classes).fill(1),
  }
  const chance = sequence(20)
  const order = Uint32Array.from(examples.keys())
  for (let round = 0; round < options.rounds; round++) {
    shuffle(order, chance)
    for (const index of order) {
      const example = examples[index]
      if (example) learn(learner, example, options)
    }
  }
  return learner
}

type Learner = {
  readonly weights: Float32Array
  readonly seen: Float32Array
  readonly bias: Float32Array
  readonly biasSeen: Float32Array
}

function learn({ weights, seen, bias, biasSeen }: Learner, example: Prepared, { rate, decay }: TrainingOptions): void {
  const errors = errorsOf(weights, bias, example)
  const count = bias.length
  for (let c = 0; c < count; c++) {
    const error = errors[c] ?? 0
    const sum = (biasSeen[c] ?? 0) + error * error
    biasSeen[c] = sum
    bias[c] = (bias[c] ?? 0) - (rate * error) / Math.sqrt(sum)
  }
  for (let i = 0; i < example.rows.length; i++) {
    const start = (example.rows[i] ?? 0) * count
    const weight = example.weights[i] ?? 0
    for (let c = 0; c < count; c++) {
      const before = weights[start + c] ?? 0
      const slope = (errors[c] ?? 0) * weight + decay * before
      const sum = (seen[start + c] ?? 0) + slope * slope
      seen[start + c] = sum
      weights[start + c] = before - (rate * slope) / Math.sqrt(sum)
    }
  }
}

/** What each class was given too much of, times how important the example is. */
function errorsOf(weights: Float32Array, bias: Float32Array, example: Prepared): Float64Array {
  const scores = Float64Array.from(bias)
  const count = scores.length
  for (let i = 0; i < example.rows.length; i++) {
    const start = (example.rows[i] ?? 0) * count
    const weight = example.weights[i] ?? 0
    for (let c = 0; c < count; c++) scores[c] = (scores[c] ?? 0) + weight * (weights[start + c] ?? 0)
  }
  const highest = Math.max(...scores)
  const raised = scores.map((score) => Math.exp(score - highest))
  const sum = raised.reduce((total, value) => total + value, 0)
  return raised.map((value, c) => (value / sum - (c === example.label ? 1 : 0)) * example.importance)
}

function shuffle(order: Uint32Array, chance: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(chance() * (i + 1))
    const kept = order[i] ?? 0
    order[i] = order[j] ?? 0
    order[j] = kept
  }
}

/** Weights as signed bytes, each row with the step that fits its largest. */
function inBytes(weights: Float32Array, classes: number): Pick<Model, 'weights' | 'steps'> {
  const rows = weights.length / classes
  const bytes = new Int8Array(weights.length)
  const steps = new Float32Array(rows)
  for (let row = 0; row < rows; row++) {
    const part = weights.subarray(row * classes, (row + 1) * classes)
    const largest = part.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    steps[row] = largest / 127 || 1
    for (const [c, value] of part.entries()) bytes[row * classes + c] = Math.round(value / (steps[row] ?? 1))
  }
  return { weights: bytes, steps }
}
