import type { CannedReply, Town } from '../../contract/settings.ts'

/** What is known of a town before anybody has said anything. */
export const emptyTown: Town = {
  name: '',
  language: 'es',
  timeZone: 'Europe/Madrid',
  phone: '',
  address: '',
  website: '',
  openingHours: [],
  privacyNotice: '',
}

/** The week in order, whatever the order in which it was written down. */
export function inOrder(hours: Town['openingHours']): Town['openingHours'] {
  return [...hours].sort((a, b) => a.weekday - b.weekday || a.from.localeCompare(b.from) || a.to.localeCompare(b.to))
}

/** The fields in which two values of one setting differ, for the audit trail: which, never what. */
export function changedFields<T extends Town | CannedReply>(before: T, after: T): string[] {
  const old: Readonly<Record<string, unknown>> = before
  return Object.entries(after)
    .filter(([field, value]) => JSON.stringify(old[field]) !== JSON.stringify(value))
    .map(([field]) => field)
    .sort()
}
