import { DateTime } from 'luxon'
import type { EvidenceLanguage, LedgerEntry, LedgerResult } from '../../../contract/ledger.ts'
import type { Block, PrintedDocument } from '../../documents/printed-document.ts'
import type { Proof } from './evidence-file.ts'
import { type EvidenceTexts, evidenceTexts, filled } from './evidence-texts.ts'
import { statementOf } from './heads.ts'
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

/** One recipient of a broadcast and the entry that allowed it; null where the ledger has none. */
export type Allowed = { readonly citizenId: string; readonly purposeId: string; readonly entry: LedgerEntry | null }

/** For each recipient, the entry that allowed it. */
export function campaignDocument(frame: Frame, allowed: readonly Allowed[]): PrintedDocument {
  const said = speech(frame)
  const { texts } = said
  const { recipient, identity, purpose, entry: number, at, answer } = texts.campaign.columns
  return framed(frame, texts.campaign.title, [
    { kind: 'paragraph', text: texts.campaign.intro },
    {
      kind: 'facts',
      rows: [
        [texts.entries, String(allowed.length)],
        [texts.verification, verification(said, frame.ledger)],
      ],
    },
    {
      kind: 'table',
      head: [recipient, identity, purpose, number, at, answer],
      rows: allowed.map(({ citizenId, purposeId, entry }) => [
        citizenId,
        entry?.clear?.identity ?? '',
        purposeId,
        entry ? String(entry.seq) : texts.campaign.none,
        entry ? said.time(entry.at) : '',
        entry?.clear?.answer ?? '',
      ]),
    },
  ])
}
