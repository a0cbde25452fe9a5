import { describe, expect, it } from 'vitest'
import type { Town } from '../../../contract/settings.ts'
import spanish from '../../i18n/es/settings.json' with { type: 'json' }
import { auditActions } from './audit-actions.ts'
import { hoursFaults, likeMonday, nextInterval, replyFaults, townFaults } from './rules.ts'

const morning = { weekday: 1, from: '09:00', to: '14:00' }

describe('opening hours', () => {
  it('may touch but not overlap', () => {
    expect(hoursFaults([morning, { weekday: 1, from: '14:00', to: '17:00' }]).size).toBe(0)
    expect([...hoursFaults([morning, { weekday: 1, from: '13:00', to: '17:00' }])]).toEqual([
      [0, 'overlap'],
      [1, 'overlap'],
    ])
    expect(hoursFaults([morning, { ...morning, weekday: 2 }]).size).toBe(0)
  })

  it('end after they begin', () => {
    expect(hoursFaults([{ weekday: 1, from: '14:00', to: '09:00' }]).get(0)).toBe('order')
    expect(hoursFaults([{ weekday: 1, from: '', to: '09:00' }]).get(0)).toBe('order')
  })

  it.each([
    [[]],
    [[morning]],
    [[{ weekday: 1, from: '09:00', to: '20:59' }]],
    [[{ weekday: 1, from: '09:00', to: '22:30' }]],
  ])('offer an interval that fits after %j', (hours) => {
    expect(hoursFaults([...hours, nextInterval(hours, 1)]).size).toBe(0)
  })

  it('repeat Monday from Monday to Friday and leave the weekend', () => {
    const saturday = { weekday: 6, from: '10:00', to: '12:00' }
    const week = likeMonday([morning, { weekday: 3, from: '08:00', to: '09:00' }, saturday])
    expect(week.filter((one) => one.weekday === 3)).toEqual([{ ...morning, weekday: 3 }])
    expect(week).toHaveLength(6)
    expect(week).toContainEqual(saturday)
  })
})

describe('forms', () => {
  const town: Town = {
    name: 'Ayuntamiento de Valdeolmos',
    language: 'es',
    timeZone: 'Europe/Madrid',
    phone: '',
    address: '',
    website: '',
    openingHours: [morning],
    privacyNotice: 'Tratamos sus datos para responderle.',
  }

  it('accept a town without a website, or one over https', () => {
    expect(townFaults(town)).toEqual([])
    expect(townFaults({ ...town, website: 'https://valdeolmos.example' })).toEqual([])
    expect(townFaults({ ...town, website: 'http://valdeolmos.example', name: '' })).toEqual(['name', 'website'])
  })

  it('want a shortcut of letters, digits and hyphens', () => {
    expect(replyFaults({ shortcut: 'horario-verano', title: 'Horario', text: 'De 9 a 14.' })).toEqual([])
    expect(replyFaults({ shortcut: 'horario verano', title: ' ', text: '' })).toEqual(['shortcut', 'title', 'text'])
  })
})

it('lists every act that has a name for people, once', () => {
  const named = Object.entries(spanish.audit.actions).flatMap(([area, acts]) =>
    Object.keys(acts).map((act) => `${area}.${act}`),
  )
  expect([...auditActions].sort()).toEqual(named.sort())
})
