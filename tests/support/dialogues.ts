import { expect } from 'vitest'
import type { Language } from '../../contract/common.ts'
import type { StepResult } from '../../main/bot/conversation.ts'
import { onlyTheMenu } from '../../main/bot/plain.ts'
import type { Understand } from '../../main/bot/ports.ts'
import { rehearsedTown } from './rehearsed-town.ts'
import { citizen, type Said } from './starter.ts'

/** What the citizen writes, the step that waits then, and what is in the answer; `messages`: how many, one unless said. */
export type Line = {
  readonly says: Said
  /** Null when nothing waits any more. */
  readonly at: string | null
  readonly hears?: readonly string[]
  readonly messages?: number
}

export type Dialogue = {
  readonly language: Language
  /** Services that fail, and how often. */
  readonly failing?: Parameters<typeof rehearsedTown>[0]
  /** Wishes by the words for them; everything else is only the menu. */
  readonly wishes?: Readonly<Record<string, string>>
  readonly lines: readonly Line[]
  /** The services called, in order. */
  readonly calls?: readonly string[]
  readonly end: Partial<Pick<StepResult, 'outcome' | 'topic' | 'department'>>
  /** The operator's card, whole. */
  readonly card?: string
}

/** Understands exactly these words. */
const understanding =
  (wishes: Readonly<Record<string, string>>): Understand =>
  (text) => {
    const intent = Object.hasOwn(wishes, text) ? wishes[text] : undefined
    return intent === undefined ? onlyTheMenu(text, null) : { ...onlyTheMenu(text, null), intent, decision: 'act' }
  }

/** Holds a whole conversation, after a greeting, and checks every answer. Returns the last one. */
export function hold({ language, failing, wishes = {}, lines, calls, end, card }: Dialogue): StepResult {
  const town = rehearsedTown(failing)
  const someone = citizen({ language, call: town.call, understand: understanding(wishes) })
  let last = someone.says('hola')
  for (const { says, at, hears = [], messages = 1 } of lines) {
    last = someone.says(says)
    const turn = { said: says, step: someone.state.step, messages: last.replies.length }
    expect(turn).toEqual({ said: says, step: at, messages })
    for (const words of hears) expect(last.replies.join('\n')).toContain(words)
    for (const reply of last.replies) expect(reply).not.toContain('{{')
  }
  expect(last).toMatchObject(end)
  if (calls) expect(town.called.map(({ service }) => service)).toEqual(calls)
  if (card !== undefined) expect(last.summary).toBe(card)
  return last
}
