import type { Answer } from './answer.ts'
import { arrive } from './arrive.ts'
import { excuseFor, says } from './burst.ts'
import type { StepResult } from './conversation.ts'
import { dayIn } from './dates.ts'
import { type AskStep, keepsAnswer, type SavingAsk } from './flow.ts'
import { again, back, kept, miss, stay, withPlace } from './moves.ts'
import { type Scene, tell } from './scene.ts'
import { judge } from './validate.ts'
import { factFor } from './wishes.ts'

/** The citizen writes while a question is open. */
export function hearAnswer(scene: Scene, ask: AskStep): StepResult {
  const verdict = judge(ask, scene)
  switch (verdict.kind) {
    case 'answer':
      return keepsAnswer(ask) ? save(scene, ask, verdict.answer) : miss(scene, ask.retry)
    case 'yes':
    case 'no':
      return keepsAnswer(ask) ? miss(scene, ask.retry) : arrive(scene, ask[verdict.kind], scene.state.answers)
    case 'later':
      return stay(scene, [tell(scene, ask.accepts === 'photo' ? ask.wait : ask.retry)])
    case 'unclear':
      return notAnAnswer(scene, ask)
  }
}

function save(scene: Scene, ask: SavingAsk, answer: Answer): StepResult {
  const answers = {
    ...(ask.accepts === 'text' ? withPlace(scene.burst.substance, scene.flow, kept(scene)) : kept(scene)),
    [ask.save]: answer,
  }
  return arrive(scene, ask.next, answers)
}

function notAnAnswer(scene: Scene, ask: AskStep): StepResult {
  const { burst, state } = scene
  if (says(burst, 'greeting')) return again(scene, 'resume')
  const elsewhen = otherDay(scene, ask)
  if (elsewhen) return elsewhen
  const news = Object.keys(kept(scene)).length > Object.keys(state.answers).length
  if (news) return again(scene, burst.photos > 0 ? 'photo_kept' : 'place_kept')
  const fact = inPassing(scene)
  if (fact) return fact
  const excuse = excuseFor(burst)
  return excuse ? miss(scene, excuse, ask.text) : miss(scene, ask.retry)
}

/** Choices are looked for anew on the day that was named instead. */
function otherDay(scene: Scene, ask: AskStep): StepResult | null {
  if (ask.accepts !== 'choice' || ask.otherDay === undefined) return null
  const date = dayIn(scene, scene.burst.text, { past: false })
  if (date === null) return null
  return arrive(scene, ask.otherDay, { ...scene.state.answers, day: { kind: 'date', date } })
}

/** A fact asked for while another question is open is told, and the question asked again. */
function inPassing(scene: Scene): StepResult | null {
  if (scene.burst.words.length === 0) return null
  const { decision, intent } = scene.understood()
  const fact = decision === 'act' ? factFor(scene, intent) : null
  return fact === null ? null : back(scene, [fact])
}
