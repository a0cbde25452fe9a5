import type { Front } from './compile.ts'
import type { Understand } from './ports.ts'
import { readable, tokens } from './text.ts'
import { mentions, read } from './understand.ts'

/**
 * What a message is taken for by everything that listens to it: the words of the front door that call for help count
 * whatever the models make of the rest, as they do in a conversation.
 */
export const atTheDoor =
  (front: Front, understand: Understand): Understand =>
  (text, hint) => {
    const understood = understand(text, hint)
    const heard = read(front.alarms, tokens(readable(text)))
    if (understood.danger || !front.door.alarms.some(({ words }) => mentions(heard, words))) return understood
    const score = Math.max(understood.score, certainty)
    const top = [{ intent: 'emergency', score }, ...understood.top.filter(({ intent }) => intent !== 'emergency')]
    return { ...understood, intent: 'emergency', score, top: top.slice(0, 3), decision: 'act', danger: true }
  }

/** How sure the words for danger are. */
const certainty = 0.95
