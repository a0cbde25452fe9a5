import { z } from 'zod'
import { procedure } from './base.ts'
import { done, id, language } from './common.ts'

/** One opening interval of a weekday (1 Monday … 7 Sunday), local time of the town, `HH:MM`. */
export const openingInterval = z
  .object({
    weekday: z.int().min(1).max(7),
    from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  })
  .refine((interval) => interval.from < interval.to, { path: ['to'] })

export const town = z.object({
  name: z.string().trim().min(2).max(80),
  language,
  timeZone: z.enum(['Europe/Madrid', 'Atlantic/Canary']),
  phone: z.string().trim().max(40),
  address: z.string().trim().max(200),
  website: z.union([z.literal(''), z.url({ protocol: /^https$/ })]),
  openingHours: z.array(openingInterval).max(28),
  /** What the assistant answers to "privacidad"; the first layer of the notice. */
  privacyNotice: z.string().trim().min(20).max(1500),
})
export type Town = z.infer<typeof town>

/** Text may hold `{{nombre}}`, `{{ayuntamiento}}` and `{{operador}}`. */
export const cannedReply = z.object({
  id,
  shortcut: z
    .string()
    .trim()
    .toLowerCase()
    .min(1)
    .max(30)
    .regex(/^[\p{L}\d_-]+$/u),
  title: z.string().trim().min(1).max(80),
  text: z.string().trim().min(1).max(4096),
})
export type CannedReply = z.infer<typeof cannedReply>

export const settings = {
  town: procedure('settings.read').route({ method: 'GET', path: '/settings/town' }).output(town),
  saveTown: procedure('settings.write').route({ method: 'PUT', path: '/settings/town' }).input(town).output(town),
  cannedReplies: procedure('settings.read')
    .route({ method: 'GET', path: '/settings/canned-replies' })
    .output(z.array(cannedReply)),
  saveCannedReply: procedure('settings.write')
    .route({ method: 'PUT', path: '/settings/canned-replies' })
    .input(cannedReply.extend({ id: id.optional() }))
    .output(cannedReply),
  deleteCannedReply: procedure('settings.write')
    .route({ method: 'DELETE', path: '/settings/canned-replies/{id}' })
    .input(z.object({ id }))
    .output(done),
}
