import { z } from 'zod'

export const answer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('place'), latitude: z.number(), longitude: z.number(), label: z.string() }),
  /** How many photos came; 0 when the citizen has none. */
  z.object({ kind: z.literal('photo'), count: z.int() }),
  z.object({ kind: z.literal('number'), value: z.number() }),
  z.object({ kind: z.literal('choice'), value: z.string(), label: z.string() }),
  z.object({ kind: z.literal('choices'), values: z.array(z.string()), labels: z.array(z.string()) }),
  /** `YYYY-MM-DD`. */
  z.object({ kind: z.literal('date'), date: z.string() }),
  /** As E.164 writes it: "+34…". */
  z.object({ kind: z.literal('phone'), phone: z.string() }),
  /** What a service answered, and the choices it found. */
  z.object({
    kind: z.literal('result'),
    fields: z.record(z.string(), z.string()),
    choices: z.array(z.object({ value: z.string(), label: z.string() })),
  }),
])
/** What a citizen answered to one question, or a service to one call. */
export type Answer = Readonly<z.infer<typeof answer>>
export type Answers = Readonly<Record<string, Answer>>
