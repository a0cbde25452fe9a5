import type { Permission } from '../../contract/base.ts'
import { plainText } from '../../contract/plain-text.ts'
import type { ProblemData } from '../../contract/problems.ts'
import type { Role } from '../../contract/session.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Wrong passwords in a row after which an account locks until an administrator opens it. */
export const MAX_TRIES = 5
/** Wrong PINs in a row on one desk after which only the password opens. */
export const MAX_PIN_TRIES = 5
/** Milliseconds a session lives, whatever its activity. */
export const SESSION_LIFE_MS = 8 * HOUR_MS
/** Milliseconds without activity after which a session locks. */
export const IDLE_LOCK_MS = 10 * MINUTE_MS
/** Activity is written down at most this often, in milliseconds; a session may lock this much early. */
export const SEEN_EVERY_MS = 30_000
/** Milliseconds after giving the password on a desk during which a PIN is enough there. */
export const DESK_LIFE_MS = 12 * HOUR_MS

const reader: readonly Permission[] = [
  'inbox.read',
  'citizens.read',
  'consents.read',
  'broadcasts.read',
  'line.read',
  'assistant.read',
  'settings.read',
]
const auditor: readonly Permission[] = [...reader, 'privacy.read', 'audit.read']
/** The data protection officer: answers for rights and notices, and alone opens what is blocked. */
const dpo: readonly Permission[] = [...auditor, 'consents.write', 'privacy.write', 'privacy.unblock']
const operator: readonly Permission[] = [...reader, 'inbox.write', 'citizens.write', 'consents.write', 'practice.play']
const socialServices: readonly Permission[] = [...operator, 'sensitive.read']
const officer: readonly Permission[] = [
  ...operator,
  'citizens.manage',
  'privacy.read',
  'privacy.write',
  'broadcasts.write',
  'broadcasts.approve',
  'line.control',
  'assistant.write',
  'settings.write',
]
const administrator: readonly Permission[] = [...officer, 'operators.manage', 'backups.manage', 'audit.read']

const byRole: Readonly<Record<Role, ReadonlySet<Permission>>> = {
  administrator: new Set(administrator),
  officer: new Set(officer),
  operator: new Set(operator),
  auditor: new Set(auditor),
  dpo: new Set(dpo),
  social_services: new Set(socialServices),
}

/** What a role may do; everything else is refused. */
export function permissionsOf(role: Role): ReadonlySet<Permission> {
  return byRole[role]
}

export type Account = {
  readonly id: string
  readonly role: string
  readonly lockedAt: number | null
  readonly disabledAt: number | null
}

/** Whether somebody could still open accounts after `changed` replaces its old self among `administrators`. */
export function leavesAnAdministrator(administrators: readonly Account[], changed: Account): boolean {
  return [...administrators.filter((account) => account.id !== changed.id), changed].some(
    (account) => account.role === 'administrator' && account.lockedAt === null && account.disabledAt === null,
  )
}

/** When a session made at `now` ends, for a password given at `passwordAt`. */
export function sessionEnd(now: number, passwordAt: number): number {
  return Math.min(now + SESSION_LIFE_MS, passwordAt + DESK_LIFE_MS)
}

export type SessionTimes = { readonly seenAt: number; readonly expiresAt: number; readonly lockedAt: number | null }

export function sessionState(session: SessionTimes, now: number): 'open' | 'locked' | 'ended' {
  if (now >= session.expiresAt) return 'ended'
  return session.lockedAt !== null || now - session.seenAt >= IDLE_LOCK_MS ? 'locked' : 'open'
}

export type PasswordWeakness = ProblemData<'WEAK_PASSWORD'>['reason']

const MIN_PASSWORD = 12
const MIN_DISTINCT = 5
const LONGEST_TRIVIAL_UNIT = 4
const MAX_DECORATION = 20

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  'qazwsxedcrfvtgbyhnujmikolp',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
]

