import { arrive, setOut, taken } from './arrive.ts'
import { says } from './burst.ts'
import { indexIn, numbered } from './chosen.ts'
import type { StepResult } from './conversation.ts'
import type { Entry } from './flows.ts'
import { hereOf, kept, miss, withPlace } from './moves.ts'
import type { Understanding } from './ports.ts'
import { atDoor, finish, type Scene, tell, wait } from './scene.ts'
import { quotable } from './text.ts'
import { longestAnswer, textAnswer } from './validate.ts'
import { wordsFor } from './write.ts'

/** The most guesses that are offered. */
const mostGuesses = 3

/** A wish that was understood: the flow that serves it, else what the town knows about it, else a person. */
export function fulfil(scene: Scene, intent: string, told: string): StepResult {
  const entry = scene.flows.entry(intent)
  if (entry) return enter(scene, entry, told)
  const fact = factFor(scene, intent)
  if (fact !== null) return finish(scene, [fact], intent)
  return arrive(atDoor(scene), scene.flows.front.door.unknown, kept(scene), { ...setOut, topic: intent })
}

function enter(scene: Scene, { flow, next, fill }: Entry, told: string): StepResult {
  const inside = { ...scene, flow, collecting: flow }
  const answers = flow === scene.flow ? kept(scene) : taken(scene.flow, flow, kept(scene))
  if (fill === null || told === '') return arrive(inside, next, answers)
  return arrive(inside, next, { ...withPlace(told, flow, answers), [fill]: textAnswer(told) })
}

/** What the town knows, as the citizen reads it; null when it knows nothing. */
export function factFor(scene: Scene, intent: string): string | null {
  const { context, language } = scene
  const fact = context.facts.answer(intent, language ?? context.town.language)
  if (!fact || fact.text.trim() === '') return null
  return fact.stale ? `${fact.text}\n${tell(scene, 'may_have_changed')}` : fact.text
}

/** At most three numbered guesses and "something else"; null when none of them has a name in the citizen's language. */
export function offer(scene: Scene, { top }: Understanding): StepResult | null {
  const intents = top.map(({ intent }) => intent).filter((intent) => labelOf(scene, intent) !== undefined)
  const offered = [...new Set(intents)].slice(0, mostGuesses)
  if (offered.length === 0) return null
  const lines = numbered([...labelsOf(scene, offered), tell(scene, 'something_else')])
  const { burst, state } = scene
  return wait(scene, hereOf(scene), [`${tell(scene, 'offer')}\n${lines}`], {
    offer: offered,
    misses: state.misses,
    heard: quotable(burst.text, longestAnswer),
    answers: kept(scene),
  })
}

/** One of the guesses by number or in words; null when the citizen says something else again. */
export function hearOffer(scene: Scene, menuText: string): StepResult | null {
  const { offer: offered, heard } = scene.state
  if (offered.length === 0) return null
  const other = says(scene.burst, `number_${offered.length + 1}`) || says(scene.burst, 'something_else')
  if (other) return miss(scene, menuText)
  const index = indexIn(labelsOf(scene, offered), scene)
  const intent = index === null ? undefined : offered[index]
  return intent === undefined ? null : fulfil(scene, intent, heard)
}

/** The name of a wish in the citizen's language, else in another one they may read. */
function labelOf({ flows, language, context }: Scene, intent: string): string | undefined {
  const flow = flows.entry(intent)?.flow ?? flows.front
  const { wishes } = wordsFor(flow, language, context.town.language)
  return Object.hasOwn(wishes, intent) ? wishes[intent] : undefined
}

const labelsOf = (scene: Scene, intents: readonly string[]) => intents.map((intent) => labelOf(scene, intent) ?? intent)
