import { describe, it } from 'vitest'
import { type Dialogue, hold } from '../../../tests/support/dialogues.ts'

const booked = { outcome: 'finished', topic: 'appointment' } as const
const changed = { outcome: 'finished', topic: 'appointment_change' } as const

const booking: readonly (readonly [string, Dialogue])[] = [
  [
    'is booked from the menu, by numbers',
    {
      language: 'es',
      lines: [
        { says: '4', at: 'more_menu' },
        { says: '1', at: 'manage', hears: ['1. Pedir una cita'] },
        { says: '1', at: 'which_service', hears: ['1. Padrón y certificados\n2. Servicios sociales'] },
        { says: '2', at: 'which_slot', hears: ['1. martes 3 de marzo, a las 9:00'] },
        { says: '3', at: 'confirm', hears: ['Para: Servicios sociales\nHora: jueves 5 de marzo, a las 10:30'] },
        {
          says: 'sí',
          at: null,
          hears: ['Para: Servicios sociales\nCuándo: jueves 5 de marzo, a las 10:30\nCódigo: C-23479'],
        },
      ],
      calls: ['list_services', 'list_slots', 'book_slot'],
      end: booked,
    },
  ],
  [
    'is booked from a wish, in words',
    {
      language: 'es',
      wishes: { 'me dan hora para los papeles': 'appointment' },
      lines: [
        { says: 'me dan hora para los papeles', at: 'which_service' },
        { says: 'lo del padron', at: 'which_slot' },
        { says: 'el jueves', at: 'confirm', hears: ['Para: Padrón y certificados\nHora: jueves 5 de marzo'] },
        { says: 'vale', at: null, hears: ['Su cita está reservada'] },
      ],
      end: booked,
    },
  ],
  [
    'is looked for anew on a day that is not on the list, as often as somebody likes',
    {
      language: 'es',
      wishes: { 'me dan hora': 'appointment' },
      lines: [
        { says: 'me dan hora', at: 'which_service' },
        { says: '1', at: 'which_slot', hears: ['o diga otro día', '1. martes 3 de marzo, a las 9:00'] },
        { says: 'mejor el 20 de marzo', at: 'which_slot', hears: ['1. martes 3 de marzo, a las 9:00'] },
        { says: 'el 12 de marzo a las 10:30', at: 'which_slot' },
        { says: 'mañana', at: 'which_slot' },
        { says: 'ninguna', at: 'which_slot', hears: ['u otro día, por ejemplo: el jueves'] },
        { says: 'el martes a las 9:15', at: 'confirm', hears: ['a las 9:15'] },
        { says: 'sí', at: null, hears: ['Su cita está reservada'] },
      ],
      calls: ['list_services', 'list_slots', 'list_slots', 'list_slots', 'list_slots', 'book_slot'],
      end: booked,
    },
  ],
  [
    'és reservada en català, i es pot triar una altra hora',
    {
      language: 'ca',
      wishes: { 'voldria hora': 'appointment' },
      lines: [
        { says: 'voldria hora', at: 'which_service', hears: ['Per a què vol la cita?'] },
        { says: 'la primera', at: 'which_slot' },
        { says: '1', at: 'confirm', hears: ['La reservo?'] },
        { says: 'no', at: 'fix' },
        { says: 'una altra hora', at: 'which_slot' },
        { says: '2', at: 'confirm', hears: ['a las 9:15'] },
        { says: 'sí', at: null, hears: ['La seva cita està reservada', 'Codi: C-23479'] },
      ],
      calls: ['list_services', 'list_slots', 'list_slots', 'book_slot'],
      end: booked,
    },
  ],
  [
    'is looked for again when somebody else took the time',
    {
      language: 'es',
      failing: { book_slot: 1 },
      wishes: { 'me dan hora': 'appointment' },
      lines: [
        { says: 'me dan hora', at: 'which_service' },
        { says: '1', at: 'which_slot' },
        { says: '1', at: 'confirm' },
        { says: 'sí', at: 'which_slot', messages: 2, hears: ['Esa hora ya no está libre'] },
        { says: '2', at: 'confirm' },
        { says: 'sí', at: null, hears: ['Su cita está reservada'] },
      ],
      calls: ['list_services', 'list_slots', 'book_slot', 'list_slots', 'book_slot'],
      end: booked,
    },
  ],
  [
    'reaches a person, who knows what for, when no time is left',
    {
      language: 'es',
      failing: { list_slots: 1 },
      wishes: { 'me dan hora': 'appointment' },
      lines: [
        { says: 'me dan hora', at: 'which_service' },
        { says: 'servicios sociales', at: null, hears: ['No quedan horas libres'] },
      ],
      end: { outcome: 'handed_over', department: 'general', topic: 'appointment' },
      card: 'Cita: no ha quedado reservada.\nPara: Servicios sociales\nEscribió: servicios sociales',
    },
  ],
  [
    'arriba a una persona quan no hi ha agenda',
    {
      language: 'ca',
      failing: { list_services: 1 },
      wishes: { 'voldria hora': 'appointment' },
      lines: [{ says: 'voldria hora', at: null, hears: ["persona de l'Ajuntament"] }],
      end: { outcome: 'handed_over', topic: 'appointment' },
      card: 'Cita: no ha quedado reservada.\nEscribió: voldria hora\nIdioma: catalán',
    },
  ],
]

