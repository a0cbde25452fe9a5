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
