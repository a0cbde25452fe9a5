import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  emptyIn,
  faultsOf,
  filled,
  finished,
  heldIn,
  longestLength,
  textFaults,
  titleOf,
  withOneWording,
} from './text-rules.ts'
import { shippedGuard } from './texts.ts'

const town = { name: 'Robledillo de Prueba', domains: ['robledillo.example.es', 'sede.prueba.gal'] }
const farewell = 'Para dejar de recibir estos avisos, responda BAJA.'
const codes = (text: string, confirmed: readonly ('not_a_notification' | 'facts_in_text')[] = []) =>
  faultsOf(
    finished(`Ayuntamiento de Robledillo de Prueba:\n${text}`, town, farewell),
    town,
    shippedGuard,
    confirmed,
  ).map(({ code, detail }) => (detail === '' ? code : `${code} ${detail}`))

describe('a text as it leaves', () => {
  it('ends with how to leave, once', () => {
    const who = 'Robledillo de Prueba informa.'
    expect(finished(`${who}  \n\n\n\nEl viernes, teatro.`, town, farewell)).toBe(
      `${who}\n\nEl viernes, teatro.\n\n${farewell}`,
    )
    expect(finished(`${who}\nSi no quiere más, escriba baja`, town, farewell)).toBe(
      `${who}\nSi no quiere más, escriba baja`,
    )
    expect(finished('La baja del padrón\nse pide aquí', town, farewell)).toContain(farewell)
  })

  it('begins with who writes, once, and without a word stays so', () => {
    const signed = (text: string) => finished(text, town, 'BAJA')
    expect(signed('Hay teatro.')).toBe('{{ayuntamiento}}:\nHay teatro.\n\nBAJA')
    expect(signed('El Ayuntamiento de Robledillo de Prueba informa.')).not.toContain('{{')
    expect(signed('{{nombre}}, {{ayuntamiento}} le informa.')).toBe('{{nombre}}, {{ayuntamiento}} le informa.\n\nBAJA')
    expect(signed(' \n ')).toBe('')
  })

  it('stays as it is when it is finished again', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const once = finished(text, town, farewell)
        expect(finished(once, town, farewell)).toBe(once)
      }),
    ))
})

describe('what is wrong with a text', () => {
  it('finds nothing in a plain one', () =>
    expect(
      codes('Hola, {{nombre}}: mañana hay corte de agua de 9.30 a 14 h. Más en https://robledillo.example.es/agua'),
    ).toEqual([]))

  it('asks the first line who speaks', () => {
    const found = (text: string) => faultsOf(text, town, shippedGuard, []).map(({ code }) => code)
    expect(found('Mañana hay corte de agua.\nRobledillo de Prueba\nBAJA')).toEqual(['no_sender'])
    expect(found('{{ayuntamiento}}: mañana hay corte.\nBAJA')).toEqual([])
    expect(found('ROBLEDILLO DE PRUEBA: mañana hay corte.\nBAJA')).toEqual([])
  })

  it.each([
    ['https://bit.ly/x', ['shortener bit.ly']],
    ['bit.ly/x', ['shortener bit.ly']],
    ['http://robledillo.example.es', ['not_https robledillo.example.es']],
    ['www.robledillo.example.es', ['not_https robledillo.example.es']],
    ['https://www.robledillo.example.es/fiestas', []],
    ['https://tramites.sede.prueba.gal/x?y=1', []],
    ['https://robledillo.example.es.malo.com', ['foreign_domain robledillo.example.es.malo.com']],
    ['https://otra-pagina.org/a', ['foreign_domain otra-pagina.org']],
    ['Escriba a info@otra-pagina.org', []],
    ['A las 10.30h, en la C.P. San Juan', []],
  ])('%s: %j', (text, expected) => expect(codes(text)).toEqual(expected))

  it('counts the longest filling, and no more than 700', () => {
    expect(codes(`{{nombre}} ${'a'.repeat(560)}`)).toEqual([])
    expect(codes(`{{nombre}} ${'a'.repeat(640)}`)[0]).toMatch(/^too_long 7\d\d$/)
    expect(longestLength('{{ayuntamiento}}', town)).toBe(town.name.length)
  })

  it('knows three variables', () => {
    expect(codes('{{apellido}} y {{ NOMBRE }}')).toEqual(['unknown_variable apellido'])
    expect(codes('{{nombre')).toEqual(['unknown_variable {{'])
  })

  it('stops at what reads as a notification or asks for data, unless somebody answers for it', () => {
    expect(codes('Se le NOTIFICA que tiene diez días hábiles.')).toEqual(['looks_formal se le notifica'])
    expect(codes('Envíe su DNI a la oficina')).toEqual(['asks_for_data envie su dni'])
    expect(codes('Se le notifica que hay feria.', ['not_a_notification'])).toEqual([])
  })

  it('sees the whole broadcast: too many wordings, a file whose facts nobody vouched for', () => {
    const variants = Array.from({ length: 5 }, () => ({ lang: 'es' as const, text: '{{ayuntamiento}}: hola\nBAJA' }))
    const held = { town, guard: shippedGuard, confirmed: [], hasFile: true } as const
    expect(textFaults(variants, held).map(({ code }) => code)).toEqual(['too_many_variants', 'facts_in_file'])
    expect(withOneWording([...variants, { lang: 'gl', text: 'ola' }])).toEqual(['gl'])
  })
})

describe('filling', () => {
  const values = { nombre: 'Rosa', barrio: '', ayuntamiento: 'Robledillo' }

  it('fills what it knows and leaves no brace of ours', () => {
    expect(filled('Hola, {{ nombre }}, de {{ayuntamiento}}', values)).toBe('Hola, Rosa, de Robledillo')
    expect(emptyIn('{{nombre}} {{barrio}}', values)).toEqual(['barrio'])
    expect([...heldIn('{{Nombre}}').known]).toEqual(['nombre'])
  })

  it('says what was written, whatever the name holds', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (nombre) => {
        expect(filled('a {{nombre}} b', { ...values, nombre })).toBe(`a ${nombre} b`)
      }),
    ))

  it('is called as it begins', () =>
    expect(titleOf([{ lang: 'es', text: 'Hola, {{nombre}}:\nhay  teatro' }])).toBe('Hola, …: hay teatro'))

  it('is not called as who writes it, nor as how to leave', () => {
    const called = (text: string) => titleOf([{ lang: 'es', text: finished(text, town, farewell) }])
    expect(called('{{ayuntamiento}}:\nHoy hay teatro')).toBe('Hoy hay teatro')
    expect(called('{{ayuntamiento}}')).toBe(farewell)
    expect(called('Hoy hay teatro. Responda BAJA.')).toBe('Hoy hay teatro. Responda BAJA.')
  })
})
