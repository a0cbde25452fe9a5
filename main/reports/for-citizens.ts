import type { ReportPlace, ReportState } from '../../contract/reports.ts'
import type { Writer } from '../store/store.ts'
import type { ReportsNeeds } from './needs.ts'
import { type Opened, opening } from './opening.ts'
import { lastReason, latestPhotos, reportOfCitizen } from './queries.ts'
import { numberOf, readNumber, tidy, yearAt } from './rules.ts'

export type CitizenReport = {
  readonly conversationId: string
  readonly citizenId: string
  readonly what: string
  readonly place: ReportPlace
  /** How many pictures the citizen sent for it; those are the last ones of the conversation. */
  readonly photos: number
  readonly notify: boolean
}

export type Standing = {
  readonly number: string
  readonly state: ReportState
  readonly what: string
  /** Why it stands so, as the citizen was told; empty when nobody said. */
  readonly reason: string
  /** Epoch milliseconds. */
  readonly openedAt: number
  readonly changedAt: number
}

const mostPhotos = 10

/** What the assistant does for a citizen, inside the transaction of the turn. */
export function forCitizens(needs: ReportsNeeds) {
  const openIn = opening(needs)
  return {
    /** Null when nothing says what it is about. Longer words than a report holds are cut. */
    async open(tx: Writer, report: CitizenReport): Promise<Opened | null> {
      const what = tidy(report.what, 1000)
      if (what.length < 3) return null
      const count = Math.min(mostPhotos, Math.max(0, Math.trunc(report.photos) || 0))
      return openIn(tx, {
        what,
        place: { text: tidy(report.place.text, 200), point: report.place.point },
        department: '',
        photos: await latestPhotos(tx, report.conversationId, count),
        notify: report.notify,
        from: { conversationId: report.conversationId, citizenId: report.citizenId },
        by: { kind: 'bot', id: null },
      })
    },

    /** The citizen's own report of that number, the newest without one; null when there is none. */
    async statusOf(
      tx: Writer,
      { citizenId, number }: { readonly citizenId: string; readonly number: string | null },
    ): Promise<Standing | null> {
      const year = yearAt(needs.clock.now(), (await needs.town()).timeZone)
      const asked = number === null ? null : readNumber(number, year)
      if (number !== null && asked === null) return null
      const row = await reportOfCitizen(tx, citizenId, asked)
      if (!row) return null
      return {
        number: numberOf(row),
        state: row.state,
        what: row.what,
        reason: await lastReason(tx, row.id),
        openedAt: row.created_at,
        changedAt: row.updated_at,
      }
    },
  }
}
