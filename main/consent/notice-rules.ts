import { firstLayerMost } from '../../contract/notices.ts'

/** What a text may name; the rest of it is the same for everybody. */
export type NoticeFacts = {
  readonly town: string
  readonly address: string
  readonly phone: string
  readonly website: string
  readonly officer: string
  readonly authority: string
  readonly authority_web: string
  readonly age: string
}

/** A text with its facts. A name that nobody knows stays as it is, so that whoever approves it sees it. */
export const fill = (template: string, facts: NoticeFacts): string =>
  template.replace(/\{\{(\w+)\}\}/g, (all, name: string) =>
    Object.hasOwn(facts, name) ? facts[name as keyof NoticeFacts] : all,
  )

/** One word with which people leave, of each language; every one of them is understood everywhere. */
const stopWords = /\b(BAJA|BAIXA|STOP|UTZI)\b/

export type LayerFault = 'too_long' | 'no_town' | 'no_stop_word' | 'no_info' | 'no_authority' | 'unknown_name'

/** What a first layer must hold before anybody may approve it. */
export function firstLayerFaults(template: string, facts: NoticeFacts): readonly LayerFault[] {
  const shown = fill(template, facts)
  const faults: LayerFault[] = []
  if (shown.length > firstLayerMost) faults.push('too_long')
  if (!template.includes('{{town}}')) faults.push('no_town')
  if (!template.includes('{{authority}}')) faults.push('no_authority')
  if (!stopWords.test(shown)) faults.push('no_stop_word')
  if (!/\bINFO\b/.test(shown)) faults.push('no_info')
  if (/\{\{/.test(shown)) faults.push('unknown_name')
  return faults
}

export type DiffLine = { readonly kind: 'same' | 'added' | 'removed'; readonly text: string }

/** Which lines stay, come and go between two texts: the longest common run of lines. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, now] = [linesOf(before), linesOf(after)]
  const common = commonLengths(old, now)
  const lines: DiffLine[] = []
  let [i, j] = [0, 0]
  while (i < old.length || j < now.length) {
    const [was, is] = [old[i], now[j]]
    if (was !== undefined && was === is) {
      lines.push({ kind: 'same', text: was })
      i += 1
      j += 1
    } else if (was !== undefined && (is === undefined || at(common, i + 1, j) >= at(common, i, j + 1))) {
      lines.push({ kind: 'removed', text: was })
      i += 1
    } else {
      lines.push({ kind: 'added', text: is ?? '' })
      j += 1
    }
  }
  return lines
}

const linesOf = (text: string) => (text === '' ? [] : text.split('\n'))
const at = (table: readonly (readonly number[])[], i: number, j: number) => table[i]?.[j] ?? 0

/** How many lines are common from line `i` of one and `j` of the other on. */
function commonLengths(old: readonly string[], now: readonly string[]): number[][] {
  const table = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0))
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const row = table[i]
    if (!row) continue
    for (let j = now.length - 1; j >= 0; j -= 1) {
      row[j] = old[i] === now[j] ? at(table, i + 1, j + 1) + 1 : Math.max(at(table, i + 1, j), at(table, i, j + 1))
    }
  }
  return table
}
