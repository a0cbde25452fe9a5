import { z } from 'zod'
import { procedure } from './base.ts'
import { done, id, instant, language, page, pageQuery } from './common.ts'

/** What a message may mean; the list ships with the product (`resources/intents`). */
const intent = z
  .string()
  .max(60)
  .regex(/^[a-z][a-z0-9_]*$/)

export const guess = z.object({ intent, score: z.number().min(0).max(1) })

/** What the assistant makes of a text. */
export const understanding = z.object({
  intent,
  score: z.number().min(0).max(1),
  top: z.array(guess).max(3),
  decision: z.enum(['act', 'offer', 'none']),
  optOut: z.enum(['yes', 'no', 'ask']),
  danger: z.boolean(),
  lang: language.nullable(),
})

/** A phrase the town taught. */
export const taughtPhrase = z.object({
  id,
  intent,
  text: z.string(),
  operator: z.object({ id, name: z.string() }).nullable(),
  at: instant,
})
export type TaughtPhrase = z.infer<typeof taughtPhrase>

/** Something the assistant did not understand, with what it would have guessed. */
export const misunderstood = z.object({
  id,
  conversationId: id,
  messageId: id,
  text: z.string(),
  at: instant,
  guesses: z.array(guess).max(3),
})
export type Misunderstood = z.infer<typeof misunderstood>

export const intents = {
  list: procedure('assistant.read')
    .route({ method: 'GET', path: '/assistant/intents', summary: 'Every intent and how many phrases it has' })
    .output(z.array(z.object({ intent, shipped: z.int(), taught: z.int() }))),
  phrases: procedure('assistant.read')
    .route({ method: 'GET', path: '/assistant/intents/{intent}/phrases', summary: 'The phrases of an intent' })
    .input(z.object({ intent }))
    .output(z.object({ shipped: z.array(z.object({ text: z.string(), language })), taught: z.array(taughtPhrase) })),
  teach: procedure('assistant.write')
    .route({
      method: 'POST',
      path: '/assistant/intents/{intent}/phrases',
      summary: 'Teach a phrase; it counts at once',
    })
    .input(
      z.object({
        intent,
        text: z.string().trim().min(2).max(400),
        /** The entry of the list of misunderstandings that this settles. */
        misunderstoodId: id.optional(),
      }),
    )
    .output(taughtPhrase),
  forget: procedure('assistant.write')
    .route({ method: 'DELETE', path: '/assistant/phrases/{id}', summary: 'Forget a taught phrase' })
    .input(z.object({ id }))
    .output(done),
  misunderstood: procedure('assistant.read')
    .route({ method: 'GET', path: '/assistant/misunderstood', summary: 'What was not understood, newest first' })
    .input(pageQuery)
    .output(page(misunderstood)),
  dismiss: procedure('assistant.write')
    .route({ method: 'POST', path: '/assistant/misunderstood/{id}/dismiss', summary: 'Nothing to learn from this' })
    .input(z.object({ id }))
    .output(done),
  understand: procedure('assistant.read')
    .route({ method: 'POST', path: '/assistant/understand', summary: 'What the assistant makes of a text' })
    .input(z.object({ text: z.string().max(20_000), language: language.optional() }))
    .output(understanding),
}
