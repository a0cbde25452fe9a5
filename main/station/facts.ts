import type { Language } from '../../contract/common.ts'
import type { Opening, OpeningCalendar } from '../calendar/opening.ts'
import { nameIn } from '../calendar/rules.ts'
import type { TownCalendar } from '../calendar/service.ts'
import type { KnownFacts } from '../knowledge/facts.ts'
import type { TownKnowledge } from '../knowledge/service.ts'
import type { Store } from '../store/store.ts'

/** What the town knows at a moment, and when it is open: pure, and shared by every conversation until something changes. */
export type TownFacts = Pick<KnownFacts, 'answer' | 'lookUp' | 'variable'> &
  Pick<OpeningCalendar, 'openingAt' | 'nextOpening' | 'openMinutesBetween' | 'weekAt'> & {
    /** Why it is closed at `now` on a day on which it would be open: the name of the feast or closure; else empty. */
    closedFor(now: number, language: Language): string
  }

export type FactsKeeper = ReturnType<typeof factsKeeper>

type Needs = { readonly store: Store; readonly calendar: TownCalendar; readonly knowledge: TownKnowledge }

const page = 500

/**
 * Compiles what the town knows once per change, whichever station made it, and once a day. Watches the change feed until
 * it is stopped.
 */
export function factsKeeper({ store, calendar, knowledge }: Needs) {
  let compiled: { readonly facts: TownFacts; readonly today: string } | null = null
  let seen = 0
  let somethingHappened = true
  const stop = store.changes.watch(() => {
    somethingHappened = true
  })

  /** Whether the feed since `seen` tells of facts or settings, or no longer reaches that far back. */
  async function isOutdated(): Promise<boolean> {
    for (;;) {
      const changes = await store.changes.after(seen, page)
      if (changes === null) return true
      seen = changes.at(-1)?.seq ?? seen
      if (changes.some(({ kind }) => kind === 'assistant' || kind === 'settings')) return true
      if (changes.length < page) return false
    }
  }

  async function compile() {
    seen = await store.changes.latest()
    const [opening, known] = [await calendar.snapshot(), await knowledge.snapshot()]
    return { facts: joined(known.facts, opening), today: known.today }
  }

  return {
    /** What the town knows now. */
    async current(): Promise<TownFacts> {
      if (somethingHappened || !compiled) {
        somethingHappened = false
        if (!compiled || (await isOutdated())) compiled = await compile()
      }
      if (compiled.today !== (await knowledge.today())) compiled = await compile()
      return compiled.facts
    },
    stop,
  }
}

const joined = (known: KnownFacts, opening: OpeningCalendar): TownFacts => ({
  answer: known.answer,
  lookUp: known.lookUp,
  variable: known.variable,
  openingAt: opening.openingAt,
  nextOpening: opening.nextOpening,
  openMinutesBetween: opening.openMinutesBetween,
  weekAt: opening.weekAt,
  closedFor: (now, language) => reasonOf(opening.openingAt(now), language),
})

const reasonOf = (opening: Opening | null, language: Language) =>
  opening && !opening.open && opening.reason ? nameIn(opening.reason.name, language) : ''
