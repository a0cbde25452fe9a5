import { z } from 'zod'
import { procedure } from './base.ts'
import { done, id, instant, language } from './common.ts'
import { flowFault, flowFiles, flowName } from './flow.ts'

const version = z.int().min(1)
const fromPath = z.coerce.number().int().min(1)
const target = z.object({ name: flowName })

/** Who did it; null: the program itself, with what it ships. */
const author = z.object({ id, name: z.string() }).nullable()

/**
 * `published`: the newest, which new conversations take. `retired`: an older one; conversations that began in it end in
 * it. `offered`: shipped with the program after the town changed the flow, and waiting for somebody to take or decline.
 */
export const flowVersionState = z.enum(['published', 'retired', 'offered'])

export const flowVersion = z.object({
  version,
  state: flowVersionState,
  at: instant,
  by: author,
  note: z.string(),
  /** As it came with the program. */
  shipped: z.boolean(),
  /** The older or offered version it brought back. */
  restores: version.nullable(),
})
export type FlowVersion = z.infer<typeof flowVersion>

export const flowDraft = z.object({
  /** Grows with every save: whoever saves or publishes names the one that was seen. */
  revision: z.int(),
  /** The version it was begun from; 0 for a new flow. Behind `published.version`, it cannot be published. */
  basedOn: z.int().min(0),
  at: instant,
  by: author,
  /** How many faults it had when it was saved. */
  faults: z.int(),
})

export const flowSummary = z.object({
  name: flowName,
  /** It hears everybody first; it cannot be switched off alone. */
  front: z.boolean(),
  /** False: nobody new enters. Who is inside goes on. */
  on: z.boolean(),
  /** Null for a new flow that was never published. */
  published: flowVersion.nullable(),
  draft: flowDraft.nullable(),
  /** A newer version came with the program and waits, because the town has changed the flow. */
  offered: flowVersion.nullable(),
  /** The wishes that enter it. */
  intents: z.array(z.string()),
  languages: z.array(language),
  steps: z.int(),
  /** Conversations with a question of it open. */
  underWay: z.int(),
})
export type FlowSummary = z.infer<typeof flowSummary>

const change = { before: z.string().nullable(), after: z.string().nullable() }

/** What is different between two versions, in terms a person reads. `null` before: added; `null` after: removed. */
export const flowDiff = z.object({
  steps: z.array(
    z.object({
      id: z.string(),
      change: z.enum(['added', 'removed', 'changed']),
      kind: z.string(),
      /** Of a changed step: which fields, by path. Values as JSON, strings as they are. */
      fields: z.array(z.object({ path: z.string(), ...change })),
    }),
  ),
  /** What is said, what is understood (`words`, one phrase a line) and how answers are called, by language. */
  texts: z.array(
    z.object({ language, part: z.enum(['texts', 'words', 'labels', 'other']), key: z.string(), ...change }),
  ),
  /** Everything else of `flow.json`: where it starts, wishes, alarms, commands. */
  rest: z.array(z.object({ path: z.string(), ...change })),
})
export type FlowDiff = z.infer<typeof flowDiff>

/** What a message means, before any flow is asked. */
export const understanding = z.object({
  intent: z.string(),
  score: z.number(),
  top: z.array(z.object({ intent: z.string(), score: z.number() })),
  decision: z.enum(['act', 'offer', 'none']),
  optOut: z.enum(['yes', 'no', 'ask']),
  danger: z.boolean(),
  lang: language.nullable(),
})

/** One message of the citizen one plays. */
export const tryMessage = z.union([
  z.strictObject({ text: z.string().max(10_000) }),
  z.strictObject({ photo: z.literal(true) }),
  z.strictObject({ voice: z.literal(true) }),
  z.strictObject({
    place: z.object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      label: z.string().max(200).nullable().default(null),
    }),
  }),
])

const scalars = z.record(z.string(), z.string())

export const tryInput = z.object({
  /** Read as one burst. Empty: only how the flows stand is checked. */
  messages: z.array(tryMessage).max(20),
  /** What the last answer gave back; null begins a conversation. */
  state: z.string().max(100_000).nullable().default(null),
  /** `drafts`: every saved draft in place of what is published. `published`: as citizens have it. */
  use: z.enum(['drafts', 'published']).default('drafts'),
  /** Instead of what is saved, by flow: what is on the screen and not saved yet. */
  files: z.record(flowName, flowFiles).optional(),
  /** The citizen's language when the conversation begins; null: not known yet. */
  language: language.nullable().default(null),
  /** Instead of the present moment, to try out hours. */
  now: instant.min(0).max(8_640_000_000_000_000).optional(),
})

