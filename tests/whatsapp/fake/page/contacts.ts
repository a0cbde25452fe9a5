import type { WireContact } from '../wire.ts'
import { createWid, type Wid } from './ids.ts'
import { type Attributes, Collection, Model } from './model.ts'

export class Contact extends Model {
  declare readonly id: Wid
  declare readonly name: string | undefined
  declare readonly pushname: string | undefined
  declare readonly phoneNumber: Wid | undefined
  declare readonly isMe: boolean

  constructor(attributes: Attributes & { readonly id: Wid }) {
    super({ isBusiness: false, isEnterprise: false, isContactBlocked: false, ...attributes })
  }
}

/** Who is who: a person has a phone number and a LID, and the page may know either, both, or learn one later. */
export function makeContacts() {
  const contacts = new Collection<Contact>()
  const phoneOfLid = new Map<string, Wid>()
  const lidOfPhone = new Map<string, Wid>()

  function put(id: Wid, attributes: Attributes): Contact {
    const known = contacts.get(id)
    if (known) return known.set(attributes)
    return contacts.add(new Contact({ ...attributes, id }))
  }

  return {
    contacts,

    learn({ phone, lid, name }: WireContact, more: Attributes = {}): void {
      const lidWid = createWid(lid)
      const named = name === '' ? {} : { pushname: name, formattedName: name }
      if (phone === null) {
        put(lidWid, { ...named, ...more })
        return
      }
      const phoneWid = createWid(phone)
      phoneOfLid.set(lid, phoneWid)
      lidOfPhone.set(phone, lidWid)
      put(lidWid, { ...named, ...more, phoneNumber: phoneWid })
      put(phoneWid, { ...named, ...more })
    },

    find(id: Wid): Contact {
      return contacts.get(id) ?? put(id, {})
    },

    phoneOf: (lid: Wid): Wid | undefined => phoneOfLid.get(lid._serialized),
    lidOf: (phone: Wid): Wid | undefined => lidOfPhone.get(phone._serialized),
    alternateOf: (id: Wid): Wid | undefined =>
      id.isLid() ? phoneOfLid.get(id._serialized) : lidOfPhone.get(id._serialized),
  }
}

export type Contacts = ReturnType<typeof makeContacts>

/** Module WAWebContactGetters. */
export const contactGetters = {
  getIsMe: (contact: Contact) => contact.isMe === true,
  getIsUser: (contact: Contact) => contact.id.isUser(),
  getIsGroup: (contact: Contact) => contact.id.isGroup(),
  getIsWAContact: () => true,
  getUserid: (contact: Contact) => contact.id.user,
  getVerifiedName: () => undefined,
  getVerifiedLevel: () => 0,
  getStatusMute: () => false,
  getName: (contact: Contact) => contact.name,
  getShortName: (contact: Contact) => contact.pushname?.split(' ')[0],
  getPushname: (contact: Contact) => contact.pushname,
  getIsEnterprise: () => false,
}
