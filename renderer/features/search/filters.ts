import { DateTime } from 'luxon'

export type Direction = 'in' | 'out' | 'note'

/** What narrows a search; times in epoch ms, `to` excluded. */
export type Filters = {
  readonly direction: Direction | null
  readonly from: number | null
  readonly to: number | null
  /** The first day lies after the last: nothing can be found. */
  readonly backwards: boolean
}

export type FilterFields = { readonly direction: Direction | ''; readonly from: string; readonly to: string }

export const noFilters: FilterFields = { direction: '', from: '', to: '' }

/** Whole days by the clock of the town: from the beginning of the first to the end of the last. */
export function filtersOf(fields: FilterFields, timeZone: string): Filters {
  const from = startOfDay(fields.from, timeZone)
  const to = startOfDay(fields.to, timeZone)?.plus({ days: 1 }) ?? null
  return {
    direction: fields.direction || null,
    from: from?.toMillis() ?? null,
    to: to?.toMillis() ?? null,
    backwards: from !== null && to !== null && from >= to,
  }
}

function startOfDay(day: string, timeZone: string): DateTime | null {
  const moment = DateTime.fromISO(day, { zone: timeZone })
  return moment.isValid ? moment.startOf('day') : null
}

export const isFiltered = (fields: FilterFields): boolean =>
  fields.direction !== '' || fields.from !== '' || fields.to !== ''
