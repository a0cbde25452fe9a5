import { parsePhoneNumberFromString } from 'libphonenumber-js/min'

/** A phone as people read it: `+34 700 12 34 56`. What is not a phone stays as it is. */
export function phoneText(phone: string): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone
}
