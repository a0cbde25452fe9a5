import { z } from 'zod'
import { procedure } from './base.ts'
import { id, instant, language } from './common.ts'

/** A poster with which people join: a QR that opens WhatsApp with ALTA and the code of the poster. */
const posterShape = z.object({
  id,
  /** `C` and four digits. */
  code: z.string(),
  /** Where it hangs. */
  place: z.string(),
  createdAt: instant,
})
export type Poster = z.infer<typeof posterShape>

export const posters = {
  list: procedure('line.read')
    .route({ method: 'GET', path: '/posters', summary: 'Posters with which people join, the newest first' })
    .output(z.array(posterShape)),
  create: procedure('settings.write')
    .route({ method: 'POST', path: '/posters', summary: 'Make a poster with a code of its own' })
    .input(z.object({ place: z.string().trim().min(1).max(80) }))
    .output(posterShape),
  print: procedure('line.read')
    .route({ method: 'GET', path: '/posters/{id}/pdf', summary: 'A poster, ready to print' })
    .input(z.object({ id, languages: z.array(language).min(1).max(3) }))
    .output(z.instanceof(Blob)),
}
