import type { Row } from './measurement.ts'

const heads = ['what', 'measured', 'compared with', 'ratio', 'target', 'verdict'] as const

function cells(row: Row): readonly string[] {
  const ratio = row.ratio === null ? '–' : row.ratio.toFixed(row.ratio < 10 ? 2 : 0)
  return [row.what, row.measured, row.comparedWith, ratio, row.target, row.verdict]
}

/** The rows as a Markdown table with aligned columns. */
export function table(rows: readonly Row[]): string {
  const lines = [heads, ...rows.map(cells)]
  const widths = heads.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  const written = lines.map((line) => `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`)
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`
  return [written[0], rule, ...written.slice(1)].join('\n')
}
