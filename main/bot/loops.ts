import { type Burst, speaksOf } from './burst.ts'
import type { State } from './conversation.ts'

/** What stands for all automatic answers alike. */
const automatic = '(automatic)'

/** Shorter words are said again and again by people too. */
const telling = 12

/** How often in a row a machine is believed to be a person. */
const patience = { automatic: 1, repeated: 2 } as const

/** What the citizen said, as it is compared with what they say next. */
export function echoOf({ echo }: State, burst: Burst): State['echo'] {
  const words = speaksOf(burst, 'auto_reply') ? automatic : burst.words.join(' ').slice(0, 80)
  return { words, times: words !== '' && words === echo.words ? echo.times + 1 : 1 }
}

/** Whether a machine is writing: nobody answers it, and when it goes on a person looks. */
export function loopOf({ words, times }: State['echo']): 'none' | 'silence' | 'person' {
  if (words === automatic) return times > patience.automatic ? 'person' : 'silence'
  return words.length >= telling && times > patience.repeated ? 'person' : 'none'
}
