import type { Exclusion, Variant } from '../../contract/broadcast.ts'
import type { TestObstacle } from '../../contract/broadcast-tests.ts'
import type { Language } from '../../contract/common.ts'
import { emptyIn, type Values } from './text-rules.ts'

/** Somebody who agreed to the purpose, as the tables have them. Times are epoch milliseconds. */
export type Candidate = {
  readonly citizenId: string
  readonly name: string
  readonly language: Language | null
  readonly neighbourhood: string
  /** Null where nobody ever agreed, as in an emergency. */
  readonly consent: { readonly expiresAt: number | null; readonly seq: number | null } | null
  readonly held: boolean
  readonly pausedUntil: number | null
  readonly optedOut: boolean
  readonly blocked: boolean
  /** They wrote to this line at least once. */
  readonly heard: boolean
  /** Something is known that the line can write to. */
  readonly reachable: boolean
}

/** What the line says of one citizen: not before, or not at all (`until` null). */
export type LineWord = { readonly reason: 'frequency' | 'silent' | 'not_on_whatsapp'; readonly until: number | null }

export type Rule = {
  readonly broadcastId: string
  readonly variants: readonly Variant[]
  readonly townLanguage: Language
  readonly townName: string
  readonly emergency: boolean
  readonly now: number
}

export type Verdict = {
  readonly language: Language
  /** Place in `variants`; null for who is excluded. */
  readonly variant: number | null
  readonly excluded: Exclusion | null
  /** Not to leave before; 0 when it may at once. */
  readonly notBefore: number
}

/** How long somebody who has had enough for now is waited for, in milliseconds. Beyond it a notice is old news. */
export const longestPatience = 3 * 24 * 60 * 60 * 1000

/** Who gets which wording, or why nothing. */
export function verdictOn(candidate: Candidate, line: LineWord | null, rule: Rule): Verdict {
  const language = languageFor(candidate.language, rule)
  const none = (excluded: Exclusion): Verdict => ({ language, variant: null, excluded, notBefore: 0 })
  const refused = refusalOf(candidate, rule)
  if (refused) return none(refused)
  if (line && (line.until === null || line.until > rule.now + longestPatience)) return none(line.reason)
  const wording = wordingFor(candidate, language, rule)
  if (typeof wording !== 'number') return none(wording)
  return { language, variant: wording, excluded: null, notBefore: line?.until ?? 0 }
}

/** In an emergency nobody had to agree and nobody's pause counts; who left for good, or is blocked, is left alone. */
function refusalOf(candidate: Candidate, { emergency, now }: Rule): Exclusion | null {
  if (candidate.blocked) return 'blocked'
  if (candidate.optedOut) return 'opted_out'
  if (!candidate.reachable) return 'not_on_whatsapp'
  if (!candidate.heard) return 'never_wrote'
  return emergency ? null : withoutPermission(candidate, now)
}

function withoutPermission({ consent, held, pausedUntil }: Candidate, now: number): Exclusion | null {
  if (consent === null) return 'no_consent'
  if (consent.expiresAt !== null && consent.expiresAt <= now) return 'expired'
  if (held) return 'held'
  return pausedUntil !== null && pausedUntil > now ? 'paused' : null
}

/** Whether something of a purpose may be sent to somebody, as the area of consents says. */
export type Standing = 'live' | 'none' | 'expired' | 'paused' | 'held' | 'opted_out' | 'blocked'

/** What a permission that does not stand is called among the reasons. */
export const exclusionOf = {
  none: 'no_consent',
  expired: 'expired',
  paused: 'paused',
  held: 'held',
  opted_out: 'opted_out',
  blocked: 'blocked',
} as const satisfies Readonly<Record<Exclude<Standing, 'live'>, Exclusion>>

/** How somebody with a test phone stands; `standing` is null for a phone of nobody known. */
export type Tried = {
  readonly standing: Standing | null
  readonly heard: boolean
  /** An earlier test has not left yet. */
  readonly underWay: boolean
}

/** Why a test would not leave to somebody now. A test is a notice like any other: nothing is forgiven it. */
export function obstacleFor(
  { standing, heard, underWay }: Tried,
  line: LineWord | null,
  now: number,
): TestObstacle | null {
  if (standing === 'blocked' || standing === 'opted_out') return standing
  if (standing === null || !heard) return 'never_wrote'
  if (standing !== 'live') return exclusionOf[standing]
  if (line && (line.until === null || line.until > now)) return line.reason
  return underWay ? 'under_way' : null
}

/** Their own language where something is written in it, else the town's. */
function languageFor(
  own: Language | null,
  { variants, townLanguage }: Pick<Rule, 'variants' | 'townLanguage'>,
): Language {
  return own !== null && variants.some(({ lang }) => lang === own) ? own : townLanguage
}

/** One of the wordings of the language that leaves nothing empty, always the same one for the same person. */
function wordingFor(candidate: Candidate, language: Language, rule: Rule): number | 'no_variant' | 'empty_variable' {
  const written = rule.variants.flatMap(({ lang }, place) => (lang === language ? [place] : []))
  if (written.length === 0) return 'no_variant'
  const values = valuesFor(candidate, rule.townName)
  const whole = written.filter((place) => emptyIn(rule.variants[place]?.text ?? '', values).length === 0)
  return whole[spread(`${rule.broadcastId} ${candidate.citizenId}`, whole.length)] ?? 'empty_variable'
}

const longestName = 40

/** What fills a text for somebody: their first name, their neighbourhood and the town. */
export function valuesFor(of: { readonly name: string; readonly neighbourhood: string }, townName: string): Values {
  const nombre = of.name.trim().split(/\s+/)[0] ?? ''
  // A phone number or a mark in place of a name is no name.
  return {
    nombre: /\p{L}{2}/u.test(nombre) ? nombre.slice(0, longestName) : '',
    barrio: of.neighbourhood.trim().slice(0, longestName),
    ayuntamiento: townName,
  }
}

/** A number from 0 below `ways`, the same for the same text, spread evenly (FNV-1a). */
function spread(text: string, ways: number): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  return ways === 0 ? 0 : (hash >>> 0) % ways
}
