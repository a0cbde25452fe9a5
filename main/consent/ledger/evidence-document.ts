import { setImmediate as rest } from 'node:timers/promises'
import { DateTime } from 'luxon'
import type { EvidenceLanguage, LedgerEntry, LedgerResult } from '../../../contract/ledger.ts'
import type { Block, PrintedDocument } from '../../documents/printed-document.ts'
import type { Allowed } from './campaign.ts'
import type { CampaignPart, Proof } from './evidence-file.ts'
import { type EvidenceTexts, evidenceTexts, filled } from './evidence-texts.ts'
import { statementOf } from './heads.ts'
import { readable } from './ledger.ts'
import { fingerprint } from './signature.ts'

/** What every evidence says, whoever it is of. */
export type Frame = {
  readonly language: EvidenceLanguage
  readonly town: { readonly name: string; readonly timeZone: string }
  /** Epoch milliseconds. */
  readonly madeAt: number
  readonly ledger: LedgerResult
  readonly proofs: readonly Proof[]
}

type Speech = { readonly texts: EvidenceTexts; readonly time: (at: number) => string }

const speech = ({ language, town }: Frame): Speech => ({
  texts: evidenceTexts[language],
  /** In the town, with its distance from UTC. */
  time: (at) => DateTime.fromMillis(at, { zone: town.timeZone }).toFormat("dd/MM/yyyy HH:mm:ss 'UTC'ZZ"),
})

const verification = ({ texts }: Speech, result: LedgerResult): string =>
  result.ok
    ? filled(texts.verified, { entries: result.entries })
    : filled(texts.broken, { seq: result.seq, fault: result.fault })

function proofBlocks({ texts, time }: Speech, proofs: readonly Proof[]): readonly Block[] {
  const heads = proofs.map((proof): Block => {
    const { entries, day, head, at } = statementOf(proof)
    return {
      kind: 'facts',
      rows: [
        [texts.head, `${filled(texts.headValue, { entries, day })} (${time(at)})`],
        [texts.headHash, head],
        [texts.key, proof.publicKey],
        [texts.fingerprint, fingerprint(proof.publicKey)],
        [texts.signature, proof.signature],
      ],
    }
  })
  return [{ kind: 'heading', level: 1, text: texts.proof }, { kind: 'paragraph', text: texts.proofText }, ...heads]
}

function framed(frame: Frame, title: string, blocks: readonly Block[]): PrintedDocument {
  const said = speech(frame)
  const last = frame.proofs.at(-1)
  return {
    title,
    language: frame.language,
    town: frame.town.name,
    madeAt: filled(said.texts.madeAt, { at: said.time(frame.madeAt) }),
    footer: filled(said.texts.footer, { head: last ? statementOf(last).head.slice(0, 16) : '–' }),
    blocks: [...blocks, ...proofBlocks(said, frame.proofs)],
  }
}

type Fact = readonly [label: string, value: string]

const fact = (label: string, value: string | null | undefined): readonly Fact[] => (value ? [[label, value]] : [])

function entryFacts({ texts, time }: Speech, entry: LedgerEntry): readonly Fact[] {
  const { purpose, notice, actor, clear } = entry
  return [
    [texts.purpose, purpose ? filled(texts.purposeValue, purpose) : texts.allPurposes],
    ...fact(texts.basis, entry.basis),
    [texts.method, texts.methods[entry.method]],
    [texts.actor, filled(texts.actors[actor.kind], { id: actor.id ?? '–' })],
    ...fact(texts.identity, clear?.identity),
    ...fact(texts.notice, notice && filled(texts.noticeValue, notice)),
    ...fact(texts.noticeHash, notice?.sha256),
    ...fact(texts.age, clear?.age),
    ...fact(texts.detail, clear?.detail),
    ...fact(texts.expires, entry.expiresAt === null ? null : time(entry.expiresAt)),
    [texts.hash, entry.hash],
  ]
}

const quoted = (label: string, text: string | undefined): readonly Block[] =>
  text === undefined
    ? []
    : [
        { kind: 'heading', level: 3, text: label },
        { kind: 'quote', text },
      ]

/** The state in words; one that has none as it is. */
const statusWord = ({ statuses }: EvidenceTexts, status: string | null): string =>
  status === null ? '' : ((statuses as Readonly<Record<string, string>>)[status] ?? status)

