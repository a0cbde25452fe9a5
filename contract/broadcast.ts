import { z } from 'zod'
import { id, instant, language } from './common.ts'

export const broadcastStates = [
  'draft',
  'waiting_approval',
  'approved',
  'scheduled',
  'running',
  'paused',
  'done',
  'cancelled',
] as const
export const broadcastState = z.enum(broadcastStates)
export type BroadcastState = z.infer<typeof broadcastState>

export const deliveryStates = [
  'planned',
  'released',
  'accepted',
  'delivered',
  'read',
  'failed',
  'check',
  'excluded',
] as const
export const deliveryState = z.enum(deliveryStates)
export type DeliveryState = z.infer<typeof deliveryState>

/** Why somebody of the audience gets nothing; each has a sentence in `renderer/i18n`. */
export const exclusions = [
  'no_consent',
  'expired',
  'paused',
  'held',
  'opted_out',
  'blocked',
  'frequency',
  'silent',
  'never_wrote',
  'not_on_whatsapp',
  'no_variant',
  'empty_variable',
  'taken_back',
  'stopped',
] as const
export const exclusion = z.enum(exclusions)
export type Exclusion = z.infer<typeof exclusion>

/** `text` may hold `{{nombre}}`, `{{barrio}}` and `{{ayuntamiento}}`. */
export const variant = z.object({ lang: language, text: z.string().trim().min(1).max(2000) })
export type Variant = z.infer<typeof variant>

/** Who it is for, of those who agreed to its purpose; an empty list narrows nothing. */
export const audience = z.object({
  neighbourhoods: z.array(z.string().trim().min(1).max(120)).max(100).default([]),
  languages: z.array(language).max(6).default([]),
  /** At least one of them. */
  tags: z.array(z.string().trim().min(1).max(60)).max(50).default([]),
})
export type Audience = z.infer<typeof audience>

/** What the author has looked at and answers for. */
export const confirmation = z.enum(['not_a_notification', 'facts_in_text'])
export type Confirmation = z.infer<typeof confirmation>

export const exclusionCount = z.object({ reason: exclusion, count: z.int() })

/** When a plan ends at the safe pace, with what goes first, and why not earlier. */
export const planForecast = z.object({
  recipients: z.int(),
  startsAt: instant,
  /** When the first of it leaves; null when nothing would. */
  beginsAt: instant.nullable(),
  /** Null when it never would: nothing may leave in the time that is looked at. */
  endsAt: instant.nullable(),
  /** Which limit of the line binds; null when none does. A key of the line's own texts. */
  bindingLimit: z.string().nullable(),
  /** What has its turn before it. */
  behind: z.array(z.object({ id, title: z.string() })),
  perDay: z.array(z.object({ day: z.string(), count: z.int() })),
  /** Sends of a day that stay free for emergencies. */
  reserve: z.int(),
  /** It takes so many days that the official API or a WhatsApp Channel is the honest answer. */
  tooSlow: z.boolean(),
})
export type PlanForecast = z.infer<typeof planForecast>

export const audienceForecast = z.object({
  /** Who agreed to the purpose and is in the audience, excluded or not. */
  candidates: z.int(),
  recipients: z.int(),
  byLanguage: z.array(z.object({ lang: language, count: z.int() })),
  excluded: z.array(exclusionCount),
  plan: planForecast,
})
export type AudienceForecast = z.infer<typeof audienceForecast>
