import { type CalendarEntry, type Community, calendarEntry, community } from '../../contract/calendar.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'

const communityKey = 'calendar.community'

export async function storedCommunity(db: Reader | Writer): Promise<Community | null> {
  const json = await readSetting(db, communityKey)
  return json === null ? null : community.nullable().parse(JSON.parse(json))
}

export async function putCommunity(tx: Writer, value: Community | null, now: number): Promise<void> {
  await writeSetting(tx, communityKey, value, now)
}

/** Every entry, in order of date. */
export async function storedEntries(db: Reader | Writer): Promise<readonly CalendarEntry[]> {
  const rows = await db
    .selectFrom('calendar_entries')
    .select(['id', 'kind', 'from_date', 'to_date', 'name', 'hours_json'])
    .orderBy('from_date')
    .orderBy('id')
    .execute()
  return rows.map(({ id, kind, from_date: from, to_date: to, name, hours_json }) => {
    const hours = hours_json === null ? undefined : JSON.parse(hours_json)
    return calendarEntry.parse({ id, kind, from, to, name, ...(kind === 'timetable' ? { week: hours } : { hours }) })
  })
}

export async function putEntry(tx: Writer, entry: CalendarEntry, authorId: string | null, now: number): Promise<void> {
  const written = {
    kind: entry.kind,
    from_date: entry.from,
    to_date: entry.to,
    name: entry.name,
    hours_json: hoursOf(entry),
    author_id: authorId,
    updated_at: now,
  }
  await tx
    .insertInto('calendar_entries')
    .values({ id: entry.id, ...written })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(written))
    .execute()
}

function hoursOf(entry: CalendarEntry): string | null {
  if (entry.kind === 'timetable') return JSON.stringify(entry.week)
  return 'hours' in entry ? JSON.stringify(entry.hours) : null
}

/** False when there was none. */
export async function removeEntry(tx: Writer, id: string): Promise<boolean> {
  const removed = await tx.deleteFrom('calendar_entries').where('id', '=', id).returning('id').executeTakeFirst()
  return removed !== undefined
}
