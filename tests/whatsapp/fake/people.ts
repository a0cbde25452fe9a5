import type { WireContact } from './wire.ts'

export const digitsOf = (phone: string): string => phone.replace(/\D/g, '')
export const phoneId = (phone: string): string => `${digitsOf(phone)}@c.us`
/** Every invented person's LID follows from the phone, so that a test can name it. */
export const lidId = (phone: string): string => `88${digitsOf(phone).padStart(13, '0')}@lid`

const phoneOfLid = (lid: string): string => `${lid.slice(2, lid.indexOf('@')).replace(/^0+/, '')}@c.us`

/** Everyone in the world: people exist on WhatsApp unless they are said not to. */
export function makePeople() {
  const absent = new Set<string>()
  const hidden = new Set<string>()
  const names = new Map<string, string>()

  return {
    notOnWhatsApp: (phone: string): unknown => absent.add(phoneId(phone)),
    /** Asking for this person's LID tells no number. */
    hidesNumber: (phone: string): unknown => hidden.add(phoneId(phone)),
    called: (phone: string, name: string): unknown => names.set(phoneId(phone), name),

    /** What WhatsApp answers when asked for an id of either form. */
    find(wid: string): WireContact | null {
      const phone = wid.endsWith('@lid') ? phoneOfLid(wid) : wid
      if (absent.has(phone)) return null
      const secret = wid.endsWith('@lid') && hidden.has(phone)
      return { phone: secret ? null : phone, lid: lidId(phone), name: names.get(phone) ?? '' }
    },

    /** What a page learns from a message alone: the name the sender gave himself, and the id he wrote under. */
    sender(wid: string): WireContact {
      const phone = wid.endsWith('@lid') ? phoneOfLid(wid) : wid
      return { phone: wid.endsWith('@lid') ? null : phone, lid: lidId(phone), name: names.get(phone) ?? '' }
    },
  }
}

export type People = ReturnType<typeof makePeople>
