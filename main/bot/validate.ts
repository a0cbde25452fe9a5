import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Answer } from './answer.ts'
import { type Burst, says, speaksOf } from './burst.ts'
import { chosen, chosenTogether } from './chosen.ts'
import { dayIn } from './dates.ts'
import type { AskStep } from './flow.ts'
import { page, type Scene } from './scene.ts'
import { quotable } from './text.ts'
import { variable } from './write.ts'

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

const dayAnswer = (date: string | null): Answer | null => (date === null ? null : { kind: 'date', date })

const unclear: Verdict = { kind: 'unclear' }
const found = (answer: Answer | null): Verdict => (answer ? { kind: 'answer', answer } : unclear)

export function judge(ask: AskStep, scene: Scene): Verdict {
  const { burst } = scene
  switch (ask.accepts) {
    case 'text':
      return saysSomething(burst) ? { kind: 'answer', answer: textAnswer(burst.substance) } : unclear
    case 'place':
      return judgePlace(burst)
    case 'photo':
      return judgePhoto(burst)
    case 'number':
      return found(numberIn(burst, ask.min ?? 0, ask.max ?? Number.MAX_SAFE_INTEGER))
    case 'date':
      return found(dayAnswer(dayIn(scene, scene.burst.text, ask)))
    case 'phone':
      return found(phoneIn(burst.text))
    case 'choice':
      return found(chosen(ask, scene))
    case 'yes_no':
      if (speaksOf(burst, 'no')) return { kind: 'no' }
      return speaksOf(burst, 'yes') ? { kind: 'yes' } : unclear
    case 'choices':
      return found(chosenTogether(ask, scene))
    case 'assent':
      return judgeAssent(ask, scene)
  }
}

type Assent = Extract<AskStep, { accepts: 'assent' }>

/** Yes is those words alone, or an age, and no question; no may be said in passing, but not beside a yes. */
function judgeAssent(ask: Assent, scene: Scene): Verdict {
  const { burst } = scene
  const age = ofAge(ask, scene)
  const refused = speaksOf(burst, 'no') || speaksOf(burst, ask.refuse) || age === 'no'
  const agreed = speaksOf(burst, ask.words) || age === 'yes'
  if (agreed === refused) return unclear
  if (refused) return { kind: 'no' }
  return (age === 'yes' || says(burst, ask.words)) && !burst.text.includes('?') ? { kind: 'yes' } : unclear
}

/** Ages that are not the number of a choice, nor anything else. */
const ages = { min: 5, max: 120 }

/** What an age in the words answers; null without one, and where no number of years is asked for. */
function ofAge({ ofAge: name }: Assent, scene: Scene): 'yes' | 'no' | null {
  const years = name === undefined ? 0 : Number(variable(page(scene, scene.state.answers, 'citizen'), name))
  const said = years > 0 ? numberIn(scene.burst, ages.min, ages.max) : null
  if (said?.kind !== 'number') return null
  return said.value >= years ? 'yes' : 'no'
}

export const textAnswer = (text: string): Answer => ({ kind: 'text', text: quotable(text, longestAnswer) })

const numbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

/** The one number the words hold, in digits or up to nine in letters. */
function numberIn(burst: Burst, min: number, max: number): Answer | null {
  const digits = [...burst.text.slice(0, longestAnswer).matchAll(/-?\d+(?:[.,]\d{1,2}(?!\d))?/g)].map(([text]) =>
    Number(text.replace(',', '.')),
  )
  const spoken = numbers.filter((number) => speaksOf(burst, `number_${number}`))
  const [value, ...others] = digits.length > 0 ? new Set(digits) : spoken
  if (value === undefined || others.length > 0) return null
  return Number.isFinite(value) && value >= min && value <= max ? { kind: 'number', value } : null
}

/** A telephone number, Spanish unless it says otherwise. */
function phoneIn(text: string): Answer | null {
  const [digits] = text.slice(0, longestAnswer).match(/\+?\d(?:[\s().-]?\d){5,16}/) ?? []
  const parsed = digits === undefined ? undefined : parsePhoneNumberFromString(digits, 'ES')
  return parsed?.isPossible() ? { kind: 'phone', phone: parsed.number } : null
}

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
  ...numbers.map((number) => `number_${number}`),
] as const

function saysSomething({ text, speech }: Burst): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const onlyEmpty = speech.unread === 0 && speech.found.every((meanings) => empty.some((word) => meanings.has(word)))
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
