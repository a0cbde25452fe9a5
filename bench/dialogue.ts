import { join } from 'node:path'
import { type Call, initialState, type State } from '../main/bot/conversation.ts'
import type { Flows } from '../main/bot/flows.ts'
import { onlyTheSettings } from '../main/bot/plain.ts'
import type { CallResult, Understand } from '../main/bot/ports.ts'
import { runTurn } from '../main/bot/turn.ts'
import { loadModels } from '../main/bot/understanding/load.ts'
import { taughtFrom } from '../main/bot/understanding/taught.ts'
import { understanding } from '../main/bot/understanding/understand.ts'
import { mondayMorning, text, town } from '../tests/support/starter.ts'

/** What one citizen writes, message by message, and which flows hear it. */
export type Dialogue = {
  readonly flows: Flows
  readonly said: readonly string[]
  /** What the last answer must tell, or the dialogue did not end where it should. */
  readonly ends: string
}

export type Played = {
  /** Where the conversation stood after each message. */
  readonly states: readonly State[]
  /** How often the engine stepped: once a message and once more for every service that was called. */
  readonly steps: number
}

/** Any service does what it is asked for, at once. */
const willing = async (_: Call): Promise<CallResult> => ({ ok: true, fields: { number: 'A-0001' } })

/** Reads messages with the shipped models. */
export async function shippedUnderstanding(): Promise<Understand> {
  const { models } = await loadModels(join(import.meta.dirname, '../resources/intents'))
  return understanding(models, taughtFrom([]))
}

/** Knows after the first time what a text means: what remains is the engine. */
export function remembered(understand: Understand): Understand {
  const known = new Map<string, ReturnType<Understand>>()
  return (words, hint) => {
    const meant = known.get(words) ?? understand(words, hint)
    known.set(words, meant)
    return meant
  }
}

/** One message, from where the conversation stands. */
export const turn = ({ flows }: Dialogue, state: State, words: string, understand: Understand) =>
  runTurn(
    flows,
    state,
    { messages: [text(words)] },
    {
      now: mondayMorning,
      town,
      citizenName: 'Nuria',
      language: 'es',
      reference: 'R-7K3MQX',
      understand,
      facts: onlyTheSettings(town),
    },
    willing,
  )

/** The whole dialogue. Throws when it does not end as it should. */
export async function play(dialogue: Dialogue, understand: Understand): Promise<Played> {
  let state = initialState
  let steps = 0
  let answer = ''
  const states: State[] = []
  for (const words of dialogue.said) {
    const result = await turn(dialogue, state, words, understand)
    state = result.state
    steps += 1 + result.called.length
    answer = result.replies.join('\n')
    states.push(state)
  }
  mustEnd(dialogue, answer)
  return { states, steps }
}

export function mustEnd({ ends }: Dialogue, answer: string): void {
  if (!answer.includes(ends)) throw new Error(`a dialogue ended with "${answer}", not with "${ends}"`)
}
