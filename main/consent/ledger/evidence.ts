import type { EvidenceLanguage, LedgerResult } from '../../../contract/ledger.ts'
import { Problem } from '../../../contract/problems.ts'
import type { RenderPdf } from '../../documents/printed-document.ts'
import { type AuditEntry, type AuditTrail, actorOf, type Operator } from '../../operators/actor.ts'
import type { Clock } from '../../station/needs.ts'
import type { Store } from '../../store/store.ts'
import { allowedIn, type Campaign, campaignPart } from './campaign.ts'
import { campaignDocument, type Frame, personDocument } from './evidence-document.ts'
import { type EvidenceFile, evidenceFormat, fileEntries, proofsFor, type Shown, written } from './evidence-file.ts'
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

export type LedgerEvidence = ReturnType<typeof ledgerEvidence>

/** Evidence that holds without us, as a document to read and as a file to check. */
export function ledgerEvidence({ store, clock, audit, heads, check, town, renderPdf }: Needs) {
  const record = (operator: Operator, action: string, detail: string, object: NonNullable<AuditEntry['object']>) =>
    store.transaction((tx) => audit.record(tx, { actor: actorOf(operator), action, result: 'ok', detail, object }))

  /** The head of this moment is signed after the entries were read, so it covers all of them. */
  const frameOf = async (shown: readonly Shown[], language: EvidenceLanguage): Promise<Frame> => {
    const ledger = await check()
    const now = await heads.signNow()
    const seqs = shown.map(({ row }) => row.seq)
    const proofs = await proofsFor(store.read, seqs, now)
    return { language, town: await town(), madeAt: clock.now(), ledger, proofs }
  }

  const fileOf = async (frame: Frame, shown: readonly Shown[]): Promise<EvidenceFile> => ({
    format: evidenceFormat,
    v: 1,
    town: frame.town.name,
    madeAt: new Date(frame.madeAt).toISOString(),
    ledger: frame.ledger,
    entries: await fileEntries(shown),
    proofs: frame.proofs,
  })

  const asFile = async (name: string, content: EvidenceFile | Uint8Array): Promise<File> =>
    content instanceof Uint8Array
      ? new File([new Uint8Array(content)], `${name}.pdf`, { type: 'application/pdf' })
      : new File([...(await written(content))], `${name}.json`, { type: 'application/json' })

  return {
    /** Throws `NOT_FOUND` for a citizen of whom the ledger says nothing. */
    async person(operator: Operator, citizenId: string, { format, language }: EvidenceForm): Promise<File> {
      const rows = await chainOf(store.read, { citizenId })
      if (rows.length === 0) throw new Problem('NOT_FOUND')
      const shown = rows.map((row) => ({ row, fields: opened(row) }))
      const frame = await frameOf(shown, language)
      const entries = shown.map(({ row, fields }) => readable(row, fields))
      const content =
        format === 'json' ? await fileOf(frame, shown) : await renderPdf(personDocument(frame, citizenId, entries))
      await record(operator, 'consent.evidence', format, { kind: 'citizen', id: citizenId })
      return asFile(`permisos-${citizenId.slice(-12)}`, content)
    },

    /** For each recipient of a broadcast, the entry that allowed writing to them. */
    async campaign(operator: Operator, campaign: Campaign, { format, language }: EvidenceForm): Promise<File> {
      const allowed = await allowedIn(store.read, campaign)
      const shown = allowed.flatMap((each) => each.shown ?? [])
      const frame = await frameOf(shown, language)
      const part = campaignPart(campaign, allowed)
      const content =
        format === 'json'
          ? { ...(await fileOf(frame, shown)), campaign: part }
          : await renderPdf(await campaignDocument(frame, part, allowed))
      const object = { kind: 'broadcast', id: campaign.broadcastId }
      await record(operator, 'consent.evidence_campaign', `${format}, ${allowed.length}`, object)
      return asFile(`permisos-${campaign.broadcastId}`, content)
    },
  }
}