function messagesTable({ texts, time }: Speech, { messages }: LedgerEntry): readonly Block[] {
  if (messages.length === 0) return []
  const { direction, id, at, status } = texts.messageColumns
  const rows = messages.map((seen) => [
    texts[seen.direction],
    seen.providerId ?? seen.messageId,
    time(seen.at),
    statusWord(texts, seen.status),
  ])
  return [
    { kind: 'heading', level: 3, text: texts.messages },
    { kind: 'table', head: [direction, id, at, status], rows },
  ]
}

function entryBlocks(said: Speech, entry: LedgerEntry): readonly Block[] {
  const { texts, time } = said
  const title = filled(texts.entry, { seq: entry.seq, event: texts.events[entry.event], at: time(entry.at) })
  return [
    { kind: 'heading', level: 2, text: title },
    { kind: 'facts', rows: entryFacts(said, entry) },
    ...(entry.clear ? [] : ([{ kind: 'paragraph', text: texts.destroyed }] as const)),
    ...quoted(texts.shown, entry.clear?.shown),
    ...quoted(texts.question, entry.clear?.question),
    ...quoted(texts.answer, entry.clear?.answer),
    ...messagesTable(said, entry),
  ]
}

/** All that the ledger holds of one person, in the order it happened. */
export function personDocument(frame: Frame, citizenId: string, entries: readonly LedgerEntry[]): PrintedDocument {
  const said = speech(frame)
  const { texts } = said
  const identity = entries.findLast((entry) => entry.clear?.identity !== undefined)?.clear?.identity
  return framed(frame, texts.person.title, [
    { kind: 'paragraph', text: texts.person.intro },
    { kind: 'heading', level: 1, text: texts.summary },
    {
      kind: 'facts',
      rows: [
        [texts.subject, citizenId],
        ...fact(texts.identity, identity),
        [texts.entries, String(entries.length)],
        [texts.verification, verification(said, frame.ledger)],
      ],
    },
    { kind: 'heading', level: 1, text: texts.timeline },
    ...entries.flatMap((entry) => entryBlocks(said, entry)),
  ])
}

function campaignFacts(said: Speech, frame: Frame, part: CampaignPart): readonly Fact[] {
  const { texts } = said
  const { facts } = texts.campaign
  const count = (by: Allowed['by']) => part.recipients.filter((recipient) => recipient.by === by).length
  const seqs = part.recipients.flatMap(({ seq }) => seq ?? []).toSorted((a, b) => a - b)
  return [
    [facts.broadcast, part.broadcast],
    [texts.purpose, part.purpose],
    [facts.recipients, String(part.recipients.length)],
    ...(['consent', 'exception', 'none', 'blocked'] as const).map((by): Fact => [facts[by], String(count(by))]),
    [facts.range, `${seqs.length} (${seqs[0] ?? '–'} – ${seqs.at(-1) ?? '–'})`],
    [facts.sentHash, part.sentHash],
    [texts.verification, verification(said, frame.ledger)],
  ]
}

function campaignRow({ texts, time }: Speech, { citizenId, at, by, shown }: Allowed): readonly string[] {
  const { none, blocked, exception } = texts.campaign
  if (by === 'blocked') return ['', '', time(at), blocked, '', '']
  if (shown === null) return [citizenId ?? '', '', time(at), none, '', '']
  const { seq, at: then, clear } = readable(shown.row, shown.fields)
  const number = by === 'exception' ? `${exception} ${seq}` : String(seq)
  return [citizenId ?? '', clear?.identity ?? '', time(at), number, time(then), clear?.answer ?? '']
}

/** Rows written before others get a turn; a hundred take some hundredths of a second. */
const slice = 100

async function campaignRows(said: Speech, allowed: readonly Allowed[]): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = []
  for (const each of allowed) {
    rows.push(campaignRow(said, each))
    if (rows.length % slice === 0) await rest()
  }
  return rows
}

/** For each recipient, the entry that allowed it. */
export async function campaignDocument(
  frame: Frame,
  part: CampaignPart,
  allowed: readonly Allowed[],
): Promise<PrintedDocument> {
  const said = speech(frame)
  const { title, intro, columns, blockedText } = said.texts.campaign
  const hidden = allowed.some(({ by }) => by === 'blocked')
  return framed(frame, title, [
    { kind: 'paragraph', text: intro },
    { kind: 'facts', rows: campaignFacts(said, frame, part) },
    ...(hidden ? ([{ kind: 'paragraph', text: blockedText }] as const) : []),
    {
      kind: 'table',
      head: [columns.recipient, columns.identity, columns.sent, columns.entry, columns.at, columns.answer],
      rows: await campaignRows(said, allowed),
    },
  ])
}
