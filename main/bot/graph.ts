import { type FlowStep, keepsAnswer } from './flow.ts'

/** Every step another one leads to, by the path of the reference. */
export function nextSteps(step: FlowStep): readonly (readonly [path: string, target: string])[] {
  switch (step.kind) {
    case 'say':
      return given([
        ['next', step.next],
        ['otherwise', step.otherwise],
      ])
    case 'menu':
      return [
        ...step.options.map((option, i) => [`options.${i}.next`, option.next] as const),
        ...step.also.map((option, i) => [`also.${i}.next`, option.next] as const),
      ]
    case 'ask':
      if (!keepsAnswer(step))
        return [
          ['yes', step.yes],
          ['no', step.no],
        ]
      return given([
        ['next', step.next],
        ['none', 'none' in step ? step.none : undefined],
        ['otherDay', 'otherDay' in step ? step.otherDay : undefined],
      ])
    case 'set':
      return [['next', step.next]]
    case 'branch':
      return [...step.cases.map(({ next }, i) => [`cases.${i}.next`, next] as const), ['otherwise', step.otherwise]]
    case 'call':
      return [
        ['next', step.next],
        ['failed', step.failed],
      ]
    case 'handover':
    case 'end':
      return []
  }
}

const given = (steps: readonly (readonly [string, string | undefined])[]) =>
  steps.flatMap(([path, id]) => (id === undefined ? [] : [[path, id] as const]))
