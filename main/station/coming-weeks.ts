import type { Forecast, LineCalendar } from '../../contract/line-safety.ts'
import { turnsOf } from '../broadcast/forecasting.ts'
import type { Broadcasts } from '../broadcast/service.ts'
import type { LineSafetyDesk } from '../line/safety.ts'

type Parts = {
  readonly safety: Pick<LineSafetyDesk, 'calendar' | 'forecast'>
  readonly broadcasts: Pick<Broadcasts, 'coming'>
}

/** The days to come of a line, with the broadcasts that take a part of them. */
export const comingWeeks = ({ safety, broadcasts }: Parts) => ({
  /** Throws `NOT_FOUND`. */
  async calendar(lineId: string): Promise<LineCalendar> {
    const coming = await broadcasts.coming(lineId)
    const days = await safety.calendar(lineId, turnsOf(coming))
    return {
      days,
      broadcasts: coming
        .map(({ id, title, state, runs }) => ({
          ...{ id, title, state, times: runs.length },
          startsAt: Math.min(...runs.map(({ startAt }) => startAt)),
          left: runs.reduce((sum, { left }) => sum + left, 0),
        }))
        .toSorted((a, b) => a.startsAt - b.startsAt),
    }
  },

  /** Throws `NOT_FOUND`. `startAt`: epoch milliseconds, now unless given. */
  forecast: async (
    lineId: string,
    plan: { readonly recipients: number; readonly startAt?: number | undefined },
  ): Promise<Forecast> => safety.forecast(lineId, plan, turnsOf(await broadcasts.coming(lineId, plan.startAt))),
})
