import type { Generated } from 'kysely'

/** What the assistant keeps: where conversations stand, its flows, what it was taught, what the town knows. Read with `schema.ts`. */
export type AssistantTables = {
  bot_sessions: BotSessionRow
  flow_versions: FlowVersionRow
  flow_drafts: FlowDraftRow
  flow_switches: FlowSwitchRow
  flow_counters: FlowCounterRow
  taught_phrases: TaughtPhraseRow
  misunderstood: MisunderstoodRow
  knowledge: KnowledgeRow
  knowledge_versions: KnowledgeVersionRow
}

type BotSessionRow = {
  conversation_id: string
  flow: string
  flow_version: number
  state_json: string
  updated_at: number
  /** The turn that may be done again while its answers have not left. */
  turn_json: string | null
  /** When the citizen is reminded of the open question; null when they are not. */
  remind_at: number | null
}

type FlowVersionRow = {
  flow: string
  version: number
  /** One version of a flow is `published`; `offered` waits for a person. */
  state: 'published' | 'retired' | 'offered'
  flow_json: string
  /** The text of each words file, by language. */
  words_json: string
  /** Its number among what the program ships; null when the town made it. */
  shipped_version: number | null
  /** The version it brought back. */
  restores: number | null
  author_id: string | null
  note: string
  created_at: number
}

type FlowDraftRow = {
  flow: string
  flow_json: string
  words_json: string
  based_on: number
  revision: number
  faults: number
  author_id: string
  updated_at: number
}

/** `*` is the whole assistant. On unless it says otherwise. */
type FlowSwitchRow = { flow: string; is_on: number; author_id: string; updated_at: number }

/** `set` grows with what is published or switched, `draft` with every save of a draft. */
type FlowCounterRow = { name: string; value: number }

type TaughtPhraseRow = { id: string; intent: string; text: string; operator_id: string | null; created_at: number }

/** A message the assistant did not understand; its words stay in `messages`. */
type MisunderstoodRow = {
  seq: Generated<number>
  id: string
  conversation_id: string
  message_id: string
  guesses_json: string
  settled_at: number | null
  settled_by: string | null
  at: number
}

/** What the town knows: `body_json` follows the contract's schemas. `slug` and `intent` are unique among those in use. */
type KnowledgeRow = {
  id: string
  kind: string
  slug: string
  intent: string | null
  body_json: string
  version: number
  author_id: string | null
  updated_at: number
  retired_at: number | null
}

/** Every text a fact has had, with who wrote it; version 1 is the first. */
type KnowledgeVersionRow = {
  knowledge_id: string
  version: number
  body_json: string
  author_id: string | null
  at: number
}
