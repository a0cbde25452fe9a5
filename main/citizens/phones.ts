import { type NumberType, parsePhoneNumberFromString } from 'libphonenumber-js/max'

export type PhoneVerdict =
  | { readonly ok: true; readonly phone: string; readonly foreign: boolean }
  | { readonly ok: false; readonly reason: 'not_a_phone' | 'landline' }

const fixed: ReadonlySet<NumberType> = new Set(['FIXED_LINE', 'TOLL_FREE', 'PREMIUM_RATE', 'SHARED_COST', 'UAN'])

/** Spanish numbers as people write them, with or without a prefix; those that begin so are of landlines. */
const spanishLandline = /^\+34[89]/

/**
 * A number as people write it becomes E.164: spaces, dots and brackets go, `0034` and a bare `34` are `+34`, nine digits
 * are Spanish. Landlines are told apart, because nobody writes from them; so are numbers of other countries.
 */
export function readPhone(written: string): PhoneVerdict {
  const text = written.normalize('NFKC')
  if (!/^[\d\s()+./-]+$/.test(text)) return { ok: false, reason: 'not_a_phone' }
  const digits = text.replace(/\D/g, '').replace(/^00/, '')
  const isWhole = /^\D*(\+|00)/.test(text) || /^34\d{9}$/.test(digits)
  const whole = isWhole ? `+${digits}` : digits
  const parsed = parsePhoneNumberFromString(whole, { defaultCountry: 'ES', extract: false })
  if (!parsed?.isPossible()) return { ok: false, reason: 'not_a_phone' }
  const phone = parsed.number
  const type = parsed.getType()
  if (spanishLandline.test(phone) || (type !== undefined && fixed.has(type))) return { ok: false, reason: 'landline' }
  if (parsed.countryCallingCode === '34' && !/^\+34[67]\d{8}$/.test(phone)) return { ok: false, reason: 'not_a_phone' }
  return { ok: true, phone, foreign: parsed.countryCallingCode !== '34' }
}
