import { arrive, taken } from './arrive.ts'
import { excuseFor, says, speaksOf } from './burst.ts'
import type { Flow } from './compile.ts'
import type { StepResult } from './conversation.ts'
import type { FlowStep, Option } from './flow.ts'
import { again, kept, miss, thank, withPlace } from './moves.ts'
import { otherFlow } from './names.ts'
import { type Scene, stepOf } from './scene.ts'
import { isPolite } from './understand.ts'
import { textAnswer } from './validate.ts'
import { fulfil, hearOffer, offer } from './wishes.ts'

/** The citizen writes while a menu, or nothing, is open. */
export function hearChoice(scene: Scene, here: FlowStep | undefined): StepResult {
  const menu = here?.kind === 'menu' ? here : stepOf(scene.flow, scene.flow.document.start)
  if (menu?.kind !== 'menu') return miss(scene, 'not_understood')
  const { burst } = scene
  const excuse = excuseFor(burst)
  if (excuse) return withoutWords(scene, excuse)
  const offered = scene.atHome ? hearOffer(scene, menu.text) : null
  if (offered) return offered
  const options = [...menu.also, ...menu.options]
  const plain = menu.options.find((_, i) => says(burst, `number_${i + 1}`)) ?? oneOf(scene, wholly(scene, options))
  if (plain) return choose(scene, plain, menu)
  if (isPolite(burst.speech)) return again(scene)
  return scene.atHome ? hearWish(scene, menu) : hearWords(scene, menu)
}

/** A wish said in the citizen's own words: what it means outweighs a word of the menu that it mentions. */
function hearWish(scene: Scene, menu: Menu): StepResult {
  const meant = scene.understood()
  if (meant.decision === 'act') return fulfil(scene, meant.intent, scene.burst.substance)
  const misunderstood = { decision: meant.decision, top: meant.top }
  const offered = () => (meant.decision === 'offer' && scene.state.offer.length === 0 ? offer(scene, meant) : null)
  const { atHome, greet } = scene
  return (
    mentioned(scene, menu) ?? {
      ...(offered() ?? (atHome && greet ? miss(scene, menu.text) : miss(scene, 'not_understood', menu.text))),
      misunderstood,
    }
  )
}

const hearWords = (scene: Scene, menu: Menu): StepResult =>
  mentioned(scene, menu) ?? miss(scene, 'not_understood', menu.text)

function mentioned(scene: Scene, menu: Menu): StepResult | null {
  const option = oneOf(
    scene,
    [...menu.also, ...menu.options].filter((candidate) => isMeant(scene, candidate)),
  )
  return option && choose(scene, option, menu)
}

/** Something that is not words, while nothing but the menu is open. */
function withoutWords(scene: Scene, excuse: string): StepResult {
  const resting = scene.state.step === null && !scene.greet
  if (excuse === 'sticker' && resting) return thank(scene)
  if (excuse === 'photo_kept' || excuse === 'place_kept' || excuse === 'file_kept') return again(scene, excuse)
  return miss(scene, excuse)
}

type Menu = Extract<FlowStep, { kind: 'menu' }>

/** A fact is the answer to a short message; a long story only mentions its words. */
const longestQuestion = 15

const wholly = ({ burst }: Scene, options: readonly Option[]) => options.filter((option) => says(burst, option.words))

/** The one option the words lead to. A wish for a person outranks the rest; two different wishes are none. */
function oneOf(scene: Scene, meant: readonly Option[]): Option | null {
  const person = meant.find((option) => stepOf(scene.flow, option.next)?.kind === 'handover')
  if (person) return person
  return new Set(meant.map((option) => option.next)).size === 1 ? (meant[0] ?? null) : null
}

/** Whether words in passing are a wish: not for facts about something else, nor when they are part of a question. */
function isMeant({ flow, burst }: Scene, option: Option): boolean {
  if (!speaksOf(burst, option.words)) return false
  const target = stepOf(flow, option.next)
  if (target?.kind === 'say') return burst.words.length <= longestQuestion && !speaksOf(burst, 'other_matter')
  if (option.fill === undefined) return true
  return !speaksOf(burst, 'question') && !(burst.text.includes('?') && speaksOf(burst, 'asking'))
}

function choose(scene: Scene, option: Option, menu: Menu): StepResult {
  const flow = flowOf(scene, option.next)
  const before = flow === scene.flow ? kept(scene) : taken(scene.flow, flow, kept(scene))
  const answers = Object.fromEntries(Object.entries(before).filter(([name]) => !option.clear?.includes(name)))
  const told = scene.burst.speech.unread > 0 || menu.also.includes(option)
  if (option.fill === undefined || !told) return arrive(scene, option.next, answers)
  const filled = {
    ...withPlace(scene.burst.substance, flow, answers),
    [option.fill]: textAnswer(scene.burst.substance),
  }
  return arrive(scene, option.next, filled)
}

/** The flow a target is in; one that cannot be entered leads to a person, who gets the answers as they are. */
function flowOf(scene: Scene, target: string): Flow {
  const other = otherFlow(target)
  return (other === null ? undefined : scene.flows.newest(other)) ?? scene.flow
}
