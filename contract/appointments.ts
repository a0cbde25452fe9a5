import { z } from 'zod'
import { procedure } from './base.ts'
import { id, instant } from './common.ts'
import { openingInterval } from './settings.ts'

/** A day of the town's calendar, `YYYY-MM-DD`. */
export const day = z.iso.date()

/** A stretch of a weekday in which a service receives people, `capacity` of them at once. Local time of the town. */
export const weeklySlots = openingInterval.safeExtend({ capacity: z.int().min(1).max(20) })
export type WeeklySlots = z.infer<typeof weeklySlots>

/** Something a citizen can have an appointment for. */
export const appointmentService = z.object({
  id,
  name: z.string().trim().min(2).max(80),
  department: z.string().trim().max(80),
  /** How long one appointment takes. */
  minutes: z.int().min(5).max(240),
  weekly: z.array(weeklySlots).max(42),
  /** How many days ahead it can be booked. */
  daysAhead: z.int().min(1).max(180),
  /** How long before it begins a citizen may still book it, in minutes. */
  minNotice: z.int().min(0).max(10_080),
  /** Offered to citizens. One that is not keeps its bookings. */
  active: z.boolean(),
})
export type AppointmentService = z.infer<typeof appointmentService>

export const bookingStates = ['booked', 'cancelled', 'done', 'no_show'] as const
export const bookingState = z.enum(bookingStates)
export type BookingState = z.infer<typeof bookingState>

export const booking = z.object({
  id,
  /** What people call it, such as `C-7K3M2`. */
  code: z.string(),
  service: z.object({ id, name: z.string() }),
  start: instant,
  end: instant,
  state: bookingState,
  /** Who comes. */
  name: z.string(),
  phone: z.string().nullable(),
  note: z.string(),
  conversationId: id.nullable(),
})
export type Booking = z.infer<typeof booking>

export const slot = z.object({ start: instant, end: instant, capacity: z.int(), free: z.int() })
export type Slot = z.infer<typeof slot>

const target = z.object({ id })
const serviceInput = appointmentService.extend({ id: id.optional() })

export const appointments = {
  services: procedure('inbox.read')
    .route({ method: 'GET', path: '/appointments/services', summary: 'What appointments are for' })
    .output(z.array(appointmentService)),
  saveService: procedure('settings.write')
    .route({ method: 'PUT', path: '/appointments/services', summary: 'Add or change a service' })
    .input(serviceInput)
    .output(appointmentService),
  slots: procedure('inbox.read')
    .route({ method: 'GET', path: '/appointments/slots', summary: 'Free and full slots of a service, day by day' })
    .input(z.object({ serviceId: id, from: day, days: z.coerce.number().int().min(1).max(31).default(7) }))
    .output(z.array(z.object({ day, open: z.boolean(), slots: z.array(slot) }))),
  list: procedure('inbox.read')
    .route({ method: 'GET', path: '/appointments', summary: 'Appointments of some days, by time' })
    .input(z.object({ from: day, days: z.coerce.number().int().min(1).max(31).default(1), serviceId: id.optional() }))
    .output(z.array(booking)),
  ofConversation: procedure('inbox.read')
    .route({ method: 'GET', path: '/appointments/of-conversation', summary: 'Appointments to come of one citizen' })
    .input(z.object({ conversationId: id }))
    .output(z.array(booking)),
  byCode: procedure('inbox.read')
    .route({ method: 'GET', path: '/appointments/by-code/{code}', summary: 'The appointment of a code' })
    .input(z.object({ code: z.string().trim().max(20) }))
    .output(booking),
  book: procedure('inbox.write')
    .route({ method: 'POST', path: '/appointments', summary: 'Book a slot for somebody' })
    .input(
      z.object({
        serviceId: id,
        start: instant,
        name: z.string().trim().min(2).max(120),
        phone: z.string().trim().max(40).default(''),
        note: z.string().trim().max(500).default(''),
        conversationId: id.optional(),
      }),
    )
    .output(booking),
  change: procedure('inbox.write')
    .route({ method: 'POST', path: '/appointments/{id}/change', summary: 'Move an appointment; its code stays' })
    .input(z.object({ id, start: instant }))
    .output(booking),
  cancel: procedure('inbox.write')
    .route({ method: 'POST', path: '/appointments/{id}/cancel', summary: 'Cancel an appointment' })
    .input(target)
    .output(booking),
  close: procedure('inbox.write')
    .route({ method: 'POST', path: '/appointments/{id}/close', summary: 'Say whether the person came' })
    .input(z.object({ id, state: z.enum(['done', 'no_show']) }))
    .output(booking),
}
