import { DateTime } from 'luxon'
import type { CalendarEntry, CalendarEntryInput, Community } from '../../contract/calendar.ts'
import { Problem } from '../../contract/problems.ts'
import type { Town } from '../../contract/settings.ts'
import { type AuditTrail, actorOf, type Operator, systemActor } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { feastsFor, feastsOf } from './feasts.ts'
import { readFeed } from './feed.ts'
import { type OpeningCalendar, openingCalendar } from './opening.ts'
import { practiceCalendar } from './practice.ts'
import { putCommunity, putEntry, removeEntry, storedCommunity, storedEntries } from './queries.ts'
import { nameIn, overlapping } from './rules.ts'

type Needs = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: NewId
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
}

/** How many entries a town may keep. */
const mostEntries = 2_000
/** What waiting clocks are given: open time of the last weeks, and of the next ones. */
const weeksBack = 13
const weeksOn = 3
const weekMs = 7 * 86_400_000

export type TownCalendar = ReturnType<typeof townCalendar>

/** When the office is open, and the days that differ from its usual week. */
export function townCalendar({ store, clock, newId, audit, town }: Needs) {
  const changed = { kind: 'settings', objectId: 'calendar' } as const

  async function snapshot(db: Reader | Writer = store.read): Promise<OpeningCalendar> {
    const [entries, community, settings] = [await storedEntries(db), await storedCommunity(db), await town()]
    return openingCalendar({ town: settings, entries, feastsOf: feastsFor(community) })
  }

  /** Adds one to what is stored. Throws `CALENDAR_OVERLAP`, `NOT_FOUND`, or `BAD_INPUT` when there are too many. */
  async function add(tx: Writer, stored: readonly CalendarEntry[], input: CalendarEntryInput, actor: Operator) {
    if (input.id !== undefined && !stored.some(({ id }) => id === input.id)) throw new Problem('NOT_FOUND')
    if (input.id === undefined && stored.length >= mostEntries) throw new Problem('BAD_INPUT', { fields: ['entries'] })
    const clash = overlapping(stored, input)
    if (clash) throw new Problem('CALENDAR_OVERLAP', { name: clash.name, from: clash.from, to: clash.to })
    const entry: CalendarEntry = { ...input, id: input.id ?? newId() }
    await putEntry(tx, entry, actor.id, clock.now())
    return entry
  }

  return {
    snapshot,

    async get(): Promise<{ community: Community | null; entries: CalendarEntry[] }> {
      return { community: await storedCommunity(store.read), entries: [...(await storedEntries(store.read))] }
    },

    async saveCommunity(actor: Operator, community: Community | null): Promise<void> {
      await store.transaction(async (tx) => {
        if ((await storedCommunity(tx)) === community) return
        await putCommunity(tx, community, clock.now())
        const detail = community ?? 'none'
        await audit.record(tx, { actor: actorOf(actor), action: 'calendar.save_community', result: 'ok', detail })
        await store.changes.note(tx, [changed])
      })
    },

    /** Throws `CALENDAR_OVERLAP` when another entry of the kind speaks of one of the days, and `NOT_FOUND`. */
    save(actor: Operator, input: CalendarEntryInput): Promise<CalendarEntry> {
      return store.transaction(async (tx) => {
        const entry = await add(tx, await storedEntries(tx), input, actor)
        const object = { kind: 'calendar_entry', id: entry.id }
        const detail = `${entry.kind} ${entry.from}`
        await audit.record(tx, { actor: actorOf(actor), action: 'calendar.save_entry', object, result: 'ok', detail })
        await store.changes.note(tx, [changed])
        return entry
      })
    },

    /** Throws `NOT_FOUND`. */
    async remove(actor: Operator, id: string): Promise<void> {
      await store.transaction(async (tx) => {
        if (!(await removeEntry(tx, id))) throw new Problem('NOT_FOUND')
        const object = { kind: 'calendar_entry', id }
        await audit.record(tx, { actor: actorOf(actor), action: 'calendar.remove_entry', object, result: 'ok' })
        await store.changes.note(tx, [changed])
      })
    },

    /** Every day of a year as the console shows it, in the town's language. */
    async days(year: number) {
      const [opening, { language }] = [await snapshot(), await town()]
      const { state, source } = feastsOf(year, await storedCommunity(store.read))
      const days = opening.days(year).map(({ date, hours, mark }) => ({
        date,
        hours: [...hours],
        mark: mark && { ...mark, name: nameIn(mark.name, language) },
      }))
      return { year, feasts: state, source, days }
    },

    /** When it was open lately and will be soon; `open` is null in a town without hours. */
    async intervals() {
      const now = clock.now()
      const [from, to] = [now - weeksBack * weekMs, now + weeksOn * weekMs]
      const open = (await snapshot()).intervalsBetween(from, to)
      return { from, to, open: open?.map(([begins, ends]): [number, number] => [begins, ends]) ?? null }
    },

    /** What a feed would add, from this year to two years on. Throws `FEED_UNREADABLE`. */
    async readFeed(text: string) {
      const { year } = DateTime.fromMillis(clock.now(), { zone: (await town()).timeZone })
      const { events, left } = readFeed(text, `${year}-01-01`, `${year + 2}-12-31`)
      const stored = await storedEntries(store.read)
      const isKnown = ({ from, to }: { from: string; to: string }) =>
        (['feast', 'closure'] as const).some((kind) => overlapping(stored, { kind, from, to }))
      return { entries: events.map((event) => ({ ...event, known: isKnown(event) })), left }
    },

    /** Gives a practice store the invented town's calendar of this year and the next, once. */
    async ensurePractice(): Promise<void> {
      await store.transaction(async (tx) => {
        if ((await storedCommunity(tx)) !== null || (await storedEntries(tx)).length > 0) return
        const { year } = DateTime.fromMillis(clock.now(), { zone: (await town()).timeZone })
        const { community, entries } = practiceCalendar([year, year + 1])
        await putCommunity(tx, community, clock.now())
        for (const entry of entries) await putEntry(tx, { ...entry, id: newId() }, null, clock.now())
        await audit.record(tx, { actor: systemActor, action: 'calendar.add_starters', result: 'ok' })
        await store.changes.note(tx, [changed])
      })
    },

    /** Adds all of them or none. Throws `CALENDAR_OVERLAP`, also when two of them speak of one day. */
    importEntries(actor: Operator, entries: readonly CalendarEntryInput[]): Promise<number> {
      return store.transaction(async (tx) => {
        const stored = [...(await storedEntries(tx))]
        for (const { id: _, ...input } of entries) stored.push(await add(tx, stored, input, actor))
        const detail = String(entries.length)
        await audit.record(tx, { actor: actorOf(actor), action: 'calendar.import', result: 'ok', detail })
        await store.changes.note(tx, [changed])
        return entries.length
      })
    },
  }
}
