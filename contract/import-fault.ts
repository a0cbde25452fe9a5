import { z } from 'zod'

/** Why a file cannot be read. `undecodable`: a character that is no text of its encoding; `line` from 1. */
export const importFault = z.object({
  reason: z.enum(['empty', 'undecodable', 'quote', 'too_wide', 'too_long', 'no_phone_column', 'gone', 'unforeseen']),
  line: z.int().nullable(),
})
export type ImportFault = z.infer<typeof importFault>
