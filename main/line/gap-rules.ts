import { type Profile, rests, second } from './policy.ts'
import type { LinePolicy } from './policy-rules.ts'

/** A number from 0 up to, but not including, 1. */
export type Random = () => number

/** Milliseconds until the next send, a rest apart, and after how many more sends the next rest comes. */
export type Drawn = { readonly gap: number; readonly rest: number; readonly untilRest: number }

const between = ({ from, to }: { readonly from: number; readonly to: number }, chance: number) =>
  from + (to - from) * chance

/** After how many sends people would pause. */
export const drawUntilRest = (random: Random): number => Math.round(between(rests.every, random()))

/** Draws what follows a send: mostly short gaps and a few long ones, and a rest every so often. */
export function drawGap(policy: LinePolicy & Pick<Profile, 'rests'>, untilRest: number, random: Random): Drawn {
  const gap = Math.round(between({ from: policy.gapFrom, to: policy.gapTo }, random() ** 2) * second)
  if (!policy.rests || untilRest > 1) return { gap, rest: 0, untilRest: Math.max(1, untilRest - 1) }
  return { gap, rest: Math.round(between(rests.length, random())), untilRest: drawUntilRest(random) }
}
