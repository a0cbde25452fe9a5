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

/** The citizen writes while a menu, or nothing, is open. */
export function hearChoice(scene: Scene, here: FlowStep | undefined): StepResult {
  const menu = here?.kind === 'menu' ? here : stepOf(scene.flow, scene.flow.document.start)
  if (menu?.kind !== 'menu') return miss(scene, 'not_understood')
  const { burst } = scene
  const excuse = excuseFor(burst)
  if (excuse) return withoutWords(scene, excuse)
  const chosen = menu.options.find((_, i) => says(burst, `number_${i + 1}`)) ?? byWords(scene, menu)
  if (chosen) return choose(scene, chosen, menu)
  if (isPolite(burst.speech)) return again(scene)
  return scene.atHome && scene.greet ? miss(scene, menu.text) : miss(scene, 'not_understood', menu.text)
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

/** The one option the words lead to. A wish for a person outranks the rest; two different wishes are none. */
function byWords(scene: Scene, menu: Menu): Option | null {
  const options = [...menu.also, ...menu.options]
  const whole = options.filter((option) => says(scene.burst, option.words))
  const meant = whole.length > 0 ? whole : options.filter((option) => isMeant(scene, option))
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
  const filled = { ...withPlace(scene, flow, 'text', answers), [option.fill]: textAnswer(scene.burst.substance) }
  return arrive(scene, option.next, filled)
}

/** The flow a target is in; one that cannot be entered leads to a person, who gets the answers as they are. */
function flowOf(scene: Scene, target: string): Flow {
  const other = otherFlow(target)
  return (other === null ? undefined : scene.flows.newest(other)) ?? scene.flow
}
