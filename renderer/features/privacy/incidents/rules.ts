const minute = 60_000

/** A stretch of milliseconds in whole hours and minutes. */
export function hoursAndMinutes(ms: number): { readonly hours: number; readonly minutes: number } {
  const minutes = Math.floor(ms / minute)
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 }
}

/** A moment as the field of date and time writes it, in the zone of the machine: `2026-03-02T09:05`. */
export function toField(at: number | null): string {
  if (at === null) return ''
  const local = new Date(at - new Date(at).getTimezoneOffset() * minute)
  return local.toISOString().slice(0, 16)
}

/** What the field holds, or `null` when it is empty or no moment. */
export function fromField(text: string): number | null {
  const at = new Date(text).getTime()
  return Number.isNaN(at) ? null : at
}

/** What looks like a Spanish identity number or telephone: it does not belong in the register. */
export const looksPersonal = (text: string): boolean =>
  /\b[XYZ]?\d{7,8}[-\s]?[A-Z]\b/i.test(text) ||
  /(?<!\d)(?:\+34[\s-]?)?[6-9]\d{2}[\s-]?\d{3}[\s-]?\d{3}(?!\d)/.test(text)
