import { z } from 'zod'
import { procedure } from './base.ts'
import {
  audience,
  audienceForecast,
  broadcastState,
  confirmation,
  deliveryState,
  exclusionCount,
  planForecast,
  variant,
} from './broadcast.ts'
import { testObstacle, testPhone, testPhones, writtenPhones } from './broadcast-tests.ts'
import { textFault } from './broadcast-texts.ts'
import { id, instant, language, page, pageQuery } from './common.ts'
import { evidenceLanguage } from './ledger.ts'

const person = z.object({ id, name: z.string() })

export const broadcastSummary = z.object({
  id,
  /** The beginning of its first text. */
  title: z.string(),
  purpose: z.object({ id, name: z.string() }),
  state: broadcastState,
  emergency: z.boolean(),
  scheduleAt: instant.nullable(),
  /** An iCalendar rule (RFC 5545) in the town's time; null when it happens once. */
  recurrence: z.string().nullable(),
  author: person,
  createdAt: instant,
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  /** Deliveries by state; planned ones appear once it is launched. */
  counts: z.record(deliveryState, z.int()),
})
export type BroadcastSummary = z.infer<typeof broadcastSummary>

export const broadcast = broadcastSummary.extend({
  /** Grows with every change of what it says, to whom or when. */
  revision: z.int(),
  variants: z.array(variant),
  audience,
  confirmed: z.array(confirmation),
  attachment: z.object({ id, mime: z.string(), fileName: z.string(), bytes: z.int() }).nullable(),
  /** Why a civil emergency goes without the usual permission; empty otherwise. */
  reason: z.string(),
  faults: z.array(textFault),
  /** Who changed it last. */
  editor: person,
  /** Neither who wrote it nor who changed it last may approve it: the security policy says so, and of an emergency always. */
  fourEyes: z.boolean(),
  /** A language with one wording only reads as a machine's. */
  fewVariants: z.array(language),
  approver: person.nullable(),
  approvedAt: instant.nullable(),
  /** Why it was sent back, or did not start by itself; empty when neither. */
  comment: z.string(),
  /** SHA-256 of what was approved, hexadecimal. */
  textHash: z.string().nullable(),
  /** The one it repeats. */
  previousId: id.nullable(),
  /** Every delivery stands in its list. */
  planned: z.boolean(),
  excluded: z.array(exclusionCount),
  /** What it waits for now, a key of the line's texts or `look`, and until when. */
  waiting: z.object({ reason: z.string(), until: instant }).nullable(),
  /** Of what is still to leave; null when nothing is. */
  forecast: planForecast.nullable(),
})
export type Broadcast = z.infer<typeof broadcast>

export const delivery = z.object({
  id,
  citizen: z.object({ id, name: z.string() }),
  conversationId: id.nullable(),
  lang: language,
  /** Place in `variants`; null for who gets nothing. */
  variant: z.int().nullable(),
  state: deliveryState,
  /** An exclusion or a failure of the line; null when there is nothing to explain. */
  reason: z.string().nullable(),
  /** When it was handed over to leave. */
  releasedAt: instant.nullable(),
  /** The entry of the register of permissions that allowed it. */
  consentSeq: z.int().nullable(),
})
export type Delivery = z.infer<typeof delivery>

export const acta = z.object({
  broadcastId: id,
  town: z.string(),
  purpose: z.object({ id, name: z.string() }),
  emergency: z.boolean(),
  reason: z.string(),
  state: broadcastState,
  variants: z.array(variant),
  textHash: z.string(),
  attachment: z.object({ fileName: z.string(), mime: z.string(), bytes: z.int() }).nullable(),
  audience,
  author: person,
  approver: person.nullable(),
  approvedAt: instant.nullable(),
  startedAt: instant.nullable(),
  finishedAt: instant.nullable(),
  counts: z.record(deliveryState, z.int()),
  reached: z.int(),
  failed: z.array(z.object({ reason: z.string(), count: z.int() })),
  excluded: z.array(exclusionCount),
  /** The entries of the register of permissions that allowed the sends. */
  ledger: z.object({
    entries: z.int(),
    firstSeq: z.int().nullable(),
    lastSeq: z.int().nullable(),
    /** SHA-256, hexadecimal, of one line `delivery,entry` per delivery that left, in their order; the evidence says the same. */
    sentHash: z.string(),
    /** SHA-256, hexadecimal, of one line `delivery,entry,state` per delivery, in their order. */
    deliveriesHash: z.string(),
    /** How the register stood when this was made: how many entries there were, and the hash of the last. */
    register: z.object({ entries: z.int(), head: z.string() }),
  }),
  madeAt: instant,
})
export type Acta = z.infer<typeof acta>

