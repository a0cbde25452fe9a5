import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asksForIdentity, delicateIn, namesIdentity } from './delicate.ts'

describe('what should not be asked or said by chat', () => {
  it.each([
    'Buenos días. Envíeme una foto de su DNI, por favor.',
    '¿Me dice su NIE?',
    '¿Cuál es el número de su pasaporte?',
    'Ens pot enviar el passaport?',
    'Necessitem el seu DNI',
    'Precisamos o seu NIF',
    'Bidali zure NANaren argazkia',
    'Please send us a photo of your ID card',
  ])('asks for a document: %s', (text) => expect(delicateIn(text)).toEqual(['identity']))

  it.each([
    'Envíe el informe médico',
    'Digui’ns quina malaltia té',
    '¿Nos indica su grado de discapacidad?',
    'Tell me your diagnosis',
    'Esan zein gaixotasun duzun',
  ])('asks about health: %s', (text) => expect(delicateIn(text)).toContain('health'))

  it.each([
    'Por la presente se le comunica la resolución de Alcaldía.',
    'Se le requiere para que aporte la documentación en el plazo de diez días',
    'Us notifiquem la resolució',
    'You are hereby notified of the decision',
    'Idazki honen bidez jakinarazten zaizu',
  ])('reads like a notification: %s', (text) => expect(delicateIn(text)).toContain('notification'))

  it.each([
    'Traiga su DNI a la oficina, de 9 a 14 h.',
    'No envíe su DNI por aquí.',
    'Por favor, no nos mande fotos de su pasaporte.',
    'Please do not send your passport here.',
    'No necesitamos su DNI. Envíe una foto de la farola.',
    'El centro de salud abre a las 8.',
    'Avise cuando haya terminado la obra. Gracias.',
    'Envíe la foto de la farola y la calle',
    'Su cita está reservada para el martes.',
    '',
  ])('warns of nothing: %s', (text) => expect(delicateIn(text)).toEqual([]))

  it('knows a document by what is written under its picture', () => {
    expect(['mi DNI', 'dni_delante.jpg', 'aquí el pasaporte', 'nire NANa'].map(namesIdentity)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['la farola', 'dnipro', 'mi identidad', ''].map(namesIdentity)).toEqual([false, false, false, false])
  })

  it('says the same whatever the case, accents and surroundings', () => {
    const around = fc.array(fc.constantFrom('hola', 'gracias', 'martes', 'calle Mayor'), { maxLength: 5 })
    fc.assert(
      fc.property(around, around, fc.boolean(), (before, after, shout) => {
        const text = `${before.join(' ')}. Envíe su DNI. ${after.join(' ')}`
        return asksForIdentity(shout ? text.toUpperCase() : text)
      }),
    )
  })
})
