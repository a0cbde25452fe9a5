import { z } from 'zod'
import { procedure } from './base.ts'
import { day } from './calendar.ts'
import { id, instant, language } from './common.ts'

/** What a fact answers; the list ships with the product (`resources/knowledge/checklist.json`). */
const intent = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/)

/** How texts and flows call a fact: `{{fact.department.padron.phone}}`. */
const slug = z
  .string()
  .min(2)
  .max(40)
  .regex(/^[a-z][a-z0-9_]*$/)

const line = (max: number) => z.string().trim().max(max)
const needed = (max: number) => z.string().trim().min(2).max(max)

const phone = z.union([
  z.literal(''),
  z
    .string()
    .trim()
    .regex(/^\+?\d[\d .-]{1,28}$/),
])
const email = z.union([z.literal(''), z.email().max(120)])
const link = z.union([z.literal(''), z.url({ protocol: /^https$/ }).max(300)])

/** Texts by language: the town's own is needed, others are welcome. */
const inWords = <T extends z.ZodType>(words: T) =>
  z.partialRecord(language, words).refine((all) => Object.keys(all).length > 0)

const common = {
  slug,
  /** The wish this is the answer to; none for what is only spoken of by others. */
  intent: intent.nullable(),
  /** Where it comes from: an ordinance, a web page, a person. */
  source: needed(200),
  /** When somebody last saw to it that it is true. */
  reviewedOn: day,
  reviewEveryMonths: z.int().min(1).max(36),
}

/** The texts of each kind that depend on the language. Their sum stays under WhatsApp's limit of 4,096. */
export const factWords = {
  department: z.object({ name: needed(100), about: line(600), hours: line(300), floor: line(100) }),
  place: z.object({ name: needed(100), about: line(900), hours: line(400) }),
  procedure: z.object({
    title: needed(100),
    about: line(450),
    papers: z.array(needed(130)).max(10),
    fee: line(200),
    how: line(500),
    deadline: line(200),
  }),
  answer: z.object({ question: needed(140), answer: needed(1_800) }),
} as const

export const factKinds = ['department', 'place', 'procedure', 'answer'] as const
export type FactKind = (typeof factKinds)[number]

export const factBody = z.discriminatedUnion('kind', [
  z.object({
    ...common,
    kind: z.literal('department'),
    phone,
    email,
    address: line(200),
    words: inWords(factWords.department),
  }),
  z.object({
    ...common,
    kind: z.literal('place'),
    phone,
    address: line(200),
    position: z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }).nullable(),
    link,
    words: inWords(factWords.place),
  }),
  z.object({
    ...common,
    kind: z.literal('procedure'),
    /** Who sees to it: the slug of a department. */
    department: slug.nullable(),
    link,
    words: inWords(factWords.procedure),
  }),
  z.object({
    ...common,
    kind: z.literal('answer'),
    department: slug.nullable(),
    link,
    words: inWords(factWords.answer),
  }),
])
export type FactBody = z.infer<typeof factBody>

export const fact = z.object({
  id,
  version: z.int(),
  updatedAt: instant,
  author: z.object({ id, name: z.string() }).nullable(),
  /** It was to be looked at again by now. */
  stale: z.boolean(),
  body: factBody,
})
export type Fact = z.infer<typeof fact>

/** What citizens will ask, and which kind of fact answers it. */
export const checklistItem = z.object({
  intent,
  kind: z.enum(factKinds),
  slug,
  /** By language: what citizens call it. */
  title: z.partialRecord(language, z.string()),
  filled: z.boolean(),
})
export type ChecklistItem = z.infer<typeof checklistItem>

/** What a citizen would read; `problem` when the text cannot be sent as it stands. */
export const factPreview = z.object({
  language,
  text: z.string(),
  stale: z.boolean(),
  problem: z.enum(['unknown_variable', 'too_long']).nullable(),
  /** The variable nobody knows. */
  variable: z.string().nullable(),
})
export type FactPreview = z.infer<typeof factPreview>

const known = z.object({ id, version: z.int() })

export const knowledge = {
  list: procedure('assistant.read')
    .route({ method: 'GET', path: '/assistant/knowledge', summary: 'What the town knows, and what it should' })
    .output(
      z.object({
        /** The town's. */
        language,
        /** The day it is in the town. */
        today: day,
        facts: z.array(fact),
        checklist: z.array(checklistItem),
      }),
    ),
  get: procedure('assistant.read')
    .route({ method: 'GET', path: '/assistant/knowledge/{id}', summary: 'One fact' })
    .input(z.object({ id }))
    .output(fact),
  stale: procedure('assistant.read')
    .route({ method: 'GET', path: '/assistant/stale-knowledge', summary: 'Facts that were to be looked at again' })
    .output(z.array(fact)),
  save: procedure('assistant.write')
    .route({ method: 'PUT', path: '/assistant/knowledge', summary: 'Add a fact, or change the version one has read' })
    .input(z.object({ known: known.nullable(), body: factBody }))
    .output(fact),
  confirm: procedure('assistant.write')
    .route({ method: 'POST', path: '/assistant/knowledge/{id}/confirm', summary: 'It is still true today' })
    .input(known)
    .output(fact),
  retire: procedure('assistant.write')
    .route({ method: 'POST', path: '/assistant/knowledge/{id}/retire', summary: 'No longer said; its history stays' })
    .input(known)
    .output(z.object({ ok: z.literal(true) })),
  history: procedure('assistant.read')
    .route({ method: 'GET', path: '/assistant/knowledge/{id}/history', summary: 'Every version, newest first' })
    .input(z.object({ id }))
    .output(
      z.array(
        z.object({
          version: z.int(),
          at: instant,
          author: z.object({ id, name: z.string() }).nullable(),
          body: factBody,
        }),
      ),
    ),
  preview: procedure('assistant.read')
    .route({ method: 'POST', path: '/assistant/knowledge/preview', summary: 'What citizens would read; saves nothing' })
    .input(z.object({ body: factBody }))
    .output(z.array(factPreview)),
}