export const tryAnswer = z.object({
  replies: z.array(z.string()),
  /** To be sent back with the next messages. Made by the station; anything else is refused. */
  state: z.string(),
  outcome: z.enum(['waiting', 'handed_over', 'finished']),
  /** The question that is open; null when none is. */
  step: z.object({ flow: flowName, version, id: z.string() }).nullable(),
  /** The citizen's language, as far as it is known. */
  language: language.nullable(),
  /** For `handed_over`: the card an operator reads, and for whom. */
  summary: z.string().nullable(),
  department: z.string().nullable(),
  topic: z.string().nullable(),
  /** Null when nothing was written in words. */
  understood: understanding.nullable(),
  /** What was called, rehearsed: nothing happened in the town. */
  calls: z.array(
    z.object({
      service: z.string(),
      args: scalars,
      result: z.union([
        z.object({ ok: z.literal(true), fields: scalars, choices: z.array(z.string()) }),
        z.object({ ok: z.literal(false), reason: z.string() }),
      ]),
    }),
  ),
  /** Saved drafts with faults: what is published stood in for them. */
  leftAside: z.array(flowName),
})
export type TryAnswer = z.infer<typeof tryAnswer>

const read = procedure('assistant.read')
const write = procedure('assistant.write')
const seen = { revision: z.int().min(1) }

/**
 * The flows of the assistant. What is published or switched is what every station says from the next message on.
 * `FLOW_MOVED`: somebody else saved, published or declined meanwhile; look again. `FLOW_FAULTY`: with the faults.
 */
export const assistant = {
  flows: read.route({ method: 'GET', path: '/assistant/flows', summary: 'Every flow' }).output(
    z.object({
      /** False: the assistant says nothing and every message waits for a person. */
      on: z.boolean(),
      /** Why what is published cannot run at this station, which goes on with what ran before. */
      faults: z.array(flowFault),
      flows: z.array(flowSummary),
    }),
  ),
  flow: read
    .route({ method: 'GET', path: '/assistant/flows/{name}', summary: 'The draft, or what is published' })
    .input(target)
    .output(
      z.object({
        summary: flowSummary,
        /** Of the draft if there is one. */
        files: flowFiles,
        draft: z.boolean(),
        faults: z.array(flowFault),
      }),
    ),
  history: read
    .route({ method: 'GET', path: '/assistant/flows/{name}/versions', summary: 'Versions, newest first' })
    .input(target)
    .output(z.array(flowVersion)),
  version: read
    .route({ method: 'GET', path: '/assistant/flows/{name}/versions/{version}', summary: 'One version' })
    .input(target.extend({ version: fromPath }))
    .output(z.object({ version: flowVersion, files: flowFiles })),
  diff: read
    .route({ method: 'GET', path: '/assistant/flows/{name}/diff', summary: 'What differs between two versions' })
    /** A version from 1, or the draft. */
    .input(target.extend({ from: fromPath, to: z.union([z.literal('draft'), fromPath]).default('draft') }))
    .output(flowDiff),
  check: read
    .route({ method: 'POST', path: '/assistant/flows/{name}/check', summary: 'Faults of files; nothing is saved' })
    .input(target.extend({ files: flowFiles }))
    .output(z.object({ faults: z.array(flowFault) })),
  saveDraft: write
    .route({ method: 'PUT', path: '/assistant/flows/{name}/draft', summary: 'Save a draft, also a faulty one' })
    .input(
      target.extend({
        files: flowFiles,
        /** The published version it changes; 0 for a new flow. */
        basedOn: z.int().min(0),
        /** The revision of the draft that was on the screen; null when there was none. */
        revision: z.int().min(1).nullable(),
      }),
    )
    .output(z.object({ draft: flowDraft, faults: z.array(flowFault) })),
  discardDraft: write
    .route({ method: 'DELETE', path: '/assistant/flows/{name}/draft', summary: 'Throw a draft away' })
    .input(target.extend(seen))
    .output(done),
  publish: write
    .route({ method: 'POST', path: '/assistant/flows/{name}/publish', summary: 'Citizens get the draft' })
    .input(target.extend({ ...seen, note: z.string().trim().max(500).default('') }))
    .output(flowVersion),
  rollBack: write
    .route({ method: 'POST', path: '/assistant/flows/{name}/roll-back', summary: 'An older or offered one, again' })
    .input(target.extend({ version, published: version, note: z.string().trim().max(500).default('') }))
    .output(flowVersion),
  decline: write
    .route({ method: 'POST', path: '/assistant/flows/{name}/decline', summary: 'Leave an offered version aside' })
    .input(target.extend({ version }))
    .output(done),
  switch: write
    .route({ method: 'PUT', path: '/assistant/flows/{name}/switch', summary: 'Let nobody new enter a flow, or again' })
    .input(target.extend({ on: z.boolean() }))
    .output(done),
  switchAll: write
    .route({ method: 'PUT', path: '/assistant/switch', summary: 'Silence the assistant, or let it speak' })
    .input(z.object({ on: z.boolean() }))
    .output(done),
  tryOut: read
    .route({ method: 'POST', path: '/assistant/try', summary: 'Talk to the drafts; nothing is stored' })
    .input(tryInput)
    .output(tryAnswer),
}
