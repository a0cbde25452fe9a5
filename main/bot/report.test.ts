import { describe, expect, it } from 'vitest'
import { rehearsedTown } from '../../tests/support/rehearsed-town.ts'
import { citizen, greeted, photo, place, reporting, written } from '../../tests/support/starter.ts'

describe('a report in the street', () => {
  it('asks what, where and for a photo, shows it all, and hands it over with a reference', () => {
    const street = rehearsedTown()
    const someone = citizen({ language: 'es', call: street.call })
    someone.says('hola')
    expect(someone.says('2').replies).toEqual([written('report_what')])
    expect(someone.says('Hay un vache muy grande').replies).toEqual([written('report_where')])
    expect(someone.says('C/ San Roque 14').replies).toEqual([written('report_photo')])
    expect(someone.says(photo()).replies[0]).toContain(
      'Qué: Hay un vache muy grande\nDónde: C/ San Roque 14\nFoto: sí\n¿Es correcto?',
    )
    const end = someone.says('si, correcto')
    expect(end.replies).toHaveLength(1)
    expect(end.replies[0]).toContain('A-26-0042')
    expect(end).toMatchObject({ outcome: 'handed_over', department: 'street', topic: 'street_report' })
    expect(end.summary).toBe(
      'Aviso en la calle, A-26-0042\nQué: Hay un vache muy grande\nDónde: C/ San Roque 14\nFoto: sí\nQuiere novedades: no',
    )
    expect(street.called).toEqual([
      {
        service: 'open_report',
        args: {
          what: { kind: 'text', text: 'Hay un vache muy grande' },
          where: { kind: 'text', text: 'C/ San Roque 14' },
          photo: { kind: 'photo', count: 1 },
          notify: { kind: 'text', text: 'no' },
        },
      },
    ])
  })

  it('that cannot be given a number goes to a person with a reference, and says so on the card', () => {
    const someone = reporting()
    someone.says('calle del Pozo 3')
    someone.says('no')
    const end = someone.says('sí, y quiero saber cómo va')
    expect(end.replies[0]).toContain('R-7K3MQX')
    expect(end).toMatchObject({ outcome: 'handed_over', department: 'street', topic: 'street_report' })
    expect(end.summary).toMatch(/^Aviso en la calle, R-7K3MQX\nNo tiene número: hay que apuntarlo en Avisos\./)
    expect(end.summary).toContain('Quiere novedades: sí')
  })

  it('takes a shared location, which operators read with its coordinates', () => {
    const someone = reporting()
    someone.says(place(40.4167, -3.70325, 'Parque del Soto'))
    expect(someone.says('no tengo foto').replies[0]).toContain('Dónde: ubicación compartida (Parque del Soto)\n')
    expect(someone.says('vale').summary).toContain('Parque del Soto – 40.41670, -3.70325')
  })

  it('does not take a place that is not on Earth', () => {
    const someone = reporting()
    expect(someone.says(place(400, Number.NaN)).state.answers.where).toBeUndefined()
  })

  it('asks only for what the first message did not say', () => {
    const someone = citizen()
    const { replies } = someone.says('Hay una farola fundida en la calle Mayor 12, lleva 3 días así')
    expect(replies).toEqual([expect.stringContaining('asistente automático'), written('report_photo')])
    expect(someone.state.answers.where).toEqual({ kind: 'text', text: 'calle Mayor 12' })
  })

  it('reads a burst as one message', () => {
    const { replies } = greeted().says(['buenas', 'hay basura tirada', 'en la plaza Mayor', photo()])
    expect(replies).toHaveLength(1)
    expect(replies[0]).toContain('Qué: hay basura tirada en la plaza Mayor\nDónde: plaza Mayor\nFoto: sí')
  })

  it('keeps a photo sent before anything else for the report', () => {
    const someone = citizen({ language: 'es' })
    expect(someone.says(photo()).replies).toEqual([expect.anything(), written('photo_kept'), written('menu')])
    someone.says('2')
    someone.says('una tubería rota')
    expect(someone.says('calle del Pozo 3').replies[0]).toContain('Foto: sí')
  })

  it('waits for a photo that is on its way', () => {
    const someone = reporting()
    someone.says('calle del Pozo 3')
    expect(someone.says('ahora la mando').replies).toEqual([written('report_photo_wait')])
    expect(someone.says('un momento').replies).toEqual([written('report_photo_wait')])
    expect(someone.says(photo()).replies[0]).toContain('Foto: sí')
  })

  it('asks once more in plain words, then calls a person with what it has', () => {
    const someone = reporting()
    expect(someone.says('no sé').replies).toEqual([written('report_where_retry')])
    const end = someone.says('pues aquí')
    expect(end).toMatchObject({ outcome: 'handed_over', topic: 'street_report' })
    expect(end.summary).toContain('Escribió: no sé / pues aquí\nQué: hay una farola apagada')
  })

  it('changes one answer and keeps the others', () => {
    const someone = reporting()
    someone.says('calle del Pozo 3')
    someone.says('no')
    expect(someone.says('no, está mal').replies).toEqual([written('report_fix')])
    expect(someone.says('el lugar').replies).toEqual([written('report_where')])
    expect(someone.says('Calle Ancha 9').replies[0]).toContain(
      'Qué: hay una farola apagada\nDónde: Calle Ancha 9\nFoto: no',
    )
  })

  it('is dropped when the citizen says so', () => {
    const someone = reporting()
    expect(someone.says('cancelar')).toMatchObject({ outcome: 'finished', unfinished: false })
    expect(someone.state.answers).toEqual({})
  })

  it('left half-way is unfinished, and goes on days later at the same question', () => {
    const someone = reporting()
    someone.later(50)
    const { replies, unfinished } = someone.says('hola, sigue ahí?')
    expect(replies).toEqual([written('resume'), written('report_where')])
    expect(unfinished).toBe(true)
    expect(someone.says('calle Ancha 9').replies).toEqual([written('report_photo')])
  })

  it('cuts what is quoted back and keeps what an operator needs', () => {
    const someone = greeted()
    someone.says('2')
    someone.says(`farola ${'x'.repeat(1_000_000)}`)
    someone.says('calle Ancha 9')
    const { replies } = someone.says('no')
    expect(replies[0]?.length).toBeLessThanOrEqual(500)
    expect(someone.says('sí').summary?.length).toBeLessThan(600)
  })

  it('does not fill in variables that a citizen writes', () => {
    const someone = greeted()
    someone.says('2')
    someone.says('farola {{privacy}} rota')
    someone.says('calle Ancha 9')
    expect(someone.says('no').replies[0]).toContain('Qué: farola {{privacy}} rota')
  })
})
