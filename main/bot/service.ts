import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { Writer } from '../store/store.ts'
import { type InputMessage, initialState, type State, type StepResult, stateSchema } from './conversation.ts'
import type { Flows } from './flows.ts'
import type { CallResult, Facts, TownServices, Understand } from './ports.ts'
import { replaceState, type Session, saveSession, sessionOf } from './queries.ts'
import { referenceFrom } from './reference.ts'
import { runTurn, type TurnResult } from './turn.ts'

export type AssistantNeeds = {
  /** The flows that run now; asked for at every turn. Null: the assistant is switched off and a person answers. */
  readonly flows: (tx: Writer) => Promise<Flows | null>
  readonly understand: Understand
  readonly services: TownServices
  /** What the town knows, as of this transaction. */
  readonly facts: (tx: Writer, town: Town) => Promise<Facts>
  readonly newId: () => string
}

export type Turn = {
  readonly conversationId: string
  readonly citizen: { readonly id: string; readonly name: string; readonly language: Language | null }
  /** What the citizen wrote since the last turn, oldest first. */
  readonly messages: readonly InputMessage[]
  readonly town: Town
  /** Epoch milliseconds. */
  readonly now: number
}

/** What the assistant answers; the caller queues it and changes the conversation. */
export type Response = Omit<TurnResult, 'state'>

/** The assistant of a line: reads and keeps where each conversation stands, and nothing else. */
export function assistant(needs: AssistantNeeds) {
  const { services, newId } = needs

  /** Saves the new state in `tx`, with the version of the flow that an open question belongs to. */
  async function respond(tx: Writer, turn: Turn): Promise<Response> {
    const { conversationId, citizen, messages, town, now } = turn
    const flows = await needs.flows(tx)
    if (!flows) return silence
    const [row] = await sessionOf(tx, { conversationId })
    const before = row ? standing(row) : initialState
    const { name: citizenName, language } = citizen
    const context = {
      now,
      town,
      citizenName,
      language,
      reference: referenceFrom(newId()),
      understand: needs.understand,
      facts: await needs.facts(tx, town),
    }
    const who = { conversationId, citizenId: citizen.id, language: language ?? town.language, now }
    const call = ({ service, args }: NonNullable<StepResult['call']>): Promise<CallResult> =>
      services.call(tx, service, args, who)
    const { state, ...response } = await runTurn(flows, before, { messages }, context, call)
    const json = JSON.stringify(state)
    if (json !== row?.state_json) {
      const { name: flow, version } = flows.front
      await saveSession(tx, {
        conversationId,
        flow: state.flow ?? flow,
        version: state.flow === null ? version : state.version,
        state: json,
        now,
      })
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

/** Nothing is said, and where the conversation stood stays as it was. */
const silence: Response = {
  replies: [],
  outcome: 'handed_over',
  unfinished: false,
  topic: null,
  summary: null,
  department: null,
  language: null,
  called: [],
}

export type Assistant = ReturnType<typeof assistant>

/** No question open; when the citizen was greeted still counts. */
const atRest = (state: State): State => ({ ...initialState, greetedAt: state.greetedAt, thanked: state.thanked })

/** An open question belongs to the version that the row names. */
function standing(row: Session): State {
  const state = parseState(row.state_json)
  return state.step === null ? state : { ...state, flow: row.flow, version: row.flow_version }
}

/** A state nobody can read is a new beginning. */
function parseState(json: string): State {
  try {
    return stateSchema.parse(JSON.parse(json))
  } catch {
    return initialState
  }
}
