import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Candidate,
  longestPatience,
  obstacleFor,
  type Rule,
  type Tried,
  valuesFor,
  verdictOn,
} from './audience-rules.ts'

const now = Date.UTC(2026, 2, 2, 10)
const rosa: Candidate = {
  citizenId: 'c1',
  name: 'Rosa Prieto',
  language: 'gl',
  neighbourhood: 'Centro',
  consent: { expiresAt: null, seq: 1 },
  held: false,
  pausedUntil: null,
  optedOut: false,
  blocked: false,
  heard: true,
  reachable: true,
}
const rule: Rule = {
  broadcastId: 'b1',
  variants: [
    { lang: 'es', text: 'Hola, {{nombre}}' },
    { lang: 'es', text: 'Buenas' },
    { lang: 'gl', text: 'Ola, {{nombre}}' },
  ],
  townLanguage: 'es',
  townName: 'Robledillo',
  emergency: false,
  now,
}
const reason = (change: Partial<Candidate>, of: Partial<Rule> = {}) =>
  verdictOn({ ...rosa, ...change }, null, { ...rule, ...of }).excluded

describe('who gets it', () => {
  it('in their own language where there is one, else in the town’s', () => {
    expect(verdictOn(rosa, null, rule)).toEqual({ language: 'gl', variant: 2, excluded: null, notBefore: 0 })
    expect(verdictOn({ ...rosa, language: 'eu' }, null, rule).language).toBe('es')
    expect(verdictOn({ ...rosa, language: null }, null, rule).language).toBe('es')
    expect(reason({ language: 'eu' }, { variants: [{ lang: 'gl', text: 'Ola' }] })).toBe('no_variant')
  })

  it('the wordings of a language fairly, and always the same one for the same person', () => {
    const got = Array.from({ length: 400 }, (_, n) => {
      const candidate = { ...rosa, citizenId: `c${n}`, language: 'es' as const }
      expect(verdictOn(candidate, null, rule)).toEqual(verdictOn(candidate, null, rule))
      return verdictOn(candidate, null, rule).variant
    })
    expect(got.filter((place) => place === 0).length).toBeGreaterThan(140)
    expect(got.filter((place) => place === 1).length).toBeGreaterThan(140)
  })

  it('never a text with a hole in it', () => {
    expect(verdictOn({ ...rosa, name: '', language: 'es' }, null, rule).variant).toBe(1)
    expect(reason({ name: '600 123', language: 'gl' })).toBe('empty_variable')
    expect(valuesFor({ name: 'Mª José Rey', neighbourhood: ' Sur ' }, 'R')).toEqual({
      nombre: 'Mª',
      barrio: 'Sur',
      ayuntamiento: 'R',
    })
  })

  it.each<[Partial<Candidate>, string]>([
    [{ consent: null }, 'no_consent'],
    [{ consent: { expiresAt: now, seq: 1 } }, 'expired'],
    [{ held: true }, 'held'],
    [{ pausedUntil: now + 1 }, 'paused'],
    [{ optedOut: true }, 'opted_out'],
    [{ blocked: true }, 'blocked'],
    [{ heard: false }, 'never_wrote'],
    [{ reachable: false }, 'not_on_whatsapp'],
  ])('%j is left out', (change, expected) => expect(reason(change)).toBe(expected))

  it('in an emergency also who did not agree, but never who left or is blocked', () => {
    const emergency = { emergency: true }
    expect(reason({ consent: null, held: true, pausedUntil: now + 1 }, emergency)).toBeNull()
    expect(reason({ optedOut: true }, emergency)).toBe('opted_out')
    expect(reason({ blocked: true }, emergency)).toBe('blocked')
    expect(reason({ heard: false }, emergency)).toBe('never_wrote')
  })

  it('waits for who has had enough for now, but not for days', () => {
    const word = (until: number | null) => verdictOn(rosa, { reason: 'frequency', until }, rule)
    expect(word(now + 1000)).toMatchObject({ excluded: null, notBefore: now + 1000 })
    expect(word(now + longestPatience + 1).excluded).toBe('frequency')
    expect(verdictOn(rosa, { reason: 'silent', until: null }, rule).excluded).toBe('silent')
  })

  it('has a wording or a reason, never both, for anybody', () =>
    fc.assert(
      fc.property(
        fc.record({
          citizenId: fc.string(),
          name: fc.string(),
          language: fc.constantFrom('es', 'gl', 'eu', null),
          neighbourhood: fc.string(),
          consent: fc.option(fc.record({ expiresAt: fc.option(fc.integer()), seq: fc.nat() })),
          held: fc.boolean(),
          pausedUntil: fc.option(fc.integer()),
          optedOut: fc.boolean(),
          blocked: fc.boolean(),
          heard: fc.boolean(),
          reachable: fc.boolean(),
        }),
        fc.boolean(),
        (candidate, emergency) => {
          const verdict = verdictOn(candidate, null, { ...rule, emergency })
          expect(verdict.variant === null).toBe(verdict.excluded !== null)
          if (verdict.variant !== null && !emergency) expect(candidate.consent).not.toBeNull()
          if (candidate.optedOut || candidate.blocked) expect(verdict.variant).toBeNull()
        },
      ),
    ))
})

it('says why a test would not leave to somebody, and forgives a test nothing', () => {
  const ready: Tried = { standing: 'live', heard: true, underWay: false }
  const obstacle = (change: Partial<Tried>, word: Parameters<typeof obstacleFor>[1] = null) =>
    obstacleFor({ ...ready, ...change }, word, now)
  expect(obstacle({})).toBe(null)
  expect(obstacle({ standing: null })).toBe('never_wrote')
  expect(obstacle({ heard: false })).toBe('never_wrote')
  expect(obstacle({ heard: false, standing: 'opted_out' })).toBe('opted_out')
  expect(obstacle({ standing: 'none' })).toBe('no_consent')
  expect(obstacle({ underWay: true })).toBe('under_way')
  expect(obstacle({}, { reason: 'silent', until: null })).toBe('silent')
  expect(obstacle({}, { reason: 'frequency', until: now + 1 })).toBe('frequency')
  expect(obstacle({}, { reason: 'frequency', until: now })).toBe(null)
})
