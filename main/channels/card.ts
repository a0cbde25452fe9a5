import type { OutboundCard } from './channel.ts'

/** A contact card as phones read it (vCard 3.0): the name, and the number as WhatsApp wants it. */
export function vcardOf({ name, phone }: OutboundCard): string {
  const shown = escaped(name)
  const waid = phone.replace(/\D/g, '')
  return [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `N:;${shown};;;`,
    `FN:${shown}`,
    `ORG:${shown}`,
    `TEL;type=CELL;type=VOICE;waid=${waid}:${phone}`,
    'END:VCARD',
  ].join('\n')
}

/** What would end a value or a line is written as vCard says. */
const escaped = (text: string) =>
  text
    .replace(/[\r\n]+/g, ' ')
    .replaceAll('\\', '\\\\')
    .replaceAll(';', '\\;')
    .replaceAll(',', '\\,')

/** A card in words, for a channel that cannot send one, and back: the name, and the number below it. */
export const cardInWords = ({ name, phone }: OutboundCard): string => `${name}\n${phone}`

/** Null when the words are no card. */
export function cardFromWords(text: string): OutboundCard | null {
  const [, name, phone] = /^([^\n]+)\n(\+\d{6,15})$/.exec(text) ?? []
  return name !== undefined && phone !== undefined ? { name, phone } : null
}
