import { createHash } from 'node:crypto'
import type { Acta } from '../../contract/broadcasts.ts'
import type { Reader } from '../store/store.ts'
import { actaBlocks, actaFooter, actaWords, momentIn } from './acta-rules.ts'
import type { BroadcastNeeds } from './needs.ts'
import type { BroadcastReader } from './reader.ts'
import { hasLeft } from './rules.ts'
import { listOf } from './sent.ts'

/** How many entries there are, and from which to which. */
function span() {
  let [entries, firstSeq, lastSeq] = [0, Number.POSITIVE_INFINITY, 0]
  return {
    add(seq: number | null): void {
      if (seq === null) return
      entries++
      firstSeq = Math.min(firstSeq, seq)
      lastSeq = Math.max(lastSeq, seq)
    },
    read: () => (entries === 0 ? { entries, firstSeq: null, lastSeq: null } : { entries, firstSeq, lastSeq }),
  }
}

/** The record of a broadcast: what was said to whom, who answers for it, and what came of it. */
export function actas(needs: BroadcastNeeds, reader: BroadcastReader) {
  const { store, clock } = needs

  /** One line per delivery, so that a list kept elsewhere can be held against the record. */
  const ledgerOf = async (db: Reader, id: string): Promise<Acta['ledger']> => {
    const [all, sent] = [createHash('sha256'), createHash('sha256')]
    const seqs = span()
    for await (const rows of listOf(db, id))
      for (const row of rows) {
        const line = `${row.id},${row.consent_seq ?? ''}`
        all.update(`${line},${row.state}\n`)
        if (!hasLeft(row)) continue
        sent.update(`${line}\n`)
        seqs.add(row.consent_seq)
      }
    const hashes = { deliveriesHash: all.digest('hex'), sentHash: sent.digest('hex') }
    return { ...seqs.read(), ...hashes, register: await needs.register() }
  }

  const actaOf = async (id: string): Promise<Acta> => {
    const broadcast = await reader.get(id)
    const town = await needs.town()
    const { counts, attachment } = broadcast
    return {
      broadcastId: id,
      town: town.name,
      purpose: broadcast.purpose,
      emergency: broadcast.emergency,
      reason: broadcast.reason,
      state: broadcast.state,
      variants: broadcast.variants,
      textHash: broadcast.textHash ?? '',
      attachment: attachment && { fileName: attachment.fileName, mime: attachment.mime, bytes: attachment.bytes },
      audience: broadcast.audience,
      author: broadcast.author,
      approver: broadcast.approver,
      approvedAt: broadcast.approvedAt,
      startedAt: broadcast.startedAt,
      finishedAt: broadcast.finishedAt,
      counts,
      reached: counts.accepted + counts.delivered + counts.read,
      failed: await reader.failures(id),
      excluded: broadcast.excluded,
      ledger: await ledgerOf(store.read, id),
      madeAt: clock.now(),
    }
  }

  return {
    /** Throws `NOT_FOUND`. */
    of: actaOf,

    async pdf(id: string, language: 'es' | 'en'): Promise<Uint8Array> {
      const acta = await actaOf(id)
      const { timeZone } = await needs.town()
      return needs.print({
        title: actaWords(language).title,
        language,
        town: acta.town,
        madeAt: momentIn(timeZone, language)(acta.madeAt),
        footer: actaFooter(acta, language),
        blocks: actaBlocks(acta, { language, timeZone }),
      })
    },
  }
}
