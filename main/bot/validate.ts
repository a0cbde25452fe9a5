import { type Burst, says, speaksOf } from './burst.ts'
import type { Answer } from './conversation.ts'
import type { AskStep } from './flow.ts'
import { quotable } from './text.ts'

/** Longest answer kept; the thread holds the rest. */
export const longestAnswer = 300

/** What a citizen's words are to the question that is open. */
export type Verdict =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'yes' }
  | { readonly kind: 'no' }
  /** Not yet, but it is coming. */
  | { readonly kind: 'later' }
  | { readonly kind: 'unclear' }

const unclear: Verdict = { kind: 'unclear' }

export function judge(accepts: AskStep['accepts'], burst: Burst): Verdict {
  switch (accepts) {
    case 'text':
      return saysSomething(burst) ? { kind: 'answer', answer: textAnswer(burst.substance) } : unclear
    case 'place':
      return judgePlace(burst)
    case 'photo':
      return judgePhoto(burst)
    case 'yes_no':
      if (speaksOf(burst, 'no')) return { kind: 'no' }
      return speaksOf(burst, 'yes') ? { kind: 'yes' } : unclear
  }
}

export const textAnswer = (text: string): Answer => ({ kind: 'text', text: quotable(text, longestAnswer) })

/** Meanings that answer no open question. */
const empty = [
  'vague',
  'later',
  'yes',
  'no',
  'no_photo',
  'filler',
  'greeting',
  'thanks',
  'number_1',
  'number_2',
  'number_3',
  'number_4',
] as const

function saysSomething({ text, speech }: Burst): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const onlyEmpty = speech.unread === 0 && speech.found.every((found) => empty.some((meaning) => found.has(meaning)))
  return letters >= 3 && !onlyEmpty
}

function judgePlace(burst: Burst): Verdict {
  if (burst.place) return { kind: 'answer', answer: { kind: 'place', ...burst.place } }
  return saysSomething(burst) ? { kind: 'answer', answer: textAnswer(burst.substance) } : unclear
}

function judgePhoto(burst: Burst): Verdict {
  const count = burst.photos + burst.files
  if (count > 0) return { kind: 'answer', answer: { kind: 'photo', count } }
  if (speaksOf(burst, 'no') || speaksOf(burst, 'no_photo'))
    return { kind: 'answer', answer: { kind: 'photo', count: 0 } }
  return says(burst, 'yes') || speaksOf(burst, 'later') ? { kind: 'later' } : unclear
}
