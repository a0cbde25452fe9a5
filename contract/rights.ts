import { z } from 'zod'
import { procedure } from './base.ts'
import { id, instant, language, page, pageQuery } from './common.ts'

export const rightsKinds = ['access', 'rectification', 'erasure', 'objection', 'restriction', 'portability'] as const
export const rightsKind = z.enum(rightsKinds)
export type RightsKind = z.infer<typeof rightsKind>

/** `identity`: asked to show who they are. `working`: somebody verified it. */
export const rightsStates = ['received', 'identity', 'working', 'answered', 'refused'] as const
export const rightsState = z.enum(rightsStates)
export type RightsState = z.infer<typeof rightsState>

/** How a request came in. */
export const rightsChannels = ['chat', 'counter', 'phone', 'paper', 'email', 'e_office'] as const
export const rightsChannel = z.enum(rightsChannels)
export type RightsChannel = z.infer<typeof rightsChannel>

/** How somebody showed who they are. The number of a document is never kept. `phone`: they hold it, nothing more. */
export const identityProofs = ['document', 'e_signature', 'e_office', 'known', 'representative', 'phone'] as const
export const identityProof = z.enum(identityProofs)
export type IdentityProof = z.infer<typeof identityProof>

/** Documents are for who works here. */
export const documentLanguage = language.extract(['es', 'en'])
export type DocumentLanguage = z.infer<typeof documentLanguage>

const person = z.object({ id, name: z.string(), phone: z.string().nullable() })

export const rightsSummary = z.object({
  id,
  /** `D-26-0001`. */
  number: z.string(),
  kind: rightsKind,
  state: rightsState,
  channel: rightsChannel,
  /** What the person who asks is called; empty once they are blocked. */
  name: z.string(),
  citizen: person.nullable(),
  conversationId: id.nullable(),
  receivedAt: instant,
  /** The end of the last day. */
  dueAt: instant,
  extended: z.boolean(),
  closedAt: instant.nullable(),
})
export type RightsSummary = z.infer<typeof rightsSummary>

export const rightsEventKinds = [
  'opened',
  'linked',
  'identity_asked',
  'identity_verified',
  'extended',
  'noted',
  'exported',
  'rectified',
  'objected',
  'restricted',
  'blocked',
  'read_blocked',
  'destroyed',
  'answered',
  'refused',
] as const
export const rightsEvent = z.object({
  id,
  at: instant,
  actor: z.object({ kind: z.enum(['operator', 'bot', 'system']), name: z.string().nullable() }),
  kind: z.enum(rightsEventKinds),
  /** A name of the kind of event: a proof of identity, a field. */
  value: z.string().nullable(),
  text: z.string(),
})
export type RightsEvent = z.infer<typeof rightsEvent>

export const rightsRequest = rightsSummary.extend({
  contact: z.string(),
  /** What the person said or wrote. */
  words: z.string(),
  identity: z.object({ proof: identityProof, by: z.string().nullable(), at: instant }).nullable(),
  history: z.array(rightsEvent),
  /** Until when an extension may be told; null when it no longer may. */
  extendableUntil: instant.nullable(),
  /** The sealed record of the person, once they are blocked. */
  blocked: z.object({ id, at: instant, destroyAfter: instant, destroyedAt: instant.nullable() }).nullable(),
})
export type RightsRequest = z.infer<typeof rightsRequest>

/** Texts are in the language that was asked for. */
const counted = z.object({ text: z.string(), n: z.int() })
export const erasurePreview = z.object({
  /** Parts of the town, and how much of each is sealed and then removed. */
  removed: z.array(counted),
  /** What stays, and why. */
  kept: z.array(z.object({ text: z.string(), why: z.string() })),
  /** What is still under way and ought to be settled first. */
  underWay: z.array(counted),
  files: z.int(),
  destroyAfter: instant,
})
export type ErasurePreview = z.infer<typeof erasurePreview>

/** A piece of a document that is read on the screen as it is printed. */
export const legibleBlock = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('heading'),
    level: z.union([z.literal(1), z.literal(2), z.literal(3)]),
    text: z.string(),
  }),
  z.object({ kind: z.literal('paragraph'), text: z.string() }),
  z.object({ kind: z.literal('facts'), rows: z.array(z.tuple([z.string(), z.string()])) }),
  z.object({ kind: z.literal('table'), head: z.array(z.string()), rows: z.array(z.array(z.string())) }),
])
export type LegibleBlock = z.infer<typeof legibleBlock>

export const openedRecord = z.object({
  blocks: z.array(legibleBlock),
  files: z.array(z.object({ name: z.string(), mime: z.string(), bytes: z.int() })),
})
export type OpenedRecord = z.infer<typeof openedRecord>

export const rightsSettings = z.object({
  /** Years a blocked record is kept before it is destroyed. */
  blockYears: z.int().min(1).max(10),
})
export type RightsSettings = z.infer<typeof rightsSettings>

const text = (most: number) => z.string().trim().max(most)
const reason = z.string().trim().min(5).max(500)
const one = z.object({ id })
const file = z.instanceof(Blob)

const act = (path: `/${string}`, summary: string) =>
  procedure('privacy.write').route({ method: 'POST', path: `/rights/{id}${path}`, summary })

