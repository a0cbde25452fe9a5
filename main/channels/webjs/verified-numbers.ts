import { z } from 'zod'

/** What WhatsApp said of a number: the chat it is written to under, or null for one that is not on WhatsApp. */
export const verified = z.object({ phone: z.string(), chat: z.string().nullable(), at: z.number() })
export type Verified = z.infer<typeof verified>

const day = 24 * 60 * 60_000
/** A number on WhatsApp seldom leaves it; one that is not may join any day. Epoch milliseconds. */
const lasts = { present: 30 * day, absent: day } as const
/** Asking too often looks like guessing numbers; keeping too many is a list of people. */
const most = 500

/** What is still known of a number; undefined when it has to be asked for. */
export function knownNumber(numbers: readonly Verified[], phone: string, now: number): Verified | undefined {
  const found = numbers.find((one) => one.phone === phone)
  if (!found) return undefined
  const age = now - found.at
  return age >= 0 && age < (found.chat === null ? lasts.absent : lasts.present) ? found : undefined
}

/** With a number that was just asked for, the newest last. */
export const withNumber = (numbers: readonly Verified[], asked: Verified): Verified[] =>
  [...numbers.filter(({ phone }) => phone !== asked.phone), asked].slice(-most)
