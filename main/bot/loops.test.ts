import { describe, expect, it } from 'vitest'
import { citizen, greeted, reporting, written } from '../../tests/support/starter.ts'

describe('a machine at the other end', () => {
  const automatic = 'Este es un mensaje automático. En este momento no podemos atenderle.'

  it('that answers by itself gets nothing, and the second time a person looks', () => {
    const someone = citizen()
    expect(someone.says(automatic)).toMatchObject({ replies: [], outcome: 'finished' })
    const end = someone.says(automatic)
    expect(end).toMatchObject({ replies: [], outcome: 'handed_over' })
    expect(end.summary).toContain('mensaje automático')
  })

  it('leaves the open question as it was', () => {
    const someone = reporting()
    expect(someone.says(automatic)).toMatchObject({ replies: [], outcome: 'waiting', unfinished: true })
    expect(someone.says('calle Ancha 9').replies).toEqual([written('report_photo')])
  })

  it('that repeats itself is not answered the third time', () => {
    const someone = greeted()
    expect(someone.says('Horario de la oficina').replies).toHaveLength(1)
    expect(someone.says('Horario de la oficina!').replies).toHaveLength(1)
    expect(someone.says('horario de la oficina')).toMatchObject({ replies: [], outcome: 'handed_over' })
  })

  it('is not taken for a person who repeats a short word, or says something in between', () => {
    const someone = greeted()
    for (let i = 0; i < 6; i++) expect(someone.says('horario').replies).toHaveLength(1)
    for (let i = 0; i < 6; i++)
      expect(someone.says(i % 2 ? 'horario' : 'horario de la oficina').replies).toHaveLength(1)
  })

  it('that speaks of danger is believed', () => {
    expect(citizen().says(`${automatic} Hay fuego`)).toMatchObject({ alarm: true, topic: 'emergency' })
  })
})
