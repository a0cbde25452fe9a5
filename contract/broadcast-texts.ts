import { z } from 'zod'

/** The most characters of a text once it is filled in, its last line included. */
export const longestBroadcast = 700
/** The most wordings of one language. */
export const mostVariants = 4

export const textFaults = [
  'empty',
  'too_long',
  'unknown_variable',
  'no_sender',
  'not_https',
  'shortener',
  'foreign_domain',
  'looks_formal',
  'asks_for_data',
] as const
export const textFault = z.object({
  code: z.enum([...textFaults, 'too_many_variants', 'facts_in_file']),
  /** Place in `variants`; null for what is of the whole broadcast. */
  variant: z.int().nullable(),
  /** The word, variable or address at fault; empty for none. */
  detail: z.string(),
})
export type TextFault = z.infer<typeof textFault>
