import type { Features } from './features.ts'

/** A phrase of the town whose meaning an officer told. */
export type TaughtPhrase = { readonly intent: string; readonly features: Features }

/** Phrases by the features that stand in them, so that only those that share some are compared. */
export type Taught = {
  readonly phrases: readonly TaughtPhrase[]
  readonly byFeature: ReadonlyMap<number, readonly { readonly phrase: number; readonly weight: number }[]>
}

export function taughtFrom(phrases: readonly TaughtPhrase[]): Taught {
  const byFeature = new Map<number, { phrase: number; weight: number }[]>()
  for (const [phrase, { features }] of phrases.entries()) {
    for (const [i, id] of features.ids.entries()) {
      const entry = { phrase, weight: features.weights[i] ?? 0 }
      const entries = byFeature.get(id)
      if (entries) entries.push(entry)
      else byFeature.set(id, [entry])
    }
  }
  return { phrases, byFeature }
}

const lengthOf = ({ weights }: Features) => Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0))

/** Below this likeness a taught phrase says nothing about a message; from `same` on they are one. */
const alike = 0.5
const same = 0.9

/** What the town taught about a message: the intent of the phrase most like it, and how sure that makes it, 0 to 1. */
export function recall(taught: Taught, message: Features): { readonly intent: string; readonly trust: number } | null {
  const shared = new Map<number, number>()
  for (const [i, id] of message.ids.entries()) {
    for (const { phrase, weight } of taught.byFeature.get(id) ?? []) {
      shared.set(phrase, (shared.get(phrase) ?? 0) + weight * (message.weights[i] ?? 0))
    }
  }
  const length = lengthOf(message)
  let best: { intent: string; likeness: number } | null = null
  for (const [index, product] of shared) {
    const phrase = taught.phrases[index]
    if (!phrase) continue
    const likeness = product / (length * lengthOf(phrase.features))
    if (likeness > (best?.likeness ?? alike)) best = { intent: phrase.intent, likeness }
  }
  return best && { intent: best.intent, trust: Math.min(1, (best.likeness - alike) / (same - alike)) }
}
