import type { DateTime } from 'luxon'
import { z } from 'zod'
import { type FactBody, factBody } from '../../contract/knowledge.ts'
import practice from '../../resources/knowledge/practice.json' with { type: 'json' }

/** Facts of the practice town; some were last looked at a while ago. */
const practiceDocument = z.array(z.looseObject({ reviewedMonthsAgo: z.int().min(0).default(0) }))

export const practiceFacts = (today: DateTime): readonly FactBody[] =>
  practiceDocument
    .parse(practice)
    .map(({ reviewedMonthsAgo, ...body }) =>
      factBody.parse({ ...body, reviewedOn: today.minus({ months: reviewedMonthsAgo }).toFormat('yyyy-MM-dd') }),
    )
