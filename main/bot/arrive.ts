import type { Answer, Answers } from './answer.ts'
import { choicesFor, isListed, questionText } from './chosen.ts'
import type { Flow } from './compile.ts'
import { initialState, type StepResult } from './conversation.ts'
import { type AskStep, type CallStep, type FlowStep, type HandoverStep, keepsAnswer } from './flow.ts'
import { otherFlow } from './names.ts'
import { put } from './put.ts'
import { atDoor, atMost, finish, greeted, introduced, page, quiet, type Scene, stepOf, tell, wait } from './scene.ts'
import { variable, write } from './write.ts'

/** What was said on the way to a step. */
export type Way = { readonly replies: readonly string[]; readonly topic: string | null; readonly steps: number }

export const setOut: Way = { replies: [], topic: null, steps: 0 }

/** The longest way from one question to the next; flows that were checked stay far below it. */
const longestWay = 200

/** The citizen is sent on to a step: says what there is to say until somebody has to answer. */
export function arrive(scene: Scene, target: string | undefined, answers: Answers, before: Way = setOut): StepResult {
  if (target === undefined) return finish(scene, before.replies, before.topic)
  const way = { ...before, steps: before.steps + 1 }
  if (way.steps > longestWay) return arrive(atDoor(scene), scene.flows.front.door.fallback, answers)
  const other = otherFlow(target)
  if (other !== null) return enterFlow(scene, other, answers, way)
  const step = stepOf(scene.flow, target)
  return step ? arriveAt(scene, target, step, answers, way) : finish(scene, way.replies, way.topic)
}

function arriveAt(scene: Scene, id: string, step: FlowStep, answers: Answers, way: Way): StepResult {
  const said = (key: string) => [...way.replies, tell(scene, key, answers)]
  const value = (name: string) => variable(page(scene, answers, 'citizen'), name)
  switch (step.kind) {
    case 'say':
      if (step.needs !== undefined && value(step.needs) === '') return arrive(scene, step.otherwise, answers, way)
      return withCard(
        step.card === undefined ? null : tell(scene, step.card, answers),
        arrive(scene, step.next, answers, { ...way, replies: said(step.text), topic: step.topic ?? way.topic }),
      )
    case 'menu':
      return wait(scene, id, said(step.text), { answers })
    case 'ask':
      return ask(scene, id, step, answers, way)
    case 'set':
      return arrive(scene, step.next, changed(scene, step, answers), way)
    case 'branch': {
      const found = comparable(answers[step.on]) ?? value(step.on)
      return arrive(scene, step.cases.find(({ is }) => is.includes(found))?.next ?? step.otherwise, answers, way)
    }
    case 'call':
      return call(scene, id, step, answers, way)
    case 'handover':
      return handOver(scene, step, way, answers)
    case 'end':
      return finish(scene, step.text ? said(step.text) : way.replies, way.topic)
  }
}

const withCard = (card: string | null, result: StepResult): StepResult => ({ ...result, card: card ?? result.card })

function ask(scene: Scene, id: string, step: AskStep, answers: Answers, way: Way): StepResult {
  if (keepsAnswer(step) && Object.hasOwn(answers, step.save)) return arrive(scene, step.next, answers, way)
  const nothing = isListed(step) && choicesFor(step, answers).length === 0
  if (nothing) return arrive(scene, step.none, answers, way)
  return wait(scene, id, [...way.replies, questionText(scene, step, answers)], { answers })
}

/** Answers go along to a flow that asks for them too; so do a photo and a place that came early. */
export function enterFlow(scene: Scene, name: string, answers: Answers, way: Way = setOut): StepResult {
  const flow = scene.flows.newest(name)
  if (!flow) return arrive(atDoor(scene), scene.flows.front.door.fallback, answers, way)
  const inside = { ...scene, flow, collecting: flow }
  return arrive(inside, flow.document.start, taken(scene.collecting, flow, answers), way)
}

/** What `to` also asks for of the answers that `from` collected. */
export function taken(from: Flow, to: Flow, answers: Answers): Answers {
  const names = new Map([...to.saves].map((name) => [name, name]))
  names.set(from.early.photo, to.early.photo)
  names.set(from.early.place, to.early.place)
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, answer]) => {
      const there = names.get(name)
      return there !== undefined && to.saves.has(there) ? [[there, answer]] : []
    }),
  )
}

function changed(scene: Scene, step: Extract<FlowStep, { kind: 'set' }>, answers: Answers): Answers {
  const { [step.save]: _, ...others } = answers
  if (step.to === null) return others
  const text = put(step.to, (name) => variable(page(scene, answers, 'citizen'), name))
  return { ...others, [step.save]: { kind: 'text', text } }
}

/** What a branch compares; undefined for what is only words. */
function comparable(answer: Answer | undefined): string | undefined {
  switch (answer?.kind) {
    case 'choice':
      return answer.value
    case 'date':
      return answer.date
    case 'photo':
      return answer.count > 0 ? 'yes' : 'no'
    case 'place':
      return 'place'
    case undefined:
    case 'text':
    case 'number':
    case 'phone':
    case 'choices':
    case 'result':
      return undefined
  }
}

function call(scene: Scene, id: string, step: CallStep, answers: Answers, way: Way): StepResult {
  const args = Object.entries(step.with).flatMap(([param, from]): [string, Answer][] => {
    if (typeof from !== 'string') return [[param, { kind: 'text', text: from.value }]]
    const answer = answers[from]
    return answer ? [[param, answer]] : []
  })
  return {
    ...wait(scene, id, way.replies, { answers }),
    outcome: 'calling',
    call: { service: step.service, args: Object.fromEntries(args) },
    topic: way.topic,
  }
}

function handOver(scene: Scene, step: HandoverStep, way: Way, answers: Answers): StepResult {
  const current = scene.here && 'topic' in scene.here ? scene.here.topic : undefined
  const text = tell(scene, step.text, answers)
  return {
    ...quiet,
    replies: atMost(step.abrupt ? [text] : introduced(scene, [...way.replies, text])),
    state: { ...initialState, greetedAt: greeted(scene) },
    outcome: 'handed_over',
    unfinished: false,
    topic: step.topic ?? way.topic ?? current ?? step.fallbackTopic ?? null,
    summary: write(page(scene, answers, 'operator'), step.summary),
    department: step.department,
    language: scene.language,
  }
}
