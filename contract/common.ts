import { z } from 'zod'

/** An id made by the application: a UUID version 7, so ids sort by time. */
export const id = z.string().min(1).max(64)

/** UTC, milliseconds since 1970-01-01. */
export const instant = z.int()

/** Page size of a list; the cursor is opaque and comes from the previous page. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
})

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** Languages the console and citizens may use. `ca-valencia` is a locale of its own. */
export const languages = ['es', 'ca', 'ca-valencia', 'gl', 'eu', 'en'] as const
export const language = z.enum(languages)
export type Language = z.infer<typeof language>

export const done = z.object({ ok: z.literal(true) })
