import { describe, expect, it } from 'vitest'
import type { Broadcast } from '../../../contract/broadcasts.ts'
import { allIn, approvalWord, contentOf, emptyForm, filledWith, formFaults, formOf, recipientsIn } from './rules.ts'

const name = 'Robledillo'
const zone = 'Europe/Madrid'
const form = {
  ...emptyForm('es', name),
  purpose: 'culture',
  variants: [
    { key: 1, lang: 'es' as const, text: 'Robledillo:\nHay teatro' },
    { key: 2, lang: 'es' as const, text: 'Robledillo:\n' },
  ],
}

describe('the form of a broadcast', () => {
  it('sends what is written, and leaves out what is only begun', () =>
    expect(contentOf(form, zone, name)).toMatchObject({
      variants: [{ lang: 'es', text: 'Robledillo:\nHay teatro' }],
      scheduleAt: null,
      recurrence: null,
      confirmed: [],
    }))

  it('reads the date by the town’s clock, and comes back as it was', () => {
    const series = { ...form, when: 'series' as const, date: '2026-10-24T10:00', repeat: 'DAILY' as const, times: 3 }
    const content = contentOf({ ...series, notFormal: true }, 'Atlantic/Canary', name)
    expect(content).toMatchObject({
      scheduleAt: Date.UTC(2026, 9, 24, 9),
      recurrence: 'FREQ=DAILY;COUNT=3',
      confirmed: ['not_a_notification'],
    })
    const stored = { ...content, purpose: { id: 'culture', name: 'Cultura' } } as unknown as Broadcast
    expect(formOf(stored, 'Atlantic/Canary')).toMatchObject({
      when: 'series',
      date: series.date,
      repeat: 'DAILY',
      times: 3,
    })
  })

  it('says what is missing', () => {
    expect(formFaults(emptyForm('es', name), name)).toEqual(['purpose', 'text'])
    expect(formFaults({ ...form, when: 'once' }, name)).toEqual(['date'])
    expect(formFaults(form, name)).toEqual([])
  })
})

it('counts people', () => {
  const counts = { planned: 1, released: 1, accepted: 1, delivered: 1, read: 1, failed: 1, check: 1, excluded: 3 }
  expect([allIn(counts), recipientsIn(counts)]).toEqual([10, 7])
})

it('fills what it knows', () => expect(filledWith('{{ Nombre }} {{x}}', { nombre: 'Rosa' })).toBe('Rosa {{x}}'))

describe('the word on an approval', () => {
  const person = (id: string) => ({ id, name: id })
  const written = { state: 'waiting_approval', author: person('eva'), editor: person('leo'), fourEyes: true } as const

  it('tells who wrote it, and who changed it, that it takes another person', () =>
    expect(['eva', 'leo', 'ana'].map((me) => approvalWord(written, me))).toEqual(['another', 'another', null]))

  it('tells them that they are alone where the town does without', () =>
    expect(approvalWord({ ...written, fourEyes: false }, 'leo')).toBe('alone'))

  it('is over once it is approved', () => expect(approvalWord({ ...written, state: 'approved' }, 'eva')).toBeNull())
})