const looksLike: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  '€': 'e',
  $: 's',
  '!': 'i',
  '|': 'i',
  l: 'i',
}

const unmask = (text: string) => text.replace(/./gsu, (character) => looksLike[character] ?? character)
const reversed = (text: string) => [...text].reverse().join('')

/** Passwords in the form in which two spellings of one word are equal: no case, accents or digits for letters. */
export function blockList(words: Iterable<string>): ReadonlySet<string> {
  return new Set(Array.from(words, (word) => unmask(plainText(word))))
}

/** What the user, their colleagues and the town are called: the first guesses of anybody who knows them. */
export type Surroundings = { readonly names: readonly string[]; readonly common: ReadonlySet<string> }

/** Why a password must not be used, or `null`. `common` comes from `blockList`. */
export function passwordWeakness(password: string, { names, common }: Surroundings): PasswordWeakness | null {
  if ([...password.normalize('NFKC')].length < MIN_PASSWORD) return 'short'
  if (names.some((name) => containsName(password, name))) return 'contains_name'
  return isCommon(password, common) ? 'common' : null
}

/** Names of three letters and less hide in other words, so only they standing alone count. */
function containsName(password: string, name: string): boolean {
  const words = plainText(name).match(/[\p{L}\d]+/gu) ?? []
  const secret = plainText(password)
  const alone = new Set(secret.match(/\p{L}+/gu))
  const anywhere = [...words, words.join('')].filter((word) => word.length > 3)
  return (
    anywhere.some((word) => unmask(secret).includes(unmask(word))) ||
    words.some((word) => word.length === 3 && words.length === 1 && alone.has(word))
  )
}

function isCommon(password: string, common: ReadonlySet<string>): boolean {
  const text = plainText(password)
  const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  if (core === '' || new Set(text).size < MIN_DISTINCT) return true
  if (rows.some((row) => row.includes(core) || reversed(row).includes(core))) return true
  return [text, core].some((candidate) => {
    const unit = repeatedUnit(candidate)
    return unit.length <= LONGEST_TRIVIAL_UNIT || isKnown(unit, common)
  })
}

/** The shortest text whose repetition makes `text`; `text` itself when it does not repeat. */
function repeatedUnit(text: string): string {
  return text.slice(0, (text + text).indexOf(text, 1))
}

/** Whether `text` is listed once some of the digits and signs around it are taken away. */
function isKnown(text: string, common: ReadonlySet<string>): boolean {
  const folded = unmask(text)
  const before = Math.min(/^[^\p{L}]*/u.exec(text)?.[0].length ?? 0, MAX_DECORATION)
  const after = Math.min(/[^\p{L}]*$/u.exec(text)?.[0].length ?? 0, MAX_DECORATION)
  for (let start = 0; start <= before; start += 1) {
    for (let end = 0; end <= after; end += 1) {
      if (common.has(folded.slice(start, folded.length - end))) return true
    }
  }
  return false
}

const keypadPins = new Set(['147258', '258369', '147369', '159357', '159753', '357159', '246810', '135790', '147852'])

/** A PIN of six digits that one of the first guesses would open: runs, repetitions, dates, keypad drawings. */
export function isWeakPin(pin: string): boolean {
  if (!/^\d{6}$/.test(pin)) return true
  const digits = [...pin].map(Number)
  const steps = new Set(digits.slice(1).map((digit, i) => (digit - (digits[i] ?? 0) + 10) % 10))
  const isRun = steps.size === 1
  const isRepeated = /^(\d\d?\d?)\1+$/.test(pin) || /^(\d)\1(\d)\2(\d)\3$/.test(pin) || new Set(digits).size < 3
  const isYear = /^(?:19|20)\d\d|(?:19|20)\d\d$/.test(pin)
  const isDate = /^(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d\d$/.test(pin)
  return isRun || isRepeated || isYear || isDate || keypadPins.has(pin)
}
