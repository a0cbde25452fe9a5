import type { Language } from '../../../../contract/common.ts'
import type { Conversation, Message } from '../../../../contract/inbox.ts'

export type Fact =
  | { readonly kind: 'phone'; readonly phone: string }
  | { readonly kind: 'language'; readonly language: Language | null }
  | { readonly kind: 'state' | 'holder' }
  | { readonly kind: 'waiting'; readonly since: number }
  | { readonly kind: 'topic'; readonly topic: string }
  | { readonly kind: 'first'; readonly at: number }

export type Known = { readonly list: readonly Fact[]; readonly summary: string | null }

type Loaded = { readonly messages: readonly Message[]; readonly older: string | null }

/** Only what is known: the first contact once the beginning is loaded, the assistant's newest summary if there is one. */
export function facts(conversation: Conversation, thread: Loaded | undefined): Known {
  const { citizen, waitingSince, topic } = conversation
  const first = thread?.older === null ? thread.messages[0] : undefined
  const list: Fact[] = []
  if (citizen.phone !== null) list.push({ kind: 'phone', phone: citizen.phone })
  list.push({ kind: 'language', language: citizen.language }, { kind: 'state' })
  if (conversation.state !== 'bot') list.push({ kind: 'holder' })
  if (waitingSince !== null) list.push({ kind: 'waiting', since: waitingSince })
  if (topic !== null) list.push({ kind: 'topic', topic })
  if (first !== undefined) list.push({ kind: 'first', at: first.at })
  const summary = thread?.messages.findLast((message) => message.direction === 'note' && message.author.kind === 'bot')
  return { list, summary: summary?.text ?? null }
}
