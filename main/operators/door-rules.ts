import type { SecurityPolicy } from '../../contract/security.ts'
import { type DoorStep, doorSteps, type Role } from '../../contract/session.ts'

const DAY_MS = 24 * 60 * 60_000

/** Days from the first sign-in that asked for a second factor until there is no way in without one. */
export const ENROL_DAYS = 7
/** Days before a password runs out during which its owner is told. */
export const WARN_DAYS = 14
/** Passwords that may not come back: the present one and those before it. */
export const PASSWORDS_REMEMBERED = 10

/** Whoever can change rights, read everything or open what is blocked proves who they are twice. */
const mustHaveSecondFactor: ReadonlySet<Role> = new Set(['administrator', 'officer', 'dpo', 'auditor'])

export const needsSecondFactor = (policy: SecurityPolicy, role: Role): boolean =>
  policy.secondFactor === 'required' && mustHaveSecondFactor.has(role)

export type AtTheDoor = {
  readonly role: Role
  /** A confirmed second factor. */
  readonly hasFactor: boolean
  readonly factorAskedAt: number | null
  readonly passwordGiven: boolean
  readonly passwordSetAt: number
  readonly dutiesRead: boolean
}

/** What is owed before a session opens, first things first. */
export function owedAtTheDoor(policy: SecurityPolicy, who: AtTheDoor, now: number): readonly DoorStep[] {
  const due: Readonly<Record<DoorStep, boolean>> = {
    second_factor: who.hasFactor && policy.secondFactor !== 'off',
    password: who.passwordGiven || now >= passwordEnd(policy, who.passwordSetAt),
    enrol: !who.hasFactor && needsSecondFactor(policy, who.role) && enrolIsDue(who.factorAskedAt, now),
    duties: !who.dutiesRead,
  }
  return doorSteps.filter((step) => due[step])
}

/** When the period to set up a second factor is over, for one who was first asked at `askedAt`. */
export const enrolEnd = (askedAt: number): number => askedAt + ENROL_DAYS * DAY_MS

const enrolIsDue = (askedAt: number | null, now: number) => askedAt !== null && now >= enrolEnd(askedAt)

/** When a password set at `setAt` must give way to another, counting calendar months in UTC. */
export function passwordEnd({ passwordMonths }: Pick<SecurityPolicy, 'passwordMonths'>, setAt: number): number {
  return addMonths(setAt, passwordMonths)
}

/** The same moment `months` later; the last day of a month that has no such day. */
export function addMonths(at: number, months: number): number {
  const from = new Date(at)
  const month = from.getUTCMonth() + months
  const last = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate()
  const midnight = Date.UTC(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), last))
  return midnight + (at - Date.UTC(from.getUTCFullYear(), from.getUTCMonth(), from.getUTCDate()))
}

/** Whether to tell somebody that the password runs out. */
export const warnsOfPassword = (policy: SecurityPolicy, setAt: number, now: number): boolean =>
  now >= passwordEnd(policy, setAt) - WARN_DAYS * DAY_MS

/** The names of steps as the store keeps them. */
export const writeOwed = (steps: readonly DoorStep[]): string => steps.join(',')

export const readOwed = (text: string): readonly DoorStep[] =>
  doorSteps.filter((step) => text.split(',').includes(step))
