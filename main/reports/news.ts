import type { Language } from '../../contract/common.ts'
import type { ReportState } from '../../contract/reports.ts'
import ca from '../../resources/reports/ca.json' with { type: 'json' }
import en from '../../resources/reports/en.json' with { type: 'json' }
import es from '../../resources/reports/es.json' with { type: 'json' }
import eu from '../../resources/reports/eu.json' with { type: 'json' }
import gl from '../../resources/reports/gl.json' with { type: 'json' }

const texts: Readonly<Record<Language, typeof es>> = { es, ca, 'ca-valencia': ca, gl, eu, en }

/** How much of the citizen's words reminds them of which report it is. */
const reminder = 60

const fill = (template: string, values: Readonly<Record<string, string>>) =>
  template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '')

export type Move = {
  readonly number: string
  readonly what: string
  readonly from: ReportState
  readonly to: ReportState
  /** Empty when none was given. */
  readonly reason: string
}

/** "en marcha": a state as citizens read it. */
export const stateWord = (state: ReportState, language: Language) => texts[language].states[state]

/** The beginning of a text on one line. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length <= reminder ? line : `${line.slice(0, reminder).toWellFormed().trimEnd()}…`
}

/** What a citizen is told of a move; null for a move that is no news. */
export function newsOf({ number, what, from, to, reason }: Move, language: Language): string | null {
  const { news, reason: because } = texts[language]
  const kind = to === 'in_progress' && from !== 'received' ? 'reopened' : to
  if (kind === 'received') return null
  const text = fill(news[kind], { number, what: shortened(what) })
  return reason === '' ? text : `${text}\n${fill(because, { reason })}`
}
