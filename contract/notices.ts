import { z } from 'zod'
import { procedure } from './base.ts'
import { id, instant, language } from './common.ts'

/** The most characters of a first layer, once the town's name is filled in. */
export const firstLayerMost = 600

export const noticeText = z.object({
  language,
  /** They may name `{{town}}`, `{{address}}`, `{{phone}}`, `{{website}}`, `{{officer}}`, `{{authority}}`, `{{authority_web}}` and `{{age}}`. */
  firstLayer: z.string(),
  secondLayer: z.string(),
  /** As a citizen reads it now, with the town's own facts. */
  shown: z.string(),
  approvedAt: instant.nullable(),
  approvedBy: z.object({ id, name: z.string() }).nullable(),
})
export type NoticeText = z.infer<typeof noticeText>

/** `minor`: people are informed. `material`: consents of the affected purposes are asked for again. */
export const noticeChange = z.enum(['minor', 'material'])

export const noticeSummary = z.object({
  version: z.int(),
  state: z.enum(['draft', 'current', 'past']),
  kind: z.enum(['first', 'minor', 'material']).nullable(),
  purposes: z.array(z.string()),
  createdAt: instant,
  publishedAt: instant.nullable(),
  publishedBy: z.object({ id, name: z.string() }).nullable(),
  /** Languages with an approved text; in any other the Spanish one is shown. */
  approved: z.array(language),
})
export type NoticeSummary = z.infer<typeof noticeSummary>

export const notice = noticeSummary.extend({ texts: z.array(noticeText) })
export type Notice = z.infer<typeof notice>

/** Lines of one layer of one language, in their order. */
export const noticeDiff = z.array(
  z.object({
    language,
    layer: z.enum(['first', 'second']),
    lines: z.array(z.object({ kind: z.enum(['same', 'added', 'removed']), text: z.string() })),
  }),
)
export type NoticeDiff = z.infer<typeof noticeDiff>

const target = z.object({ version: z.int().min(1) })
const ofLanguage = target.extend({ language })

export const notices = {
  list: procedure('consents.read')
    .route({ method: 'GET', path: '/notices', summary: 'Every version, newest first' })
    .output(z.array(noticeSummary)),
  get: procedure('consents.read')
    .route({ method: 'GET', path: '/notices/{version}' })
    .input(z.object({ version: z.coerce.number().int().min(1) }))
    .output(notice),
  draft: procedure('privacy.write')
    .route({ method: 'POST', path: '/notices', summary: 'A draft that begins as the current version; one at a time' })
    .output(notice),
  discard: procedure('privacy.write')
    .route({ method: 'POST', path: '/notices/{version}/discard', summary: 'Throw a draft away' })
    .input(target)
    .output(z.array(noticeSummary)),
  write: procedure('privacy.write')
    .route({
      method: 'PUT',
      path: '/notices/{version}/texts/{language}',
      summary: 'Word a draft; an approval of this language falls',
    })
    .input(
      ofLanguage.extend({
        firstLayer: z.string().trim().min(20).max(1000),
        secondLayer: z.string().trim().min(20).max(4000),
      }),
    )
    .output(notice),
  approve: procedure('privacy.write')
    .route({ method: 'POST', path: '/notices/{version}/texts/{language}/approve', summary: 'A person has read it' })
    .input(ofLanguage)
    .output(notice),
  diff: procedure('consents.read')
    .route({ method: 'GET', path: '/notices/{version}/diff', summary: 'What differs from the version before' })
    .input(z.object({ version: z.coerce.number().int().min(1) }))
    .output(noticeDiff),
  publish: procedure('privacy.write')
    .route({ method: 'POST', path: '/notices/{version}/publish', summary: 'From now on people are shown this one' })
    .input(
      target.extend({
        kind: noticeChange,
        /** For `material`: whose consents are asked for again. */
        purposes: z.array(z.string()).max(50).default([]),
      }),
    )
    .output(notice),
}
