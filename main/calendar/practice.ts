import { z } from 'zod'
import { type CalendarEntryInput, calendarEntryInput, community } from '../../contract/calendar.ts'
import shipped from '../../resources/calendar/practice.json' with { type: 'json' }

const document = z.object({
  community,
  /** Days without their year. */
  entries: z.array(z.looseObject({ from: z.string(), to: z.string() })),
})

/** The invented town's calendar in each of `years`. */
export function practiceCalendar(years: readonly number[]) {
  const { community, entries } = document.parse(shipped)
  const dated: CalendarEntryInput[] = years.flatMap((year) =>
    entries.map((entry) =>
      calendarEntryInput.parse({ ...entry, from: `${year}-${entry.from}`, to: `${year}-${entry.to}` }),
    ),
  )
  return { community, entries: dated }
}
