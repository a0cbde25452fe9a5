import type { PracticeInbound } from '../../../contract/practice.ts'

/** What can be sent from the phone besides text; files are the practice town's own samples. */
export const attachments = ['photo', 'voice', 'pdf', 'location'] as const
export type Attachment = (typeof attachments)[number]

/** Main square of an invented village, far from anybody's house. */
const somewhere = { latitude: 40.4168, longitude: -3.7038 }

export function inboundOf(
  person: { readonly phone: string; readonly name: string },
  sent: { readonly text: string } | { readonly attachment: Attachment; readonly place: string },
): PracticeInbound {
  const from = { from: person.phone, name: person.name }
  if ('text' in sent) return { ...from, text: sent.text }
  if (sent.attachment === 'location') return { ...from, location: { ...somewhere, label: sent.place } }
  return { ...from, media: { sample: sent.attachment } }
}

export type ReceivedFile = { readonly mime: string; readonly fileName: string; readonly bytes: number }

/** How a phone shows a file without being asked; null for what is opened on demand. */
export function shownAtOnce(mime: string): 'image' | 'audio' | null {
  if (['image/jpeg', 'image/png', 'image/webp'].includes(mime)) return 'image'
  return mime.startsWith('audio/') ? 'audio' : null
}

/** Numbers no operator in Spain gives to WhatsApp (personal numbering, 70x), so an invented person is nobody's phone. */
export function inventedPhone(random: number): string {
  return `+34700${String(Math.floor(random * 1_000_000)).padStart(6, '0')}`
}

/** Without accents or case: how names are compared while typing. */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export function matches(person: { name: string; phone: string; about: string }, typed: string): boolean {
  const text = plain(`${person.name} ${person.phone} ${person.about}`)
  return plain(typed)
    .split(/\s+/u)
    .every((word) => text.includes(word))
}
