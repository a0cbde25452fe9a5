import { type RetentionSettings, retentionSettings } from '../../../../contract/retention.ts'

export const termNames = [
  'chatMonths',
  'sensitiveMonths',
  'mediaDays',
  'voiceDays',
  'identityDays',
  'botDays',
] as const satisfies readonly (keyof RetentionSettings)[]
export type TermName = (typeof termNames)[number]

/** What a term may be. */
export function boundsOf(name: TermName): { readonly min: number; readonly max: number } {
  const { minValue, maxValue } = retentionSettings.shape[name]
  return { min: minValue ?? 1, max: maxValue ?? 1 }
}

/** The number that was written; null when it is none, or beyond its bounds. */
export function termIn(name: TermName, text: string): number | null {
  const { min, max } = boundsOf(name)
  const n = /^\d{1,4}$/.test(text.trim()) ? Number(text) : Number.NaN
  return n >= min && n <= max ? n : null
}

/** The names in a list with commas; null when one cannot be the name of a topic or department. */
export function namesIn(text: string): readonly string[] | null {
  const names = text.split(',').flatMap((each) => each.trim() || [])
  return names.length <= 30 && names.every((name) => /^[a-z][a-z0-9_]{0,39}$/.test(name)) ? names : null
}
