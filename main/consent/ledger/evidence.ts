import { setImmediate as rest } from 'node:timers/promises'
import type { EvidenceLanguage, LedgerEntry, LedgerResult } from '../../../contract/ledger.ts'
import { Problem } from '../../../contract/problems.ts'
import type { RenderPdf } from '../../documents/printed-document.ts'
import { type AuditTrail, actorOf, type Operator } from '../../operators/actor.ts'
import type { Clock } from '../../station/needs.ts'
import type { Store } from '../../store/store.ts'
import type { ChainRow, SealedFields } from './entry.ts'
import { type Allowed, campaignDocument, type Frame, personDocument } from './evidence-document.ts'
import { type EvidenceFile, evidenceFormat, openedFields, proofsFor, type Shown } from './evidence-file.ts'
import type { Heads } from './heads.ts'
import { opened, readable } from './ledger.ts'
import { chainOf } from './queries.ts'

type Needs = {
  readonly store: Store
  readonly clock: Pick<Clock, 'now'>
  readonly audit: AuditTrail
  readonly heads: Heads
  /** Verifies the ledger and remembers what came of it. */
  readonly check: () => Promise<LedgerResult>
  readonly town: () => Promise<{ readonly name: string; readonly timeZone: string }>
  readonly renderPdf: RenderPdf
}

export type EvidenceForm = { readonly format: 'pdf' | 'json'; readonly language: EvidenceLanguage }

/** A recipient of a broadcast, the purpose it was sent for, and when, in epoch milliseconds. */
export type Recipient = { readonly citizenId: string; readonly purposeId: string; readonly at: number }

/** What an evidence of a broadcast shows of an entry: who said yes, and how. */
const shownToAll = ['identity', 'answer']

export type LedgerEvidence = ReturnType<typeof ledgerEvidence>

/** Evidence that holds without us, as a document to read and as a file to check. */
export function ledgerEvidence({ store, clock, audit, heads, check, town, renderPdf }: Needs) {
  const record = (operator: Operator, action: string, detail: string, citizenId?: string) =>
    store.transaction((tx) =>
      audit.record(tx, {
        actor: actorOf(operator),
        action,
        result: 'ok',
        detail,
        ...(citizenId !== undefined && { object: { kind: 'citizen', id: citizenId } }),
      }),
    )

  /** The head of this moment is signed after the entries were read, so it covers all of them. */
  const frameOf = async (shown: readonly Shown[], language: EvidenceLanguage): Promise<Frame> => {
    const ledger = await check()
    const now = await heads.signNow()
    const seqs = shown.map(({ row }) => row.seq)
    const proofs = await proofsFor(store.read, seqs, now)
    return { language, town: await town(), madeAt: clock.now(), ledger, proofs }
  }

  const fileOf = (frame: Frame, shown: readonly Shown[]): EvidenceFile => ({
    format: evidenceFormat,
    v: 1,
    town: frame.town.name,
    madeAt: new Date(frame.madeAt).toISOString(),
    ledger: frame.ledger,
    entries: shown.map((each) => ({ seq: each.row.seq, entry: each.row.entry, opened: openedFields(each) })),
    proofs: frame.proofs,
  })

  const asFile = (name: string, content: EvidenceFile | Uint8Array): File =>
    content instanceof Uint8Array
      ? new File([new Uint8Array(content)], `${name}.pdf`, { type: 'application/pdf' })
      : new File([`${JSON.stringify(content, null, 1)}\n`], `${name}.json`, { type: 'application/json' })

  return {
    /** Throws `NOT_FOUND` for a citizen of whom the ledger says nothing. */
    async person(operator: Operator, citizenId: string, { format, language }: EvidenceForm): Promise<File> {
      const rows = await chainOf(store.read, { citizenId })
      if (rows.length === 0) throw new Problem('NOT_FOUND')
      const shown = rows.map((row) => ({ row, fields: opened(row) }))
      const frame = await frameOf(shown, language)
      const entries = shown.map(({ row, fields }) => readable(row, fields))
      const content =
        format === 'json' ? fileOf(frame, shown) : await renderPdf(personDocument(frame, citizenId, entries))
      await record(operator, 'consent.evidence', format, citizenId)
      return asFile(`permisos-${citizenId.slice(-12)}`, content)
    },

    /** For each recipient, the entry that allowed writing to them for that purpose at that time. */
    async campaign(
      operator: Operator,
      { name, recipients }: { readonly name: string; readonly recipients: readonly Recipient[] },
      { format, language }: EvidenceForm,
    ): Promise<File> {
      const allowed: Allowed[] = []
      const shown: Shown[] = []
      for (const recipient of recipients) {
        const found = allowing(await chainOf(store.read, { citizenId: recipient.citizenId }), recipient)
        if (found) shown.push({ ...found, fields: found.fields && onlyShownToAll(found.fields) })
        allowed.push({ ...recipient, entry: found && readable(found.row, found.fields) })
        if (allowed.length % 50 === 0) await rest()
      }
      const frame = await frameOf(shown, language)
      const content = format === 'json' ? fileOf(frame, shown) : await renderPdf(campaignDocument(frame, allowed))
      await record(operator, 'consent.evidence_campaign', `${format}, ${recipients.length}`)
      return asFile(`permisos-${name}`, content)
    },
  }
}

const onlyShownToAll = (fields: SealedFields): SealedFields =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => shownToAll.includes(field)))

/** The last time before `at` that the person said yes to the purpose. */
function allowing(rows: readonly ChainRow[], { purposeId, at }: Recipient): Shown | null {
  const gives = (entry: LedgerEntry) =>
    entry.event === 'given' && entry.at <= at && (entry.purpose === null || entry.purpose.id === purposeId)
  const row = rows.findLast((each) => gives(readable(each, null)))
  return row ? { row, fields: opened(row) } : null
}
