import { describe, expect, it } from 'vitest'
import { permissions } from '../../contract/base.ts'
import { roles } from '../../contract/session.ts'
import common from '../../resources/passwords/common.json' with { type: 'json' }
import {
  type Account,
  blockList,
  DESK_LIFE_MS,
  IDLE_LOCK_MS,
  isWeakPin,
  leavesAnAdministrator,
  passwordWeakness,
  permissionsOf,
  SESSION_LIFE_MS,
  sessionEnd,
  sessionState,
} from './rules.ts'

const surroundings = { names: ['rosa.prieto', 'Rosa Prieto', 'Villaclara de la Sierra'], common: blockList(common) }
const weakness = (password: string) => passwordWeakness(password, surroundings)

describe('permissions of a role', () => {
  it('gives the administrator all but what is blocked or reserved, and nobody else the accounts', () => {
    const kept = permissions.filter((permission) => !permissionsOf('administrator').has(permission))
    expect(kept).toEqual(['privacy.unblock', 'sensitive.read'])
    expect(roles.filter((role) => permissionsOf(role).has('privacy.unblock'))).toEqual(['dpo'])
    expect(roles.filter((role) => permissionsOf(role).has('sensitive.read'))).toEqual(['social_services'])
    expect(roles.filter((role) => permissionsOf(role).has('operators.manage'))).toEqual(['administrator'])
  })

  it('lets the auditor only read', () => {
    expect([...permissionsOf('auditor')].filter((permission) => !permission.endsWith('.read'))).toEqual([])
  })

  it('keeps line and settings from the operator and gives them to the officer', () => {
    for (const permission of ['line.control', 'assistant.write', 'settings.write'] as const) {
      expect(permissionsOf('operator').has(permission)).toBe(false)
      expect(permissionsOf('officer').has(permission)).toBe(true)
    }
    expect(permissionsOf('officer').has('audit.read')).toBe(false)
  })
})

describe('password policy', () => {
  it('ships at least 500 different passwords to refuse', () => {
    expect(surroundings.common.size).toBeGreaterThanOrEqual(500)
  })

  it.each(['', 'Corta1!', 'once-letras', '🐎🐎🐎🐎🐎🐎'])('refuses %o as short', (password) => {
    expect(weakness(password)).toBe('short')
  })

  it.each([
    'contraseña2024',
    'C0ntr4señ4!!!!',
    'P4$$w0rd20252025',
    '2024ayuntamiento',
    'Ayuntamiento1!',
    'Admin1str4dor',
    'passwordpassword',
    'Password1Password1',
    'abcabcabcabc',
    'aaaaaaaaaaaa',
    'aabbaabbccaa',
    '123456789012',
    '19850203198502',
    'qwertyuiopas',
    '1q2w3e4r5t6y',
    'zyxwvutsrqpo',
    '¡bienvenidos!2026',
  ])('refuses %o as common', (password) => {
    expect(weakness(password)).toBe('common')
  })

  it.each(['Villaclara-2026-ok', 'vill4cl4r4 y olé', 'soy-ROSA-la-jefa', 'el gato de Prieto', 'v.rosaprieto.77'])(
    'refuses %o because it names the person or the town',
    (password) => {
      expect(weakness(password)).toBe('contains_name')
    },
  )

  it.each(['tres trenes verdes', 'Nublado-Tejado-41', 'k8#vQz2!mWp4', 'contraseña de un farero', 'la sierra no dice'])(
    'accepts %o',
    (password) => {
      expect(passwordWeakness(password, { ...surroundings, names: ['ana', 'Ana Gil', 'Oza'] })).toBeNull()
    },
  )

  it('counts a name of three letters only where it stands alone', () => {
    const ana = { ...surroundings, names: ['ana'] }
    expect(passwordWeakness('manzanas moradas', ana)).toBeNull()
    expect(passwordWeakness('moradas-Ana-verdes', ana)).toBe('contains_name')
  })

  it('answers in time for the longest password there can be', () => {
    expect(weakness('1'.repeat(99) + 'x'.repeat(2) + '1'.repeat(99))).toBe('common')
  })
})

describe('PIN policy', () => {
  it.each([
    '123456',
    '654321',
    '890123',
    '135791',
    '000000',
    '121212',
    '123123',
    '112233',
    '788788',
    '100001',
    '198507',
    '071985',
    '200114',
    '140789',
    '159753',
    '12345',
    'abcdef',
  ])('refuses %s', (pin) => {
    expect(isWeakPin(pin)).toBe(true)
  })

  it.each(['482915', '730264', '905817', '618403'])('accepts %s', (pin) => {
    expect(isWeakPin(pin)).toBe(false)
  })
})

describe('session', () => {
  const session = { seenAt: 1_000, expiresAt: sessionEnd(1_000, 1_000), lockedAt: null }

  it('is open, locks after the idle time and ends after eight hours', () => {
    expect(sessionState(session, 1_000 + IDLE_LOCK_MS - 1)).toBe('open')
    expect(sessionState(session, 1_000 + IDLE_LOCK_MS)).toBe('locked')
    expect(sessionState({ ...session, seenAt: session.expiresAt - 1 }, session.expiresAt)).toBe('ended')
    expect(session.expiresAt).toBe(1_000 + SESSION_LIFE_MS)
  })

  it('stays locked however recent the activity', () => {
    expect(sessionState({ ...session, lockedAt: 2_000 }, 2_001)).toBe('locked')
  })

  it('opened by a PIN, never outlives the password behind it by more than the desk life', () => {
    const passwordAt = 5_000
    expect(sessionEnd(passwordAt + DESK_LIFE_MS - 60_000, passwordAt)).toBe(passwordAt + DESK_LIFE_MS)
  })
})

describe('last administrator', () => {
  const account = (id: string, more: Partial<Account> = {}): Account => ({
    id,
    role: 'administrator',
    lockedAt: null,
    disabledAt: null,
    ...more,
  })

  it('may not stop being one', () => {
    expect(leavesAnAdministrator([account('a')], account('a', { role: 'officer' }))).toBe(false)
    expect(leavesAnAdministrator([account('a')], account('a', { disabledAt: 1 }))).toBe(false)
  })

  it('is not replaced by one who is locked or disabled', () => {
    const others = [account('a'), account('b', { lockedAt: 1 }), account('c', { disabledAt: 1 })]
    expect(leavesAnAdministrator(others, account('a', { role: 'operator' }))).toBe(false)
  })

  it('is free to go when another is there', () => {
    expect(leavesAnAdministrator([account('a'), account('b')], account('a', { disabledAt: 1 }))).toBe(true)
  })
})
