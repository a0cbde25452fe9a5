import type { z } from 'zod'
import type { TryAnswer, tryMessage } from '../../../contract/assistant.ts'
import type { Answer, Answers } from '../answer.ts'
import type { InputMessage } from '../conversation.ts'
import type { CallResult, Understanding } from '../ports.ts'

type Calls = TryAnswer['calls']

/** A message of the citizen somebody plays, as a line would bring it. */
export function heard(message: z.infer<typeof tryMessage>): InputMessage {
  if ('text' in message) return { kind: 'text', text: message.text, location: null }
  if ('photo' in message) return { kind: 'image', text: '', location: null, mediaId: 'trial' }
  if ('voice' in message) return { kind: 'audio', text: '', location: null, mediaId: 'trial' }
  return { kind: 'location', text: '', location: message.place }
}

/** What a service was told, as a person reads it. */
export const shownArguments = (args: Answers): Calls[number]['args'] =>
  Object.fromEntries(Object.entries(args).map(([name, answer]) => [name, shownAnswer(answer)]))

function shownAnswer({ kind: _, ...values }: Answer): string {
  const shown = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value))
  return Object.values(values).map(shown).join(', ')
}

export const shownResult = (result: CallResult): Calls[number]['result'] =>
  result.ok
    ? { ok: true, fields: { ...result.fields }, choices: (result.choices ?? []).map(({ label }) => label) }
    : { ok: false, reason: result.reason }

export const shownUnderstanding = ({ top, ...rest }: Understanding): TryAnswer['understood'] => ({
  ...rest,
  top: top.map((guess) => ({ ...guess })),
})
