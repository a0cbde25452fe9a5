import type { Flow, Front } from './compile.ts'
import type { InputMessage } from './conversation.ts'
import { readable, tokens } from './text.ts'
import { isPolite, mentions, type Reading, read, saysOnly } from './understand.ts'

export type Place = { readonly latitude: number; readonly longitude: number; readonly label: string }

/** Everything one citizen sent in one batch, read as one message. */
export type Burst = {
  /** The words of all messages, cut. */
  readonly text: string
  readonly words: readonly string[]
  readonly alarms: Reading
  readonly speech: Reading
  /** The words of the messages that say more than a greeting or thanks. */
  readonly substance: string
  /** Each message on its own: a command may stand alone in a burst. */
  readonly parts: readonly Reading[]
  readonly photos: number
  readonly files: number
  readonly voices: number
  readonly stickers: number
  readonly place: Place | null
}

/** How many of a burst's messages are read: the newest. */
const mostMessages = 50

export function readBurst(front: Front, flow: Flow, messages: readonly InputMessage[]): Burst {
  const recent = messages.slice(-mostMessages)
  const texts = recent.map((message) => readable(message.text)).filter((text) => text.trim() !== '')
  const spoken = texts.map((text) => tokens(withoutCode(text)))
  const words = spoken.flat()
  const vocabulary = flow.speech()
  const speech = read(vocabulary, words)
  const parts = spoken.length < 2 ? [speech] : spoken.map((part) => read(vocabulary, part))
  const count = (...kinds: readonly InputMessage['kind'][]) => recent.filter(({ kind }) => kinds.includes(kind)).length
  return {
    text: texts.join(' '),
    words,
    alarms: read(front.alarms, words),
    speech,
    substance: texts.filter((_, i) => !isPolite(parts[i] ?? speech)).join(' '),
    parts,
    photos: count('image', 'video'),
    files: count('document', 'contact'),
    voices: count('audio'),
    stickers: count('sticker'),
    place: recent.map(placeOf).findLast((place) => place !== null) ?? null,
  }
}

/** The code a poster puts behind the words it has people send ("ALTA C1042") is none of the words. */
const withoutCode = (text: string) => text.replace(/^(\s*\p{L}+(?: \p{L}+){0,3}) +C\d{4}\W*$/iu, '$1')

function placeOf({ location }: InputMessage): Place | null {
  if (!location) return null
  const { latitude, longitude, label } = location
  const onEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180
  return onEarth ? { latitude, longitude, label: label ?? '' } : null
}

/** Whether the burst, or one of its messages, says this and nothing else. */
export function commands(burst: Burst, meaning: string): boolean {
  return saysOnly(burst.speech, meaning) || burst.parts.some((part) => saysOnly(part, meaning))
}

export const says = (burst: Burst, meaning: string): boolean => saysOnly(burst.speech, meaning)

export const speaksOf = (burst: Burst, meaning: string): boolean => mentions(burst.speech, meaning)

/** Why a message without words cannot be an answer; null when it has words. */
export function excuseFor(burst: Burst): string | null {
  if (burst.words.length > 0) return null
  if (burst.voices > 0) return 'voice'
  if (burst.stickers > 0) return 'sticker'
  if (burst.photos > 0) return 'photo_kept'
  if (burst.files > 0) return 'file_kept'
  return burst.place ? 'place_kept' : 'unreadable'
}
