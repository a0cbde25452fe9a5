import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { Writer } from '../store/store.ts'
import { type Call, type InputMessage, initialState, type State, type TurnRecord, turnSchema } from './conversation.ts'
import { type Farewell, farewellTo } from './farewell.ts'
import type { Flows } from './flows.ts'
import type { CallResult, Facts, Said, TownServices, Understand } from './ports.ts'
import { replaceState, saveSession, saveTurn, sessionOf } from './queries.ts'
import { referenceFrom } from './reference.ts'
import { atRest, standing } from './standing.ts'
import { runTurn, type TurnResult } from './turn.ts'

export type AssistantNeeds = {
  /** The flows that run now; asked for at every turn. Null: the assistant is switched off and a person answers. */
  readonly flows: (tx: Writer) => Promise<Flows | null>
  /** The same, also while the assistant is switched off: for hearing who leaves. */
  readonly latest: () => Promise<Flows>
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
  /** Where the conversation stood: kept with the turn, which can be done again while its answers have not left. */
  readonly start?: TurnStart
}

export type TurnStart = Pick<TurnRecord, 'seq' | 'at' | 'topic' | 'unfinished'>

/** What the assistant answers; the caller queues it and changes the conversation. */
export type Response = Omit<TurnResult, 'state'>

/** The assistant of a line: reads and keeps where each conversation stands, and nothing else. */
export function assistant(needs: AssistantNeeds) {
  const { services } = needs

  /**
   * Saves the new state in `tx`, with the version of the flow that an open question belongs to. `again`: the turn in
   * the record is done again from the state before it.
   */
  async function respond(tx: Writer, turn: Turn, again: TurnRecord | null = null): Promise<Response> {
    const { conversationId, now } = turn
    const flows = await needs.flows(tx)
    if (!flows) return silence
    const [row] = await sessionOf(tx, { conversationId })
    const before = again ? (again.before ?? initialState) : standing(row)
    const { context, who } = await setting(tx, turn)
    const call = ({ service, args }: Call, language: Language | null): Promise<CallResult> =>
      services.call(tx, service, args, { ...who, language: language ?? who.language })
    const { state, ...response } = await runTurn(flows, before, { messages: turn.messages }, context, call)
    const began = row || again ? before : null
    await save(tx, conversationId, flows, {
      state,
      turn: turn.start ? record(turn.start, again ? again.before : began, hasEffects(response)) : null,
      remindAt: response.unfinished ? reminderAt(flows, state, now) : null,
      now,
    })
    return response
  }

  /** Who leaves has left, and a doubt holds: neither is taken back with the answers. */
  const hasEffects = ({ called, optOut }: Response) =>
    optOut !== null || called.some((service) => services.catalogue[service]?.effects ?? true)

  async function setting(tx: Writer, { conversationId, citizen, town, now, messages }: Turn) {
    const { id: citizenId, name: citizenName, language } = citizen
    const reference = referenceFrom(needs.newId())
    const facts = await needs.facts(tx, town)
    const context = { now, town, citizenName, language, reference, understand: needs.understand, facts }
    return {
      context,
      who: { conversationId, citizenId, language: language ?? town.language, now, said: saidIn(messages) },
    }
  }

  /** The last turn, if it may be done again. */
  async function lastTurn(tx: Writer, conversationId: string): Promise<TurnRecord | null> {
    const [row] = await sessionOf(tx, { conversationId })
    const turn = row?.turn_json ? turnSchema.safeParse(JSON.parse(row.turn_json)).data : undefined
    return turn && !turn.effects && turn.replies.length > 0 ? turn : null
  }

  /** Notes which messages answer the last turn. */
  async function noteReplies(tx: Writer, conversationId: string, replies: readonly string[]): Promise<void> {
    const [row] = await sessionOf(tx, { conversationId })
    if (!row?.turn_json || replies.length === 0) return
    const turn = JSON.stringify({ ...JSON.parse(row.turn_json), replies })
    await saveTurn(tx, { conversationId, turn })
  }

  /** Drops the open question and what was collected. That the citizen was greeted, and when, stays known. */
  async function forget(tx: Writer, conversationId: string): Promise<void> {
    const [row] = await sessionOf(tx, { conversationId })
    if (row) await replaceState(tx, { conversationId, state: JSON.stringify(atRest(standing(row))) })
  }

  /** What somebody hears who leaves where the assistant does not answer; null unless they do, beyond doubt. */
  const farewell = async (leaving: Parameters<typeof farewellTo>[2]): Promise<Farewell | null> =>
    leaving.text.trim() === '' ? null : farewellTo(await needs.latest(), needs.understand, leaving)

  return { respond, lastTurn, noteReplies, forget, farewell }
}

/** The literal words of all messages, under the newest that is kept. */
function saidIn(messages: readonly InputMessage[]): Said | null {
  const origin = messages.findLast((message) => message.origin !== undefined)?.origin
  if (!origin) return null
  const { id: messageId, providerId, at } = origin
  return { messageId, providerId, at, text: messages.map(({ text }) => text).join('\n') }
}

/** Nothing is said, and where the conversation stood stays as it was. */
const silence: Response = {
  replies: [],
  outcome: 'handed_over',
  unfinished: false,
  topic: null,
  summary: null,
  department: null,
  alarm: false,
  optOut: null,
  card: null,
  misunderstood: null,
  language: null,
  called: [],
}

export type Assistant = ReturnType<typeof assistant>

const record = (start: TurnStart, before: State | null, effects: boolean): TurnRecord => ({
  seq: start.seq,
  at: start.at,
  topic: start.topic,
  unfinished: start.unfinished,
  before,
  effects,
  replies: [],
})

type Saved = {
  readonly state: State
  readonly turn: TurnRecord | null
  readonly remindAt: number | null
  readonly now: number
}

async function save(tx: Writer, conversationId: string, { front }: Flows, saved: Saved): Promise<void> {
  const { state, turn, remindAt, now } = saved
  await saveSession(tx, {
    conversationId,
    flow: state.flow ?? front.name,
    version: state.flow === null ? front.version : state.version,
    state: JSON.stringify(state),
    turn: turn && JSON.stringify(turn),
    remindAt,
    now,
  })
}

/** When the citizen is reminded of the open question: once, and only where its flow says so. */
function reminderAt(flows: Flows, state: State, now: number): number | null {
  if (state.flow === null || state.reminded) return null
  const minutes = flows.find(state.flow, state.version)?.document.remindAfterMinutes
  return minutes === undefined ? null : now + minutes * 60_000
}
