import type { MergePreview } from '../../../contract/citizens.ts'
import { mayBeOnePerson, nameless } from '../rules.ts'

/** How long a merge can be undone, in milliseconds. */
const undoable = 30 * 24 * 60 * 60_000

export const undoUntil = (mergedAt: number) => mergedAt + undoable

/** Merges made before this can no longer be undone at `now`. */
export const tooOld = (now: number) => now - undoable

export type MergeFields = {
  readonly name: string
  readonly language: string | null
  readonly neighbourhood: string
  readonly note: string
}

export const mergeFields = ['name', 'language', 'neighbourhood', 'note'] as const

const isBlank = (value: string | null) => value === null || value === ''

/** What a kept record lacks and the merged one has. */
export const filledBy = (kept: MergeFields, merged: MergeFields): readonly (typeof mergeFields)[number][] =>
  mergeFields.filter((field) => isBlank(kept[field]) && !isBlank(merged[field]))

export const newTags = (kept: readonly string[], merged: readonly string[]): readonly string[] =>
  merged.filter((tag) => !kept.includes(tag))

export const fillsOf = (fields: ReturnType<typeof filledBy>, tags: readonly string[]): MergePreview['fills'] => [
  ...fields,
  ...(tags.length > 0 ? (['tags'] as const) : []),
]

/** A record as proposals compare it. */
export type Comparable = {
  readonly id: string
  readonly name_key: string
  readonly name: string
  readonly neighbourhood: string
  readonly hasPhone: boolean
  readonly hasLid: boolean
}

/**
 * Two records with one name: of one person perhaps when one has only a phone and the other only a WhatsApp id, or when
 * they live in one neighbourhood. A first name alone says nothing.
 */
export function sameNameLikeness(one: Comparable, other: Comparable): 'phone_and_lid' | 'same_name' | null {
  if (one.name_key !== other.name_key || one.name_key === nameless || !mayBeOnePerson(one.name, other.name)) return null
  const onlyPhone = (record: Comparable) => record.hasPhone && !record.hasLid
  const onlyLid = (record: Comparable) => record.hasLid && !record.hasPhone
  const complementary = (onlyPhone(one) && onlyLid(other)) || (onlyLid(one) && onlyPhone(other))
  if (complementary) return 'phone_and_lid'
  if (!one.name_key.includes(' ')) return null
  return one.neighbourhood !== '' && one.neighbourhood === other.neighbourhood ? 'same_name' : null
}

/** Two ids in the order in which a pair is kept. */
export const pair = (one: string, other: string): readonly [string, string] =>
  one < other ? [one, other] : [other, one]
