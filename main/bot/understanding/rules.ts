import type { Guess, Understanding } from '../ports.ts'

/**
 * Where a guess becomes an answer. Chosen on the half of our evaluation that the models never saw, so that at most four
 * answers in a hundred are confident and wrong; `npm run intents -- --evaluate` prints what they give.
 */
export const thresholds = {
  /** From here on an intent is answered. */
  act: 0.68,
  /** An intent this far ahead of the next may be answered from `actAhead` on. */
  actAhead: 0.6,
  lead: 0.35,
  /** From here on it is worth asking which one is meant. */
  offer: 0.1,
  /** From here on somebody leaves; missing one costs more than one confirmation too many. */
  leaves: 0.15,
  /** From here on leaving, as the best guess of all intents, is believed. */
  leavesFirst: 0.35,
  /** From here on only the citizen can tell whether they leave, unless leaving is the best guess by so much. */
  doubt: 0.5,
  noDoubt: 0.7,
  /** From here on people may be in danger; missing one costs more than 112 told in vain. */
  danger: 0.38,
} as const

/** What the book calls a phrase of which only the citizen can tell whether it means leaving. */
export const doubt = 'doubt'

const scoreOf = (guesses: readonly Guess[], intent: string) =>
  guesses.find((guess) => guess.intent === intent)?.score ?? 0

type Learned = { readonly intent: string; readonly trust: number } | null

/**
 * Leaving is looked for twice, by a model of its own and among all intents; each finds what the other misses. A doubt
 * is one only where the model of its own has it. A phrase that is `known` word for word needs no judging.
 */
export function judgeOptOut(
  known: string | null,
  own: readonly Guess[],
  intents: readonly Guess[],
  learned: Learned,
): Understanding['optOut'] {
  if (learned && learned.trust > 0.5) return learned.intent === 'opt_out' ? 'yes' : 'no'
  if (known !== null) return { [doubt]: 'ask' as const, opt_out: 'yes' as const }[known] ?? 'no'
  const among = intents[0]?.intent === 'opt_out' ? intents[0].score : 0
  if (scoreOf(own, 'ask') >= thresholds.doubt && among < thresholds.noDoubt) return 'ask'
  return scoreOf(own, 'yes') >= thresholds.leaves || among >= thresholds.leavesFirst ? 'yes' : 'no'
}

/** Danger, too, is looked for twice. What was taught has no say in it: `intents` are the models' own. */
export const judgeDanger = (known: string | null, own: readonly Guess[], intents: readonly Guess[]): boolean =>
  known === null
    ? Math.max(scoreOf(own, 'yes'), scoreOf(intents, 'emergency')) >= thresholds.danger
    : known === 'emergency'

/** What is looked for on its own, before any service. */
export type Certain = { readonly optOut: Understanding['optOut']; readonly danger: boolean }

/** What outranks whatever else a message may mean: danger, then leaving. */
function outranking({ optOut, danger }: Certain): string | null {
  if (danger) return 'emergency'
  return optOut === 'yes' ? 'opt_out' : null
}

/** `guesses` are all intents, likeliest first. */
export function decide(
  words: readonly string[],
  guesses: readonly Guess[],
  certain: Certain,
): Pick<Understanding, 'intent' | 'score' | 'top' | 'decision'> {
  const [best, second] = guesses
  const top = guesses.slice(0, 3)
  if (!best || words.length === 0) return { intent: 'none', score: 1, top, decision: 'none' }
  const forced = outranking(certain)
  if (forced) {
    const score = Math.max(best.score, thresholds.act)
    const rest = guesses.filter(({ intent }) => intent !== forced).slice(0, 2)
    return { intent: forced, score, top: [{ intent: forced, score }, ...rest], decision: 'act' }
  }
  const decided = { intent: best.intent, score: best.score, top }
  if (best.intent === 'none') return { ...decided, decision: 'none' }
  const ahead = best.score - (second?.score ?? 0)
  const sure = best.score >= thresholds.act || (best.score >= thresholds.actAhead && ahead >= thresholds.lead)
  if (sure) return { ...decided, decision: 'act' }
  return { ...decided, decision: best.score >= thresholds.offer ? 'offer' : 'none' }
}
