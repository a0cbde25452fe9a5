import type { Answers } from './answer.ts'
import { kept } from './moves.ts'
import type { Scene } from './scene.ts'
import { textAnswer } from './validate.ts'

/** Everything a person should get who takes over now: an open question may have been answered in the same breath. */
export function collected(scene: Scene): Answers {
  const answers = kept(scene)
  const { here } = scene
  if (here?.kind !== 'ask' || here.accepts !== 'text' || scene.burst.speech.unread === 0) return answers
  return { ...answers, [here.save]: textAnswer(scene.burst.substance) }
}
