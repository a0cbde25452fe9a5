import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { cannedReply, town } from '../../contract/settings.ts'
import starters from '../../resources/canned-replies/es.json' with { type: 'json' }
import practice from '../../resources/town/practice.json' with { type: 'json' }
import { changedFields, emptyTown, inOrder } from './rules.ts'

describe('opening hours', () => {
  it('come in the order of the week', () => {
    const afternoon = { weekday: 2, from: '16:00', to: '18:30' }
    const morning = { weekday: 2, from: '09:00', to: '14:00' }
    const monday = { weekday: 1, from: '10:00', to: '12:00' }
    expect(inOrder([afternoon, morning, monday])).toEqual([monday, morning, afternoon])
  })
})

describe('what changed', () => {
  it('is told by the names of fields, never by what they hold', () => {
    const after = { ...emptyTown, name: 'Robledal', openingHours: [{ weekday: 1, from: '09:00', to: '14:00' }] }
    expect(changedFields(emptyTown, after)).toEqual(['name', 'openingHours'])
    expect(changedFields(after, structuredClone(after))).toEqual([])
  })
})

describe('shipped data', () => {
  it('has a practice town that the contract accepts, with a notice of who, what for, which rights and where to complain', () => {
    const shipped = town.parse(practice)
    expect(inOrder(shipped.openingHours)).toEqual(shipped.openingHours)
    for (const word of ['Responsable:', 'Finalidad:', 'supresión', 'Agencia Española de Protección de Datos']) {
      expect(shipped.privacyNotice).toContain(word)
    }
  })

  it('has canned replies that the contract accepts, each with a shortcut and variables of its own', () => {
    const shipped = z.array(cannedReply.omit({ id: true })).parse(starters)
    expect(shipped.length).toBeGreaterThanOrEqual(12)
    expect(new Set(shipped.map(({ shortcut }) => shortcut)).size).toBe(shipped.length)
    const variables = new Set(shipped.flatMap(({ text }) => text.match(/\{\{.*?\}\}/g) ?? []))
    expect([...variables].sort()).toEqual(['{{ayuntamiento}}', '{{nombre}}', '{{operador}}'])
  })
})
