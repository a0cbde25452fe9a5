import { type RetentionPreview, retentionHold } from '../../../contract/retention.ts'
import type { Reader } from '../../store/store.ts'
import { noCounts, plus } from './counts.ts'
import { countBot } from './queries.ts'
import { overIn, overReservedIn, type Ripe, ripeConversations, ripeFiles, ripeReserved } from './ripe.ts'
import type { Cutoffs, Hold } from './rules.ts'

/** Looked at before it says that there is more. */
const mostConversations = 2_000
const mostFiles = 10_000
const shownOldest = 20

type Over = readonly { readonly at: number; readonly media_id?: string | null }[]

/** What a run would remove now; nothing is. */
export async function previewOf(db: Reader, cut: Cutoffs, now: number): Promise<RetentionPreview> {
  let counts = noCounts
  let [seen, more] = [0, false]
  const held = Object.fromEntries(retentionHold.options.map((hold) => [hold, 0])) as Record<Hold, number>
  const oldest: RetentionPreview['oldest'] = []

  const take = ({ id, category, holds }: Ripe, over: Over) => {
    const first = over[0]
    if (!first) return
    for (const hold of holds) held[hold] += 1
    if (holds.length > 0) return
    const found = { messages: over.length, files: over.filter(({ media_id }) => media_id != null).length }
    counts = plus(counts, category, { conversations: 1, ...found })
    oldest.push({ conversationId: id, category, ...found, since: first.at })
  }

  for await (const ripe of ripeConversations(db, cut, now)) {
    seen += 1
    if (seen > mostConversations) {
      more = true
      break
    }
    take(ripe, await overIn(db, ripe, cut))
  }
  for await (const ripe of ripeReserved(db, cut, now)) take(ripe, await overReservedIn(db, ripe.id, cut))
  let files = 0
  for await (const { term, holds } of ripeFiles(db, cut, now)) {
    files += 1
    if (files > mostFiles) {
      more = true
      break
    }
    if (holds.length === 0) counts = plus(counts, term, { files: 1 })
  }
  counts = plus(counts, 'bot', { messages: await countBot(db, cut.bot) })
  const byAge = oldest.toSorted((one, other) => one.since - other.since).slice(0, shownOldest)
  return { counts, held, oldest: byAge, more }
}
