import { describe, expect, it } from 'vitest'
import { booking, flowsWith, testServices } from '../../tests/support/flows.ts'
import { mondayMorning, text, town } from '../../tests/support/starter.ts'
import { type Call, initialState, type State } from './conversation.ts'
import { onlyTheMenu, onlyTheSettings } from './plain.ts'
import type { CallResult } from './ports.ts'
import { mostCalls, runTurn } from './turn.ts'

const flows = flowsWith([booking], testServices)
const entered = { ...initialState, flow: 'booking', version: 1, step: 'matter', greetedAt: mondayMorning }
const context = {
  now: mondayMorning,
  town,
  citizenName: 'Nuria',
  language: 'es',
  reference: 'R-7K3MQX',
  understand: onlyTheMenu,
  facts: onlyTheSettings(town),
} as const

const slots: CallResult = {
  ok: true,
  fields: { count: '2' },
  choices: [
    { value: 's1', label: 'martes 3 de marzo, 9:00' },
    { value: 's2', label: 'jueves 5 de marzo, 17:00' },
  ],
}
const booked: CallResult = { ok: true, fields: { when: 'el martes 3 de marzo, a las 9:00', code: 'C-1' } }
const no: CallResult = { ok: false, reason: 'full' }

/** One citizen whose calls are answered in turn with `answers`. */
function talk(answers: readonly CallResult[], start: State = entered) {
  let state = start
  const left = [...answers]
  const calls: Call[] = []
  return {
    calls,
    async says(words: string) {
      const result = await runTurn(flows, state, { messages: [text(words)] }, context, async (call) => {
        calls.push(call)
        return left.shift() ?? no
      })
      state = result.state
      return result
    },
  }
}

describe('a turn that calls services', () => {
  it('asks with the choices a service found, and tells what another one did', async () => {
    const someone = talk([slots, booked])
    expect((await someone.says('1')).replies).toEqual([
      '¿Qué día le viene bien?\n1. martes 3 de marzo, 9:00\n2. jueves 5 de marzo, 17:00',
    ])
    const end = await someone.says('el martes')
    expect(end).toMatchObject({
      replies: ['Tiene cita el martes 3 de marzo, a las 9:00 (Padrón). Código C-1.'],
      outcome: 'finished',
      called: ['book_slot'],
    })
    expect(someone.calls).toEqual([
      { service: 'list_slots', args: { service: { kind: 'choice', value: 'padron', label: 'Padrón' } } },
      {
        service: 'book_slot',
        args: {
          slot: { kind: 'choice', value: 's1', label: 'martes 3 de marzo, 9:00' },
          day: { kind: 'text', text: 'any' },
        },
      },
    ])
  })

  it.each([
    ['2', 's2'],
    ['la 2 por favor', 's2'],
    ['jueves', 's2'],
    ['el juevs', 's2'],
    ['a las 17', 's2'],
  ])('"%s" chooses %s', async (words, value) => {
    const someone = talk([slots, booked])
    await someone.says('padrón')
    await someone.says(words)
    expect(someone.calls[1]?.args.slot).toMatchObject({ value })
  })

  it.each(['en marzo', 'no sé', '7', 'jamón'])('"%s" is asked again, and then reaches a person', async (words) => {
    const someone = talk([slots])
    await someone.says('padrón')
    expect((await someone.says(words)).replies).toEqual(['Escriba el número de la lista.'])
    const end = await someone.says(words)
    expect(end.outcome).toBe('handed_over')
    expect(end.summary).toContain('Para: Padrón')
  })

  it('goes where the answer leads', async () => {
    const someone = talk([slots, booked])
    await someone.says('impuestos')
    expect((await someone.says('1')).replies).toEqual([
      'Tiene cita el martes 3 de marzo, a las 9:00. Traiga el recibo.',
    ])
  })

  it('asks again, with fresh choices, when what was chosen is gone', async () => {
    const someone = talk([slots, no, slots, booked])
    await someone.says('1')
    expect((await someone.says('1')).replies).toEqual([
      'Esa hora ya no está libre.',
      expect.stringMatching(/^¿Qué día le viene bien\?\n1\. martes/),
    ])
    expect((await someone.says('2')).outcome).toBe('finished')
  })

  it('reaches a person when a service cannot, or finds nothing', async () => {
    expect(await talk([no]).says('1')).toMatchObject({ outcome: 'handed_over', summary: 'Cita\nPara: Padrón' })
    expect(await talk([{ ok: true, fields: {}, choices: [] }]).says('1')).toMatchObject({ outcome: 'handed_over' })
  })

  it('takes danger and PERSONA at a choice as anywhere else', async () => {
    const someone = talk([slots])
    await someone.says('1')
    expect(await someone.says('hay fuego')).toMatchObject({ alarm: true, topic: 'emergency' })
    const other = talk([slots])
    await other.says('1')
    expect((await other.says('PERSONA')).summary).toContain('Para: Padrón')
  })

  it('stops calling after a few calls, and calls a person', async () => {
    const chain = Object.fromEntries(
      Array.from({ length: 20 }, (_, i) => [
        `c${i}`,
        { kind: 'call', service: 'list_slots', save: `r${i}`, next: i === 19 ? 'end' : `c${i + 1}`, failed: 'end' },
      ]),
    )
    const long = {
      flow: {
        name: 'long',
        version: 1,
        operators: 'es',
        start: 'go',
        steps: {
          go: { kind: 'ask', accepts: 'yes_no', text: 'go', retry: 'go', yes: 'c0', no: 'end' },
          ...chain,
          end: { kind: 'end' },
        },
      },
      words: { language: 'es', texts: { go: '¿Sí o no?' } },
    }
    let calls = 0
    const state = { ...entered, flow: 'long', step: 'go' }
    const input = { messages: [text('sí')] }
    const end = await runTurn(flowsWith([long], testServices), state, input, context, async () => {
      calls++
      return slots
    })
    expect(calls).toBe(mostCalls)
    expect(end).toMatchObject({ outcome: 'handed_over', topic: 'not_understood' })
  })
})
