export type AddressFault = 'empty' | 'invalid' | 'insecure' | 'credentials'

/** Where a station may be: over https anywhere, over http only on this machine. `https://` is assumed if missing. */
export function stationAddress(text: string): { readonly url: string } | { readonly fault: AddressFault } {
  const typed = text.trim()
  if (typed === '') return { fault: 'empty' }
  const url = URL.parse(/^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`)
  if (url === null || !/^https?:$/.test(url.protocol) || url.hostname === '') return { fault: 'invalid' }
  if (url.username !== '' || url.password !== '') return { fault: 'credentials' }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) return { fault: 'insecure' }
  return { url: url.origin }
}

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host)

export type TownForm = {
  readonly name: string
  readonly privacyNotice: string
  readonly person: string
  readonly username: string
  readonly password: string
  readonly repeat: string
}

export const minPasswordLength = 12

/** The fields that are not right yet, in the order of the form. The station checks everything again. */
export function faultsOf(form: TownForm): readonly (keyof TownForm)[] {
  const within = (text: string, least: number, most: number) =>
    text.trim().length >= least && text.trim().length <= most
  const right: readonly (readonly [keyof TownForm, boolean])[] = [
    ['name', within(form.name, 2, 80)],
    ['privacyNotice', within(form.privacyNotice, 20, 1500)],
    ['person', within(form.person, 2, 80)],
    ['username', /^[a-z0-9._-]{3,40}$/.test(form.username.trim().toLowerCase())],
    ['password', form.password.length >= minPasswordLength],
    ['repeat', form.repeat === form.password],
  ]
  return right.flatMap(([field, isRight]) => (isRight ? [] : [field]))
}
