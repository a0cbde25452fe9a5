import type { TFunction } from 'i18next'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { problemData, toProblem } from '../client/problems.ts'
import { useFormat } from '../i18n/format.ts'

export type ProblemText = { readonly what: string; readonly todo: string }

type Say = TFunction<'problems'>

/** Where both depend on the reason. */
function bothOf(error: unknown, t: Say): Partial<ProblemText> {
  const test = problemData(error, 'TEST_REFUSED')
  return test ? { what: t(`test.${test.reason}.what`), todo: t(`test.${test.reason}.todo`) } : {}
}

/** Where what happened depends on the reason. */
function whatOf(error: unknown, t: Say): { what?: string } {
  const feed = problemData(error, 'FEED_UNREADABLE')
  if (feed) return { what: t(`feed.${feed.reason}`) }
  const schedule = problemData(error, 'SCHEDULE_REFUSED')
  if (schedule) return { what: t(`schedule.${schedule.reason}`) }
  const purpose = problemData(error, 'PURPOSE_REFUSED')
  return purpose ? { what: t(`purpose.${purpose.reason}`) } : {}
}

/** Where what to do depends on the reason. */
function todoOf(error: unknown, t: Say): { todo?: string } {
  const weak = problemData(error, 'WEAK_PASSWORD')
  if (weak) return { todo: t(`weakPassword.${weak.reason}`) }
  const refused = problemData(error, 'FILE_REFUSED')
  if (refused) return { todo: t(`fileRefused.${refused.reason}`) }
  const slot = problemData(error, 'SLOT_UNAVAILABLE')
  return slot ? { todo: t(`slot.${slot.reason}`) } : {}
}

/** Any error as two sentences: what happened, what to do. */
export function useProblemText(): (error: unknown) => ProblemText {
  const { t } = useTranslation('problems')
  const format = useFormat()
  return useCallback(
    (error) => {
      const { code, data } = toProblem(error)
      const values = typeof data === 'object' && data !== null ? { ...data } : {}
      const rests = problemData(error, 'LINE_RESTS')
      if (rests) Object.assign(values, { until: format.dateTime(rests.until) })
      const incident = problemData(error, 'INTERNAL')?.incident
      const todo = t(`codes.${code}.todo`, values)
      const usual = {
        what: t(`codes.${code}.what`, values),
        todo: incident ? `${todo} ${t('incident', { incident })}` : todo,
      }
      return { ...usual, ...whatOf(error, t), ...todoOf(error, t), ...bothOf(error, t) }
    },
    [t, format],
  )
}
