import { serialize } from './disk.ts'
import type { File, MediaServer } from './media.ts'
import type { Attributes, WireMessage } from './wire.ts'

/** A message as the citizen's phone shows it. */
export type Received = {
  readonly id: string
  /** Phone number or LID the message was addressed to, as WhatsApp writes it. */
  readonly to: string
  readonly text: string
  readonly kind: string
  readonly replyTo?: string
  readonly file?: File
  /** Epoch milliseconds of its crossing. */
  readonly at: number
}

/** One try that crossed the wire; the same message may cross more than once. */
export type Crossing = { readonly id: string; readonly to: string; readonly shown: boolean; readonly at: number }

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

function fileOf(media: MediaServer, attributes: Attributes): File | undefined {
  const bytes = media.read(text(attributes.directPath))
  if (!bytes) return undefined
  const fileName = typeof attributes.filename === 'string' ? { fileName: attributes.filename } : {}
  return { bytes, mime: text(attributes.mimetype), ...fileName }
}

/** The phones of all citizens: a message whose id they know already is dropped without a word, as real phones do. */
export function makeRecipients(needs: { readonly media: MediaServer; now(): number }) {
  const received: Received[] = []
  const crossings: Crossing[] = []
  const known = new Set<string>()

  return {
    received,
    crossings,

    /** Whether a telephone showed it. */
    take({ key, attributes }: WireMessage): boolean {
      const at = needs.now()
      const name = serialize(key)
      const shown = !known.has(name)
      crossings.push({ id: key.id, to: key.remote, shown, at })
      if (!shown) return false
      known.add(name)
      const file = fileOf(needs.media, attributes)
      const replyTo = text(attributes.quotedStanzaID)
      received.push({
        id: key.id,
        to: key.remote,
        text: file ? text(attributes.caption) : text(attributes.body),
        kind: text(attributes.type),
        ...(replyTo === '' ? {} : { replyTo }),
        ...(file ? { file } : {}),
        at,
      })
      return true
    },
  }
}

export type Recipients = ReturnType<typeof makeRecipients>
