import type { EvidenceLanguage } from '../../../contract/ledger.ts'
import en from '../../../resources/privacy/evidence/en.json' with { type: 'json' }
import es from '../../../resources/privacy/evidence/es.json' with { type: 'json' }

export type EvidenceTexts = typeof es

export const evidenceTexts: Readonly<Record<EvidenceLanguage, EvidenceTexts>> = { es, en }

/** The text with each `{name}` replaced. */
export const filled = (text: string, values: Readonly<Record<string, string | number>>): string =>
  text.replaceAll(/\{(\w+)\}/g, (mark, name: string) => String(values[name] ?? mark))
