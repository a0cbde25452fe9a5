import { z } from 'zod'
import type { Language } from '../../contract/common.ts'
import shipped from '../../resources/knowledge/wording.json' with { type: 'json' }

const words = z.object({
  papers: z.string(),
  fee: z.string(),
  how: z.string(),
  deadline: z.string(),
  department: z.string(),
  phone: z.string(),
  email: z.string(),
  address: z.string(),
  hours: z.string(),
  link: z.string(),
  map: z.string(),
  /** With `{{date}}`. */
  stale: z.string(),
})

/** The words around a fact in a message to a citizen. */
export type Wording = z.infer<typeof words>

const all = z.object({ es: words, ca: words, gl: words, eu: words, en: words }).parse(shipped)

export const wordingIn = (language: Language): Wording => all[language === 'ca-valencia' ? 'ca' : language]