export const broadcastRules = z.object({
  /** Addresses of the town besides its website, such as the electronic office. */
  ownDomains: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .regex(/^([a-z0-9-]+\.)+[a-z]{2,}$/)
        .max(120),
    )
    .max(20),
})
export type BroadcastRules = z.infer<typeof broadcastRules>

const target = z.object({ id })
const plan = z.object({
  purpose: id,
  audience: audience.default({ neighbourhoods: [], languages: [], tags: [] }),
})

export const broadcastContent = plan.extend({
  variants: z.array(variant).min(1).max(24),
  /** When it begins by itself; with `recurrence`, the first time. */
  scheduleAt: instant.nullish(),
  recurrence: z.string().trim().max(300).nullish(),
  confirmed: z.array(confirmation).max(2).default([]),
  /** Goes without the usual permission because people are in danger; only of an urgent purpose, with a reason. */
  emergency: z.boolean().default(false),
  reason: z.string().trim().max(500).default(''),
})
export type BroadcastContent = z.infer<typeof broadcastContent>

export const broadcasts = {
  list: procedure('broadcasts.read')
    .route({ method: 'GET', path: '/broadcasts', summary: 'Broadcasts, the newest first' })
    .input(pageQuery.extend({ state: broadcastState.optional() }))
    .output(page(broadcastSummary)),
  options: procedure('broadcasts.read')
    .route({ method: 'GET', path: '/broadcasts/options', summary: 'What a broadcast can be about, and to whom' })
    .output(
      z.object({
        purposes: z.array(z.object({ id, name: z.string(), urgent: z.boolean(), consents: z.int() })),
        neighbourhoods: z.array(z.string()),
        tags: z.array(z.string()),
        townLanguage: language,
      }),
    ),
  rules: procedure('broadcasts.read').route({ method: 'GET', path: '/broadcasts/rules' }).output(broadcastRules),
  saveRules: procedure('settings.write')
    .route({ method: 'PUT', path: '/broadcasts/rules', summary: 'Change which addresses are the town’s own' })
    .input(broadcastRules)
    .output(broadcastRules),
  testPhones: procedure('settings.write')
    .route({ method: 'GET', path: '/broadcasts/test-phones', summary: 'The phones that notices are tried out on' })
    .output(testPhones),
  saveTestPhones: procedure('settings.write')
    .route({
      method: 'PUT',
      path: '/broadcasts/test-phones',
      summary: 'Change the phones that notices are tried out on',
    })
    .input(z.object({ phones: testPhones }))
    .output(testPhones),
  /** Of the conversation's messages, which answer which broadcast: they quote it, or follow it within 72 hours. */
  context: procedure('inbox.read')
    .route({ method: 'GET', path: '/broadcasts/context', summary: 'Which messages answer a broadcast' })
    .input(z.object({ conversationId: id }))
    .output(z.array(z.object({ messageId: id, broadcastId: id, title: z.string() }))),
  forecast: procedure('broadcasts.read')
    .route({
      method: 'POST',
      path: '/broadcasts/forecast',
      summary: 'Who would get it, who not and why, and until when',
    })
    .input(
      plan.extend({
        /** Of this one, which does not wait behind itself. */
        id: id.optional(),
        variants: z.array(variant).max(24).default([]),
        scheduleAt: instant.nullish(),
        emergency: z.boolean().default(false),
      }),
    )
    .output(audienceForecast),
  check: procedure('broadcasts.read')
    .route({ method: 'POST', path: '/broadcasts/check', summary: 'What is wrong with a text, and how it would read' })
    .input(z.object({ variants: z.array(variant).max(24), confirmed: z.array(confirmation).max(2).default([]) }))
    .output(
      z.object({
        faults: z.array(textFault),
        fewVariants: z.array(language),
        /** As they would leave, with their last line; and how long the longest filling makes them. */
        shown: z.array(z.object({ text: z.string(), length: z.int() })),
      }),
    ),
  get: procedure('broadcasts.read')
    .route({ method: 'GET', path: '/broadcasts/{id}', summary: 'One broadcast with counts by state and its forecast' })
    .input(target)
    .output(broadcast),
  create: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/broadcasts', summary: 'Write a broadcast; nothing leaves yet' })
    .input(broadcastContent)
    .output(broadcast),
  save: procedure('broadcasts.write')
    .route({ method: 'PUT', path: '/broadcasts/{id}', summary: 'Change it; an approval given before falls' })
    .input(broadcastContent.extend({ id, revision: z.int() }))
    .output(broadcast),
  attach: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/broadcasts/{id}/files', summary: 'Give it a picture or PDF (multipart, `file`)' })
    .input(z.object({ id, file: z.file() }))
    .output(broadcast),
  detach: procedure('broadcasts.write')
    .route({ method: 'DELETE', path: '/broadcasts/{id}/files', summary: 'Take its file away' })
    .input(target)
    .output(broadcast),
  preview: procedure('broadcasts.read')
    .route({ method: 'GET', path: '/broadcasts/{id}/preview', summary: 'How five real people would read it' })
    .input(target)
    .output(z.array(z.object({ citizen: person, lang: language, text: z.string() }))),
  testable: procedure('broadcasts.write')
    .route({ method: 'GET', path: '/broadcasts/{id}/test', summary: 'Which test phones could get it now, or why not' })
    .input(target)
    .output(z.array(testPhone.extend({ /** Null when it could. */ obstacle: testObstacle.nullable() }))),
  test: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/broadcasts/{id}/test', summary: 'Send one message to each of these test phones' })
    .input(
      z.object({
        id,
        phones: writtenPhones,
        /** Place in `variants`; null deals all of them out, the first to the first phone and so on. */
        variant: z.int().min(0).max(23).nullable().default(0),
      }),
    )
    .output(
      z.object({
        queued: z.int(),
        /** What the line waits for before the first leaves, a key of its texts; null when one may leave at once. */
        waiting: z.object({ reason: z.string(), until: instant }).nullable(),
      }),
    ),
  submit: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/broadcasts/{id}/submit', summary: 'Ask somebody else to approve it' })
    .input(target)
    .output(broadcast),
  sendBack: procedure('broadcasts.approve')
    .route({ method: 'POST', path: '/broadcasts/{id}/send-back', summary: 'Not like this: back to who wrote it' })
    .input(z.object({ id, comment: z.string().trim().min(3).max(500) }))
    .output(broadcast),
  approve: procedure('broadcasts.approve')
    .route({ method: 'POST', path: '/broadcasts/{id}/approve', summary: 'Approve what it says, to whom and when' })
    .input(z.object({ id, /** What was read. */ revision: z.int().optional() }))
    .output(broadcast),
  launch: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/broadcasts/{id}/launch', summary: 'Begin now; its list is frozen' })
    .input(
      z.object({ id, /** Seconds during which it can be recalled. */ undoSeconds: z.int().min(0).max(60).default(0) }),
    )
    .output(broadcast),
  recall: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/broadcasts/{id}/recall', summary: 'Undo a launch before anything left' })
    .input(target)
    .output(broadcast),
  pause: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/broadcasts/{id}/pause', summary: 'Nothing more leaves until it is resumed' })
    .input(target)
    .output(broadcast),
  resume: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/broadcasts/{id}/resume' })
    .input(target)
    .output(broadcast),
  cancel: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/broadcasts/{id}/cancel', summary: 'Nothing more leaves, for good' })
    .input(target)
    .output(broadcast),
  duplicate: procedure('broadcasts.write')
    .route({ method: 'POST', path: '/broadcasts/{id}/duplicate', summary: 'A draft that says the same' })
    .input(target)
    .output(broadcast),
  deliveries: procedure('broadcasts.read')
    .route({ method: 'GET', path: '/broadcasts/{id}/deliveries', summary: 'What became of each person' })
    .input(pageQuery.extend({ id, state: deliveryState.optional() }))
    .output(page(delivery)),
  acta: procedure('broadcasts.read')
    .route({ method: 'GET', path: '/broadcasts/{id}/acta', summary: 'The record of a broadcast' })
    .input(target)
    .output(acta),
  actaPdf: procedure('broadcasts.read')
    .route({ method: 'GET', path: '/broadcasts/{id}/acta.pdf', summary: 'The record of a broadcast, to be filed' })
    .input(target)
    .output(z.instanceof(Blob)),
  /** The numbers and answers of everybody it left to, at once: for who answers for the register, not for every desk. */
  evidence: procedure('privacy.read')
    .route({
      method: 'GET',
      path: '/broadcasts/{id}/evidence',
      summary: 'For each person it left to, the entry of the register of permissions that allowed it',
    })
    .input(target.extend({ format: z.enum(['pdf', 'json']), language: evidenceLanguage.default('es') }))
    .output(z.instanceof(Blob)),
}