const changing: readonly (readonly [string, Dialogue])[] = [
  [
    'is told',
    {
      language: 'es',
      lines: [
        { says: 'mi cita', at: 'manage' },
        { says: 'cuándo es', at: null, hears: ['Padrón y certificados: lunes 9 de marzo, a las 12:00 (C-23479)'] },
      ],
      calls: ['my_appointments'],
      end: changed,
    },
  ],
  [
    'is moved',
    {
      language: 'es',
      wishes: { 'no me viene bien la hora que me dieron': 'appointment_change' },
      lines: [
        { says: 'no me viene bien la hora que me dieron', at: 'manage' },
        { says: 'cambiar mi cita', at: 'move_which', hears: ['2. Servicios sociales: jueves 12 de marzo'] },
        { says: '2', at: 'move_slot' },
        { says: '1', at: 'move_confirm', hears: ['Nueva hora: martes 3 de marzo, a las 9:00'] },
        {
          says: 'sí',
          at: null,
          hears: ['Su cita está cambiada', 'Para: Servicios sociales\nCuándo: martes 3 de marzo'],
        },
      ],
      calls: ['my_appointments', 'list_slots', 'change_appointment'],
      end: changed,
    },
  ],
  [
    'segueix igual quan el canvi no es confirma',
    {
      language: 'ca',
      lines: [
        { says: 'la meva cita', at: 'manage' },
        { says: '3', at: 'move_which' },
        { says: '1', at: 'move_slot' },
        { says: '1', at: 'move_confirm' },
        { says: 'no', at: null, hears: ['segueix com estava'] },
      ],
      calls: ['my_appointments', 'list_slots'],
      end: changed,
    },
  ],
  [
    'stays when the new time is taken, and another is offered',
    {
      language: 'es',
      failing: { change_appointment: 1 },
      lines: [
        { says: 'cita', at: 'manage' },
        { says: '3', at: 'move_which' },
        { says: '1', at: 'move_slot' },
        { says: '1', at: 'move_confirm' },
        { says: 'sí', at: 'move_slot', messages: 2, hears: ['su cita sigue igual'] },
      ],
      end: { outcome: 'waiting' },
    },
  ],
  [
    'is cancelled',
    {
      language: 'es',
      lines: [
        { says: 'mis citas', at: 'manage' },
        { says: 'anular mi cita', at: 'drop_which' },
        { says: 'la de servicios sociales', at: 'drop_confirm', hears: ['Servicios sociales: jueves 12 de marzo'] },
        { says: 'sí', at: null, hears: ['Su cita está anulada:\nServicios sociales, jueves 12 de marzo'] },
      ],
      calls: ['my_appointments', 'cancel_appointment'],
      end: changed,
    },
  ],
  [
    "s'anul·la en català",
    {
      language: 'ca',
      lines: [
        { says: 'cita', at: 'manage' },
        { says: 'anul·lar', at: 'drop_which' },
        { says: '1', at: 'drop_confirm' },
        { says: 'sí', at: null, hears: ['La seva cita està anul·lada'] },
      ],
      calls: ['my_appointments', 'cancel_appointment'],
      end: changed,
    },
  ],
  [
    'that nobody knows can be asked for, or asked of a person',
    {
      language: 'es',
      failing: { my_appointments: Number.POSITIVE_INFINITY },
      lines: [
        { says: 'cita', at: 'manage' },
        { says: '2', at: 'none_yours' },
        { says: '1', at: 'which_service' },
      ],
      end: { outcome: 'waiting', topic: 'appointment' },
    },
  ],
  [
    'que no consta arriba a una persona',
    {
      language: 'ca',
      failing: { my_appointments: Number.POSITIVE_INFINITY },
      lines: [
        { says: 'cita', at: 'manage' },
        { says: '4', at: 'none_yours' },
        { says: '2', at: null },
      ],
      end: { outcome: 'handed_over', topic: 'appointment_change' },
      card: 'Quiere ver, cambiar o anular una cita.\nEscribió: 2\nIdioma: catalán',
    },
  ],
]

describe('an appointment', () => {
  it.each(booking)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})

describe('the appointment of the citizen', () => {
  it.each(changing)('%s', (_, dialogue) => {
    hold(dialogue)
  })
})