export const rights = {
  list: procedure('privacy.read')
    .route({ method: 'GET', path: '/rights', summary: 'Open ones by due date, or closed ones newest first' })
    .input(
      pageQuery.extend({
        scope: z.enum(['open', 'closed']).default('open'),
        kind: rightsKind.optional(),
        state: rightsState.optional(),
        /** Of open ones, only those due before. */
        dueBefore: z.coerce.number().int().optional(),
      }),
    )
    .output(page(rightsSummary)),
  get: procedure('privacy.read').route({ method: 'GET', path: '/rights/{id}' }).input(one).output(rightsRequest),
  open: procedure('privacy.write')
    .route({ method: 'POST', path: '/rights', summary: 'Enter a request made at the counter, by phone or in a chat' })
    .input(
      z.object({
        kind: rightsKind,
        channel: rightsChannel,
        citizenId: id.optional(),
        conversationId: id.optional(),
        name: text(120).default(''),
        contact: text(200).default(''),
        words: text(2000).default(''),
        /** Day 0; now unless given, and never to come. */
        receivedAt: instant.optional(),
      }),
    )
    .output(rightsRequest),
  people: procedure('privacy.write')
    .route({ method: 'GET', path: '/privacy/people', summary: 'Whose request it may be' })
    .input(z.object({ q: z.string().trim().min(2).max(80) }))
    .output(z.array(person)),
  link: act('/person', 'Say whose request it is')
    .input(z.object({ id, citizenId: id }))
    .output(rightsRequest),
  askIdentity: act('/identity/ask', 'The person was asked to show who they are')
    .input(z.object({ id, text: text(500).default('') }))
    .output(rightsRequest),
  verifyIdentity: act('/identity', 'Somebody saw who they are; no number of a document')
    .input(z.object({ id, proof: identityProof, text: text(500).default('') }))
    .output(rightsRequest),
  extend: act('/extend', 'Two more months; the person is told why within the first')
    .input(z.object({ id, reason }))
    .output(rightsRequest),
  note: act('/notes', 'A note among operators')
    .input(z.object({ id, text: z.string().trim().min(1).max(2000) }))
    .output(rightsRequest),
  answer: act('/answer', 'It was answered, and how')
    .input(z.object({ id, text: z.string().trim().min(1).max(2000) }))
    .output(rightsRequest),
  refuse: act('/refuse', 'It was refused, and why').input(z.object({ id, reason })).output(rightsRequest),
  /** A ZIP: JSON for machines, PDF for people, and every file. */
  export: act('/export', 'Everything about the person')
    .input(z.object({ id, language: documentLanguage.default('es') }))
    .output(file),
  rectify: act('/rectify', 'Put right what is written of the person')
    .input(
      z
        .object({ id, name: z.string().trim().min(1).max(120).optional(), language: language.optional() })
        .refine((change) => change.name !== undefined || change.language !== undefined, { path: ['name'] }),
    )
    .output(rightsRequest),
  object: act('/object', 'Nothing town-started is sent to the person any more').input(one).output(rightsRequest),
  restrict: act('/restrict', 'Nothing town-started is sent while it is settled').input(one).output(rightsRequest),
  preview: procedure('privacy.write')
    .route({ method: 'GET', path: '/rights/{id}/erasure', summary: 'What blocking would remove, keep and why' })
    .input(z.object({ id, language: documentLanguage.default('es') }))
    .output(erasurePreview),
  block: act('/block', 'Seal everything about the person and remove it everywhere else')
    .input(
      z.object({
        id,
        /** The number of the request, written again by who decides. */
        number: z.string().max(20),
        /** What is still under way may go as well. */
        evenUnderWay: z.boolean().default(false),
      }),
    )
    .output(rightsRequest),
  certificate: procedure('privacy.read')
    .route({ method: 'GET', path: '/rights/{id}/certificate', summary: 'What was blocked or destroyed, kept and why' })
    .input(z.object({ id, format: z.enum(['pdf', 'json']).default('pdf'), language: documentLanguage.default('es') }))
    .output(file),
  readBlocked: procedure('privacy.unblock')
    .route({ method: 'POST', path: '/rights/{id}/blocked', summary: 'Open a sealed record, with a reason' })
    .input(z.object({ id, reason, language: documentLanguage.default('es') }))
    .output(openedRecord),
  exportBlocked: procedure('privacy.unblock')
    .route({ method: 'POST', path: '/rights/{id}/blocked/export', summary: 'A sealed record as a ZIP, with a reason' })
    .input(z.object({ id, reason, language: documentLanguage.default('es') }))
    .output(file),
  findBlocked: procedure('privacy.unblock')
    .route({ method: 'POST', path: '/privacy/blocked/find', summary: 'The requests under which a number was blocked' })
    .input(z.object({ phone: z.string().trim().min(6).max(30), reason }))
    .output(z.array(z.object({ id, number: z.string() }))),
  settings: procedure('privacy.read').route({ method: 'GET', path: '/privacy/settings' }).output(rightsSettings),
  saveSettings: procedure('privacy.write')
    .route({ method: 'PUT', path: '/privacy/settings' })
    .input(rightsSettings)
    .output(rightsSettings),
  /** Filled in with what the town has set. */
  document: procedure('privacy.read')
    .route({ method: 'GET', path: '/privacy/documents/{name}', summary: 'Record of processing, or notes for the DPIA' })
    .input(
      z.object({
        name: z.enum(['record', 'dpia']),
        format: z.enum(['pdf', 'markdown']).default('pdf'),
        language: documentLanguage.default('es'),
      }),
    )
    .output(file),
}
