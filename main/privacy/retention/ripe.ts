import type { Reader, Writer } from '../../store/store.ts'
import { casesOf, oldConversations, oldestMessages, oldFiles, oldReserved, reservedMessages } from './queries.ts'
import { type Cutoffs, type FileTerm, fileTerms, type Hold, holdsOf, overThrough } from './rules.ts'

type Db = Reader | Writer

/** Rows looked at in one go. */
const page = 200
/** Of one conversation at a time. */
const most = 2_000

export type Ripe = { readonly id: string; readonly category: 'chat' | 'sensitive'; readonly holds: readonly Hold[] }

/** Conversations with messages whose term may be over, held ones too. */
export async function* ripeConversations(db: Db, cut: Cutoffs, now: number): AsyncGenerator<Ripe> {
  for (let after = ''; ; ) {
    const found = await oldConversations(db, { after, limit: page, chat: cut.chat, sensitive: cut.sensitive })
    const cases = await casesOf(
      db,
      found.map(({ id }) => id),
      now,
    )
    for (const { id, reserved_at } of found) {
      const one = cases.get(id)
      if (one) yield { id, category: reserved_at === null ? 'chat' : 'sensitive', holds: holdsOf(one) }
    }
    const last = found.at(-1)
    if (!last || found.length < page) return
    after = last.id
  }
}

/** Conversations with single messages of the reserved folder whose term is over. */
export async function* ripeReserved(db: Db, cut: Cutoffs, now: number): AsyncGenerator<Ripe> {
  for (let after = ''; ; ) {
    const found = await oldReserved(db, { after, limit: page, cutoff: cut.sensitive })
    const cases = await casesOf(
      db,
      found.map(({ id }) => id),
      now,
    )
    for (const { id } of found) {
      const one = cases.get(id)
      if (one) yield { id, category: 'sensitive', holds: holdsOf(one) }
    }
    const last = found.at(-1)
    if (!last || found.length < page) return
    after = last.id
  }
}

export type RipeFile = {
  readonly id: string
  readonly conversationId: string
  readonly term: FileTerm
  readonly holds: readonly Hold[]
}

/** Stored files whose term is over, held ones too. One that two messages carry comes twice. */
export async function* ripeFiles(db: Db, cut: Cutoffs, now: number): AsyncGenerator<RipeFile> {
  for (const term of fileTerms) {
    for (let after = ''; ; ) {
      const found = await oldFiles(db, { term, after, limit: page, cutoff: cut[term] })
      const cases = await casesOf(db, [...new Set(found.map(({ conversation_id }) => conversation_id))], now)
      for (const { id, conversation_id } of found) {
        const one = cases.get(conversation_id)
        if (one) yield { id, conversationId: conversation_id, term, holds: holdsOf(one) }
      }
      const last = found.at(-1)
      if (!last || found.length < page) break
      after = last.id
    }
  }
}

/** The messages of a conversation whose term is over, the oldest first: at most 2,000. */
export async function overIn(db: Db, { id, category }: Pick<Ripe, 'id' | 'category'>, cut: Cutoffs) {
  const rows = (await oldestMessages(db, id, most + 1)).map((row) => ({
    ...row,
    seq: Number(row.seq),
    at: Number(row.at),
  }))
  const limits = category === 'chat' ? [cut.chat, cut.endlessChat] : [cut.sensitive, cut.endlessSensitive]
  const [cutoff = 0, endless = 0] = limits
  const through = overThrough(rows.slice(0, most), { cutoff, endless, more: rows.length > most })
  return through === null ? [] : rows.filter(({ seq }) => seq <= through)
}

/** Single messages of the reserved folder in a conversation that is not in it. */
export const overReservedIn = async (db: Db, id: string, cut: Cutoffs) =>
  (await reservedMessages(db, id, cut.sensitive, most)).map((row) => ({
    ...row,
    seq: Number(row.seq),
    at: Number(row.at),
  }))
