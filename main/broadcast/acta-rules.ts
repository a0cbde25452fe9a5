import { DateTime } from 'luxon'
import type { Acta } from '../../contract/broadcasts.ts'
import en from '../../resources/broadcasts/acta.en.json' with { type: 'json' }
import es from '../../resources/broadcasts/acta.es.json' with { type: 'json' }
import type { Block } from '../documents/printed-document.ts'

type Words = typeof es

/** Documents of the console are in Spanish or English. */
export const actaWords = (language: 'es' | 'en'): Words => (language === 'en' ? en : es)

const fill = (template: string, values: Readonly<Record<string, string>>) =>
  template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')

/** A moment in the town's time. */
export const momentIn = (timeZone: string, language: 'es' | 'en') => (at: number | null) =>
  at === null
    ? actaWords(language).none
    : DateTime.fromMillis(at, { zone: timeZone }).setLocale(language).toFormat('d LLLL yyyy, HH:mm:ss (ZZ)')

export type ActaLook = { readonly language: 'es' | 'en'; readonly timeZone: string }

/** The record of a broadcast as blocks of a document. */
export function actaBlocks(acta: Acta, look: ActaLook): readonly Block[] {
  const words = actaWords(look.language)
  return [
    { kind: 'paragraph', text: words.intro },
    { kind: 'heading', level: 2, text: words.data },
    { kind: 'facts', rows: dataRows(acta, look) },
    { kind: 'heading', level: 2, text: words.audience },
    { kind: 'facts', rows: audienceRows(acta, words) },
    { kind: 'heading', level: 2, text: words.text },
    ...textBlocks(acta, words),
    { kind: 'heading', level: 2, text: words.results },
    ...resultBlocks(acta, words),
    { kind: 'heading', level: 2, text: words.ledger },
    {
      kind: 'facts',
      rows: [
        [words.ledgerEntries, String(acta.ledger.entries)],
        [words.ledgerRange, `${acta.ledger.firstSeq ?? words.none} – ${acta.ledger.lastSeq ?? words.none}`],
        [words.ledgerSent, acta.ledger.sentHash],
        [words.ledgerHash, acta.ledger.deliveriesHash],
        [words.ledgerNow, String(acta.ledger.register.entries)],
        [words.ledgerHead, acta.ledger.register.head],
      ],
    },
  ]
}

export const actaFooter = (acta: Acta, language: 'es' | 'en') =>
  fill(actaWords(language).footer, { id: acta.broadcastId })

function dataRows(acta: Acta, { language, timeZone }: ActaLook): readonly (readonly [string, string])[] {
  const words = actaWords(language)
  const moment = momentIn(timeZone, language)
  const rows: (readonly [string, string])[] = [
    [words.purpose, acta.purpose.name],
    [words.state, words.broadcastStates[acta.state]],
    [words.author, acta.author.name],
    [words.approver, acta.approver?.name ?? words.none],
    [words.approvedAt, moment(acta.approvedAt)],
    [words.startedAt, moment(acta.startedAt)],
    [words.finishedAt, moment(acta.finishedAt)],
  ]
  if (acta.emergency) rows.push([words.emergency, acta.reason])
  return rows
}

function audienceRows({ audience, emergency, purpose }: Acta, words: Words): readonly (readonly [string, string])[] {
  const rows: (readonly [string, string])[] = [
    [words.purpose, emergency ? words.audienceEmergency : `${words.audienceAll}: ${purpose.name}`],
  ]
  const list = (label: string, values: readonly string[]) => values.length > 0 && rows.push([label, values.join(', ')])
  list(words.neighbourhoods, audience.neighbourhoods)
  list(words.languages, audience.languages)
  list(words.tags, audience.tags)
  return rows
}

function textBlocks(acta: Acta, words: Words): readonly Block[] {
  const wordings = acta.variants.flatMap(({ lang, text }, place): Block[] => [
    { kind: 'heading', level: 3, text: fill(words.variant, { number: String(place + 1), language: lang }) },
    { kind: 'quote', text },
  ])
  const file = acta.attachment
  const rows: (readonly [string, string])[] = file ? [[words.file, `${file.fileName} (${file.mime})`]] : []
  return [...wordings, { kind: 'facts', rows: [...rows, [words.hash, acta.textHash]] }]
}

function resultBlocks(acta: Acta, words: Words): readonly Block[] {
  const reasons: Readonly<Record<string, string>> = words.reasons
  const states = Object.entries(words.states) as [keyof Acta['counts'], string][]
  const table = (head: string, rows: readonly { readonly reason: string; readonly count: number }[]): Block[] =>
    rows.length === 0
      ? []
      : [
          { kind: 'heading', level: 3, text: head },
          {
            kind: 'table',
            head: [words.reason, words.count],
            rows: rows.map(({ reason, count }) => [reasons[reason] ?? reason, String(count)]),
          },
        ]
  return [
    { kind: 'facts', rows: [[words.reached, String(acta.reached)]] },
    {
      kind: 'table',
      head: [words.outcome, words.count],
      rows: states.map(([state, label]) => [label, String(acta.counts[state])]),
    },
    ...table(words.excluded, acta.excluded),
    ...table(words.failed, acta.failed),
  ]
}
