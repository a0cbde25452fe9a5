import { z } from 'zod'

/** A number of the unassigned range 70x: nobody has it, so no invented citizen can be a real one. */
const inventedPhone = z.string().regex(/^\+34700\d{6}$/)

/** One text, or several of which each time in the citizen's life picks one. */
const words = z.union([z.string().min(1), z.array(z.string().min(1)).min(2)])

/** What a citizen does with the phone. Exactly one of the verbs, checked below. */
const deed = {
  /** Writes; with `media` it is the caption. */
  text: words.optional(),
  /** Sends a sample of `samples.ts`. */
  media: z.string().optional(),
  location: z
    .object({
      latitude: z.number().min(-90).max(90),
      longitude: z.number().min(-180).max(180),
      label: z.string().optional(),
    })
    .optional(),
  /** Sends something the product has no name for, such as a poll. */
  unknown: z.literal(true).optional(),
  /** Changes the message named by `of` into `text`. */
  edit: z.literal(true).optional(),
  /** Deletes the message named by `of` for everyone. */
  deletes: z.literal(true).optional(),
  /** Reacts to the newest message of the town hall, or to the own one named by `of`; `null` takes the reaction back. */
  react: z.string().max(16).nullable().optional(),
  /** An own message of the same day, by its `name`. */
  of: z.string().optional(),
  /** The text answers, quoting, the newest message of the town hall. */
  quote: z.literal(true).optional(),
  /** A name for `of`. */
  name: z.string().optional(),
  /** What the phone's clock says, `HH:MM` UTC: a message written in the night that arrives now. */
  clock: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .optional(),
}

const seconds = z.number().min(0).max(3600)

/** When: so many seconds after the step before, or after an answer of the town hall. */
const timing = {
  after: seconds.optional(),
  /** Waits for an answer, then thinks for so many seconds. */
  afterReply: seconds.optional(),
  /** How long the citizen waits for that answer. */
  patience: seconds.min(5).default(240),
  /** Without an answer: goes on as if there were one, leaves for today, or says this and waits again. */
  otherwise: z.union([z.literal('go_on'), z.literal('leave'), z.object({ text: words })]).default('go_on'),
}

const verbs = ['text', 'media', 'location', 'unknown', 'deletes', 'react'] as const

export const step = z
  .strictObject({ ...timing, ...deed })
  .refine((it) => (it.after === undefined) !== (it.afterReply === undefined), 'either `after` or `afterReply`')
  .refine((it) => {
    const said = verbs.filter((verb) => it[verb] !== undefined)
    return said.length === 1 || (said.length === 2 && said[0] === 'text' && said[1] === 'media')
  }, 'one thing at a time')
  .refine((it) => !(it.edit || it.deletes) || it.of !== undefined, 'an edit or a deletion names its message with `of`')
  .refine((it) => !it.edit || it.text !== undefined, 'an edit has a text')
export type Step = z.infer<typeof step>

const day = z.array(step).min(1)

export const citizen = z
  .strictObject({
    name: z.string().min(1).max(80),
    phone: inventedPhone,
    age: z.int().min(12).max(105),
    language: z.enum(['es', 'ca', 'ca-valencia', 'gl', 'eu', 'en', 'ar', 'ro']),
    about: z.string().min(10).max(160),
    /** Writes among the first when the town wakes for the first time. */
    early: z.literal(true).optional(),
    days: z.array(day).min(1),
  })
  .refine((it) => it.days.every(namesItsOwn), 'every `of` names an earlier message of the same day')
export type Citizen = z.infer<typeof citizen>

export const citizens = z
  .array(citizen)
  .refine((all) => new Set(all.map((it) => it.phone)).size === all.length, 'two citizens share a phone')

function namesItsOwn(steps: readonly Step[]): boolean {
  const seen = new Set<string>()
  for (const it of steps) {
    if (it.of !== undefined && !seen.has(it.of)) return false
    if (it.name !== undefined) seen.add(it.name)
  }
  return true
}
