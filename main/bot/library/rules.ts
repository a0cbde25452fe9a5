import { z } from 'zod'
import { languages } from '../../../contract/common.ts'
import type { FlowFiles } from '../../../contract/flow.ts'

/** What is known of a version, when the program comes with a newer one. */
export type Known = {
  readonly version: number
  readonly state: 'published' | 'retired' | 'offered'
  /** Its number among what the program ships; null when the town made it. */
  readonly shippedVersion: number | null
}

/**
 * What becomes of a shipped version: citizens get it when it is newer and the town has left the flow as it came;
 * otherwise it is offered to whoever looks after the flow. Null: it came before.
 */
export function reception(shippedVersion: number, known: readonly Known[]): 'publish' | 'offer' | null {
  if (known.some((row) => row.shippedVersion !== null && row.shippedVersion >= shippedVersion)) return null
  const published = known.find(({ state }) => state === 'published')
  return published === undefined || published.shippedVersion !== null ? 'publish' : 'offer'
}

/** The number after all that were given; a flow that nobody changes is numbered as it is shipped. */
export const nextVersion = (known: readonly Pick<Known, 'version'>[], atLeast = 1): number =>
  Math.max(atLeast, ...known.map(({ version }) => version + 1))

/** What a list shows of a flow, also of one that has faults. */
export type Outline = {
  readonly version: number | null
  readonly front: boolean
  readonly intents: readonly string[]
  readonly steps: number
}

const outline = z.looseObject({
  version: z.number().nullable().catch(null),
  intents: z.record(z.string(), z.unknown()).catch({}),
  steps: z.record(z.string(), z.unknown()).catch({}),
})

export function outlineOf(flow: string): Outline {
  try {
    const { version, intents, steps, ...rest } = outline.parse(JSON.parse(flow))
    const front = Object.hasOwn(rest, 'front')
    return { version, front, intents: Object.keys(intents), steps: Object.keys(steps).length }
  } catch {
    return { version: null, front: false, intents: [], steps: 0 }
  }
}

/** The languages of a flow's files, in the order of the contract. */
export const languagesOf = ({ words }: FlowFiles) => languages.filter((language) => words[language] !== undefined)

/** How deep the files that are written by hand go, and some more. */
export const deepest = 32

/** Whether JSON is nested deeper than anybody writes it, which would exhaust whatever walks through it. */
export function isTooDeep(text: string): boolean {
  let depth = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{}\]]/g)) {
    if (token === '[' || token === '{') depth += 1
    else if (token === ']' || token === '}') depth -= 1
    if (depth > deepest) return true
  }
  return false
}
