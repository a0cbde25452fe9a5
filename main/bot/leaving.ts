import { arrive } from './arrive.ts'
import { commands, speaksOf } from './burst.ts'
import { collected } from './collected.ts'
import type { Front } from './compile.ts'
import type { StepResult } from './conversation.ts'
import type { AskStep, FlowStep } from './flow.ts'
import { kept } from './moves.ts'
import type { Understand } from './ports.ts'
import { atDoor, type Scene } from './scene.ts'
import { readable, tokens } from './text.ts'
import { type Reading, read, saysOnly } from './understand.ts'

/**
 * Stop words alone, or a wish for no more notices, and nothing else is said than that it is done. Who names one subject
 * leaves that one. A doubt is asked about when no other question is open.
 */
export function leaving(scene: Scene): StepResult | null {
  const { optOut, commands: words } = scene.flows.front.door
  const said = words.some(({ words: stop, next }) => next === optOut.yes && commands(scene.burst, stop))
  const plain =
    scene.burst.words.length === 0 || isPlainAnswer(scene) || isCommand(scene.flows.front, scene.burst.speech)
  const meant = plain ? 'no' : scene.understood().optOut
  const door = { ...atDoor(scene), greet: false }
  const some = said ? null : oneSubject(scene, meant !== 'no')
  if (some !== null) return arrive(door, some, kept(scene))
  if (said || meant === 'yes') return { ...arrive(door, optOut.yes, collected(scene)), optOut: 'yes' }
  if (meant === 'no' || !scene.atHome) return null
  return { ...arrive(atDoor(scene), optOut.ask, kept(scene)), optOut: 'ask' }
}

/** Where who wants no more of one subject goes; null when it is all of them, or none. */
function oneSubject({ flows, burst }: Scene, leaves: boolean): string | null {
  const { some } = flows.front.door.optOut
  if (!some || !speaksOf(burst, some.topics) || speaksOf(burst, some.all)) return null
  return leaves || speaksOf(burst, some.less) ? some.next : null
}

/** An open question is answered in a word or two: "no" is no wish to leave, nor is an option of a menu. */
function isPlainAnswer({ here, burst }: Scene): boolean {
  const plain = here ? plainAnswers(here) : []
  const { unread, found } = burst.speech
  return plain.length > 0 && unread === 0 && found.every((meanings) => plain.some((word) => meanings.has(word)))
}

function plainAnswers(here: FlowStep): readonly string[] {
  if (here.kind === 'menu') return [...here.options, ...here.also].map(({ words }) => words)
  if (here.kind !== 'ask') return []
  return ['yes', 'no', 'no_photo', 'later', 'filler', ...ownAnswers(here)]
}

function ownAnswers(here: AskStep): readonly string[] {
  if (here.accepts === 'assent') return [here.words, here.refuse]
  return here.accepts === 'choices' ? [here.all] : []
}

/** A command says what it wants by itself: "cambiar avisos" is no doubt about them. */
const isCommand = ({ door }: Front, heard: Reading): boolean =>
  door.commands.some(
    ({ words, match, next }) => match === 'whole' && next !== door.optOut.yes && saysOnly(heard, words),
  )

/**
 * Whether a text, whoever has the conversation, says beyond doubt that its writer wants no more notices: a stop word
 * alone, or what the models are sure of.
 */
export function leaves(front: Front, understand: Understand, text: string): boolean {
  const { optOut, commands: words } = front.door
  const spoken = tokens(readable(text))
  if (spoken.length === 0) return false
  const heard = read(front.speech(), spoken)
  if (words.some(({ words: stop, next }) => next === optOut.yes && saysOnly(heard, stop))) return true
  return !isCommand(front, heard) && understand(text, null).optOut === 'yes'
}
