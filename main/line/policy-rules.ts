import type { LineNumber, LineSettings } from '../../contract/line-safety.ts'
import { type Profile, profiles, type WarmUpStep } from './policy.ts'
import { never } from './speaking-rules.ts'

export type ChannelKind = keyof typeof profiles

/** The settings of a town on a channel: all that the rules of a line go by. No step allows more than the town set. */
export type LinePolicy = LineSettings & Pick<Profile, 'steps' | 'firstStep' | 'floor' | 'rests'>

/** Puts what a town chose within what no setting goes beyond, however it came into the store. */
export function policyOf(kind: ChannelKind, chosen: LineSettings | null): LinePolicy {
  const { settings, limits, ...profile }: Profile = profiles[kind]
  const wanted = chosen ?? settings
  const clamped = Object.entries(limits).map(([name, { least, most }]) => [
    name,
    Math.min(most, Math.max(least, wanted[name as LineNumber])),
  ])
  const numbers = Object.fromEntries(clamped) as Record<LineNumber, number>
  const steps = profile.steps.map((step) => ({
    perDay: Math.min(step.perDay, numbers.perDay),
    perHour: Math.min(step.perHour, numbers.perHour),
    perMinute: Math.min(step.perMinute, numbers.perMinute),
  }))
  const { hours, summer } = wanted
  return { ...profile, ...numbers, steps, gapTo: Math.max(numbers.gapTo, numbers.gapFrom), hours, summer }
}

/** The fields of what a town wants to set that pass a limit; none when it may. */
export function beyondLimits(kind: ChannelKind, wanted: LineSettings): readonly string[] {
  const limits: Profile['limits'] = profiles[kind].limits
  const numbers = (Object.keys(limits) as LineNumber[]).filter(
    (name) => wanted[name] < limits[name].least || wanted[name] > limits[name].most,
  )
  const atNight = (hours: LineSettings['hours']) =>
    hours.some(({ from, to }) => from < never.before || to > never.after)
  const hours = atNight(wanted.hours)
  const summer = wanted.summer !== null && atNight(wanted.summer.hours)
  const gaps = wanted.gapTo <= wanted.gapFrom && !numbers.includes('gapTo')
  return [...numbers, ...(gaps ? ['gapTo'] : []), ...(hours ? ['hours'] : []), ...(summer ? ['summer.hours'] : [])]
}

const nothing: WarmUpStep = { perDay: 0, perHour: 0, perMinute: 0 }

/** The caps of a step of the warm-up. */
export const capsOf = ({ steps }: LinePolicy, step: number): WarmUpStep =>
  steps[Math.min(Math.max(step, 0), steps.length - 1)] ?? nothing

/** Whether a step of the warm-up, and not the town's own number, keeps the day low. */
export const isWarming = (policy: LinePolicy, step: number): boolean =>
  step < policy.steps.length - 1 && capsOf(policy, step).perDay < policy.perDay
