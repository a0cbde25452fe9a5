import type { Language } from '../../contract/common.ts'
import type { Call, Context, Input, State, StepResult } from './conversation.ts'
import type { Flows } from './flows.ts'
import type { CallResult } from './ports.ts'
import { step } from './rules.ts'
import { atMost } from './scene.ts'

/** How many services one turn may call. */
export const mostCalls = 8

/** A whole turn: nothing is being called any more. */
export type TurnResult = Omit<StepResult, 'call' | 'outcome'> & {
  readonly outcome: Exclude<StepResult['outcome'], 'calling'>
  /** The services that were called, in order. */
  readonly called: readonly string[]
}

/** Steps, calling what the flow wants called, until the citizen has to answer or nothing is asked. */
export async function runTurn(
  flows: Flows,
  before: State,
  input: Input,
  context: Context,
  call: (call: Call, language: Language | null) => Promise<CallResult>,
): Promise<TurnResult> {
  const called: string[] = []
  const replies: string[] = []
  let result = step(flows, before, input, context)
  while (result.outcome === 'calling' && result.call) {
    replies.push(...result.replies)
    const answer = called.length < mostCalls ? await call(result.call, result.language) : 'exhausted'
    called.push(result.call.service)
    const next = step(flows, result.state, { ...input, result: answer }, { ...context, language: result.language })
    result = { ...next, optOut: next.optOut ?? result.optOut, card: next.card ?? result.card }
  }
  const { call: _, outcome, ...rest } = result
  if (outcome === 'calling') throw new TypeError('A step that calls says what')
  return { ...rest, outcome, replies: atMost([...replies, ...result.replies]), called }
}
