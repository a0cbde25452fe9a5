import type { Variant } from '../../contract/broadcast.ts'
import { type BroadcastRules, broadcastRules } from '../../contract/broadcasts.ts'
import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import farewells from '../../resources/broadcasts/farewells.json' with { type: 'json' }
import guard from '../../resources/broadcasts/guard.json' with { type: 'json' }
import { finished, type Guard, type TextTown } from './text-rules.ts'

export const shippedGuard: Guard = guard

const byLanguage: Readonly<Record<Language, string>> = farewells

/** Texts as they leave: tidy, and with the lines that say who writes and how to leave. */
export const finishedVariants = (variants: readonly Variant[], town: Pick<Town, 'name'>): readonly Variant[] =>
  variants.map(({ lang, text }) => ({ lang, text: finished(text, town, byLanguage[lang]) }))

export const rulesFrom = (json: string | null): BroadcastRules =>
  json === null ? { ownDomains: [] } : broadcastRules.parse(JSON.parse(json))

/** Where texts of the town may lead: its website and the addresses it named besides. */
export function textTown({ name, website }: Pick<Town, 'name' | 'website'>, rules: BroadcastRules): TextTown {
  const host = website === '' ? [] : [new URL(website).hostname.replace(/^www\./, '').toLowerCase()]
  return { name, domains: [...host, ...rules.ownDomains] }
}
