import type { Language } from '../../../../contract/common.ts'
import type { Understand, Understanding } from '../../ports.ts'
import type { Phrase } from './phrases.ts'

/** How well phrases were understood; every rate from 0 to 1. */
export type Evaluation = {
  readonly phrases: number
  /** The best guess was right. */
  readonly top1: number
  /** The right one was among the three best. */
  readonly top3: number
  /** Answered, and wrongly. */
  readonly confidentWrong: number
  /** Answered at once, right or wrong. */
  readonly acted: number
  readonly optOutRecall: number
  readonly optOutFalse: number
  readonly dangerRecall: number
  readonly dangerFalse: number
  /** Of messages that mean no service, those that were answered. */
  readonly noneActed: number
}

export type Judged = Phrase & { readonly read: Understanding }

export const judgeAll = (understand: Understand, phrases: readonly Phrase[]): Judged[] =>
  phrases.map((phrase) => ({ ...phrase, read: understand(phrase.text, null) }))

const rate = <T>(all: readonly T[], hit: (item: T) => boolean) =>
  all.length === 0 ? 0 : all.filter(hit).length / all.length

export function evaluate(judged: readonly Judged[]): Evaluation {
  const of = (intent: string) => judged.filter((phrase) => phrase.intent === intent)
  const but = (intent: string) => judged.filter((phrase) => phrase.intent !== intent)
  return {
    phrases: judged.length,
    top1: rate(judged, ({ intent, read }) => read.intent === intent),
    top3: rate(judged, ({ intent, read }) => read.top.some((guess) => guess.intent === intent)),
    confidentWrong: rate(judged, isConfidentlyWrong),
    acted: rate(judged, ({ read }) => read.decision === 'act'),
    optOutRecall: rate(of('opt_out'), ({ read }) => read.optOut === 'yes'),
    optOutFalse: rate(but('opt_out'), ({ read }) => read.optOut === 'yes'),
    dangerRecall: rate(of('emergency'), ({ read }) => read.danger),
    dangerFalse: rate(but('emergency'), ({ read }) => read.danger),
    noneActed: rate(of('none'), ({ read }) => read.decision === 'act'),
  }
}

export const isConfidentlyWrong = ({ intent, read }: Judged) => read.decision === 'act' && read.intent !== intent

/** The halves of an evaluation: `tuning` may be looked at, `final` only measures. The text decides, so it stays. */
export function half(phrase: Pick<Phrase, 'text'>): 'tuning' | 'final' {
  let sum = 7
  for (const letter of phrase.text) sum = (Math.imul(sum, 31) + (letter.codePointAt(0) ?? 0)) >>> 0
  return sum % 2 === 0 ? 'tuning' : 'final'
}

export const byLanguage = <T extends { readonly lang: Language }>(phrases: readonly T[]): Map<Language, T[]> =>
  Map.groupBy(phrases, (phrase) => phrase.lang)
