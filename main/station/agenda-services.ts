import type { AppointmentService } from '../../contract/appointments.ts'
import type { CitizenBooking } from '../appointments/for-citizens.ts'
import type { Answer } from '../bot/answer.ts'
import type { Arguments, Caller, CallResult } from '../bot/ports.ts'
import type { Writer } from '../store/store.ts'
import { inventedSlots, readSlot, servicesMeant, slotValue } from './agenda-choices.ts'
import { type Choice, type ServiceNeeds, type TownService, textOf } from './town-service.ts'
import { momentInWords } from './town-words.ts'

/** As many as a citizen is shown at once. */
const mostSlots = 8

const listed = (choices: readonly Choice[], fields: Readonly<Record<string, string>> = {}): CallResult => ({
  ok: true,
  fields: { count: String(choices.length), ...fields },
  choices,
})

/** From when on slots are looked for: a day somebody gave, but not the past. */
function fromOf(answer: Answer | undefined, now: number): number {
  const from = answer?.kind === 'date' ? Date.parse(answer.date) : now
  return from > now ? from : now
}

/** The agenda, as the assistant finds its way in it. */
function looking({ appointments, town }: ServiceNeeds): Readonly<Record<string, TownService>> {
  const { forCitizens } = appointments
  const when = async (at: number, { language }: Caller) => momentInWords(at, language, (await town()).timeZone)

  /** Those of the appointment to be changed, else those of the words. */
  const services = async (tx: Writer, args: Arguments, { citizenId }: Caller) => {
    const all = await forCitizens.services(tx)
    const appointment = textOf(args.appointment)
    if (appointment === '') return servicesMeant(all, textOf(args.service).trim())
    const mine = (await forCitizens.mine(tx, citizenId)).find(({ id }) => id === appointment)
    return all.filter(({ id }) => id === mine?.serviceId)
  }

  /** The next ones of several services, by time. */
  const freeSlots = async (tx: Writer, meant: readonly AppointmentService[], from: number) => {
    const found: { id: string; name: string; start: number }[] = []
    for (const { id, name } of meant) {
      const slots = await forCitizens.listSlots(tx, id, from, mostSlots)
      found.push(...slots.map(({ start }) => ({ id, name, start })))
    }
    return found.sort((a, b) => a.start - b.start).slice(0, mostSlots)
  }

  return {
    list_services: {
      params: [],
      fields: ['count'],
      effects: false,
      async call(tx) {
        const choices = (await forCitizens.services(tx)).map(({ id, name }) => ({ value: id, label: name }))
        return choices.length === 0 ? { ok: false, reason: 'none' } : listed(choices)
      },
      async rehearse() {
        const offered = (await appointments.services()).filter(({ active }) => active)
        return listed(offered.map(({ id, name }) => ({ value: id, label: name })))
      },
    },

    list_slots: {
      params: ['service', 'appointment', 'from'],
      fields: ['count', 'service'],
      effects: false,
      async call(tx, args, who) {
        const meant = await services(tx, args, who)
        if (meant.length === 0) return { ok: false, reason: 'unknown_service' }
        const free = await freeSlots(tx, meant, fromOf(args.from, who.now))
        if (free.length === 0) return { ok: false, reason: 'no_slots' }
        const only = meant.length === 1 ? meant[0] : undefined
        const choices = free.map(async ({ id, name, start }) => {
          const moment = await when(start, who)
          return { value: slotValue(id, start), label: only ? moment : `${name}: ${moment}` }
        })
        return listed(await Promise.all(choices), { service: only?.name ?? '' })
      },
      async rehearse(_, who) {
        const slots = inventedSlots(who.now)
        const choices = slots.map(async (at) => ({ value: slotValue('…', at), label: await when(at, who) }))
        return listed(await Promise.all(choices), { service: '…' })
      },
    },

    my_appointments: {
      params: [],
      fields: ['count', 'next'],
      effects: false,
      async call(tx, _, who) {
        const mine = (await forCitizens.mine(tx, who.citizenId)).map(async ({ id, service, start, code }) => ({
          value: id,
          label: `${service}: ${await when(start, who)} (${code})`,
        }))
        const choices = await Promise.all(mine)
        return choices[0] ? listed(choices, { next: choices[0].label }) : { ok: false, reason: 'none' }
      },
      async rehearse(_, who) {
        const [at = who.now] = inventedSlots(who.now)
        const label = `${await when(at, who)} (C-23479)`
        return listed([{ value: '…', label }], { next: label })
      },
    },
  }
}

/** The agenda, as the assistant writes in it. */
function writing({ appointments, town }: ServiceNeeds): Readonly<Record<string, TownService>> {
  const { forCitizens } = appointments
  const fields = ['when', 'code', 'service']

  const told = async ({ start, code, service }: Omit<CitizenBooking, 'id' | 'serviceId'>, { language }: Caller) => {
    const when = momentInWords(start, language, (await town()).timeZone)
    return { ok: true, fields: { when, code, service } } as const
  }

  const rehearse = async (args: Arguments, who: Caller): Promise<CallResult> => {
    const [invented = who.now] = inventedSlots(who.now)
    const slot = textOf(args.slot)
    const start = slot === '' ? invented : readSlot(slot).start
    return told({ start, code: 'C-23479', service: '…' }, who)
  }

  return {
    book_slot: {
      params: ['slot'],
      fields,
      effects: true,
      async call(tx, { slot }, who) {
        const { conversationId, citizenId } = who
        return told(await forCitizens.book(tx, { conversationId, citizenId, ...readSlot(textOf(slot)) }), who)
      },
      rehearse,
    },

    change_appointment: {
      params: ['appointment', 'slot'],
      fields,
      effects: true,
      async call(tx, { appointment, slot }, who) {
        const wanted = { id: textOf(appointment), citizenId: who.citizenId, ...readSlot(textOf(slot)) }
        return told(await forCitizens.change(tx, wanted), who)
      },
      rehearse,
    },

    cancel_appointment: {
      params: ['appointment'],
      fields,
      effects: true,
      async call(tx, { appointment }, who) {
        return told(await forCitizens.cancel(tx, { id: textOf(appointment), citizenId: who.citizenId }), who)
      },
      rehearse,
    },
  }
}

export const agendaServices = (needs: ServiceNeeds): Readonly<Record<string, TownService>> => ({
  ...looking(needs),
  ...writing(needs),
})
