import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { problemData, toProblem } from '../client/problems.ts'
import { useFormat } from '../i18n/format.ts'

export type ProblemText = { readonly what: string; readonly todo: string }

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
      const what = t(`codes.${code}.what`, values)
      const weak = problemData(error, 'WEAK_PASSWORD')
      if (weak) return { what, todo: t(`weakPassword.${weak.reason}`) }
      const refused = problemData(error, 'FILE_REFUSED')
      if (refused) return { what, todo: t(`fileRefused.${refused.reason}`) }
      const feed = problemData(error, 'FEED_UNREADABLE')
      if (feed) return { what: t(`feed.${feed.reason}`), todo: t(`codes.${code}.todo`) }
      const slot = problemData(error, 'SLOT_UNAVAILABLE')
      if (slot) return { what, todo: t(`slot.${slot.reason}`) }
      const schedule = problemData(error, 'SCHEDULE_REFUSED')
      if (schedule) return { what: t(`schedule.${schedule.reason}`), todo: t(`codes.${code}.todo`) }
      const purpose = problemData(error, 'PURPOSE_REFUSED')
      if (purpose) return { what: t(`purpose.${purpose.reason}`), todo: t(`codes.${code}.todo`) }
      const incident = problemData(error, 'INTERNAL')?.incident
      const todo = t(`codes.${code}.todo`, values)
      return { what, todo: incident ? `${todo} ${t('incident', { incident })}` : todo }
    },
    [t, format],
  )
}
