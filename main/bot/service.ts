import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { Writer } from '../store/store.ts'
import type { Flow } from './compile.ts'
import { type InputMessage, initialState, type State, type StepResult, stateSchema } from './conversation.ts'
import type { Flows } from './flows.ts'
import { replaceState, saveSession, sessionOf } from './queries.ts'
import { referenceFrom } from './reference.ts'
import { step } from './rules.ts'

/** The flow of a new conversation. */
const firstFlow = 'starter'

export type AssistantNeeds = { readonly flows: Flows; readonly newId: () => string }

export type Turn = {
  readonly conversationId: string
  readonly citizen: { readonly name: string; readonly language: Language | null }
  /** What the citizen wrote since the last turn, oldest first. */
  readonly messages: readonly InputMessage[]
  readonly town: Town
  /** Epoch milliseconds. */
  readonly now: number
}

/** What the assistant answers; the caller queues it and changes the conversation. */
export type Response = Omit<StepResult, 'state'>

/** The assistant of a line: reads and keeps where each conversation stands, and nothing else. */
export function assistant({ flows, newId }: AssistantNeeds) {
  /** Saves the new state in `tx`, with the version of the flow that an open question belongs to. */
  async function respond(tx: Writer, { conversationId, citizen, messages, town, now }: Turn): Promise<Response> {
    const [row] = await sessionOf(tx, { conversationId })
    const kept = row ? parseState(row.state_json) : initialState
    const begun = row && kept.step !== null ? flows.find(row.flow, row.flow_version) : undefined
    const flow: Flow = begun ?? flows.newest(firstFlow)
    const { state, ...response } = step(
      flow,
      begun || kept.step === null ? kept : atRest(kept),
      { messages },
      { now, town, citizenName: citizen.name, language: citizen.language, reference: referenceFrom(newId()) },
    )
    const json = JSON.stringify(state)
    if (json !== row?.state_json || flow.version !== row.flow_version) {
      await saveSession(tx, { conversationId, flow: flow.name, version: flow.version, state: json, now })
    }
    return response
  }

  /** Drops the open question and what was collected. That the citizen was greeted, and when, stays known. */
  async function forget(tx: Writer, conversationId: string): Promise<void> {
    const [row] = await sessionOf(tx, { conversationId })
    if (row) await replaceState(tx, { conversationId, state: JSON.stringify(atRest(parseState(row.state_json))) })
  }

  return { respond, forget }
}

export type Assistant = ReturnType<typeof assistant>

/** No question open; when the citizen was greeted still counts. */
const atRest = (state: State): State => ({ ...initialState, greetedAt: state.greetedAt, thanked: state.thanked })

/** A state nobody can read is a new beginning. */
function parseState(json: string): State {
  try {
    return stateSchema.parse(JSON.parse(json))
  } catch {
    return initialState
  }
}
