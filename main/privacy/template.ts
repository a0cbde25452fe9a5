import type { LegibleBlock } from '../../contract/rights.ts'

/** A document as it ships: `{{name}}` stands for a fact of the town, `missing` for one that nobody has set. */
export type Template = {
  readonly title: string
  readonly footer: string
  readonly missing: string
  readonly blocks: readonly LegibleBlock[]
}

type Facts = Readonly<Record<string, string>>

/** The blocks with every fact in its place. */
export function filled({ blocks, missing }: Template, facts: Facts): LegibleBlock[] {
  const fill = (text: string) => text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => facts[name]?.trim() || missing)
  return blocks.map((block): LegibleBlock => {
    switch (block.kind) {
      case 'heading':
      case 'paragraph':
        return { ...block, text: fill(block.text) }
      case 'facts':
        return { ...block, rows: block.rows.map(([label, value]): [string, string] => [fill(label), fill(value)]) }
      case 'table':
        return { ...block, head: block.head.map(fill), rows: block.rows.map((row) => row.map(fill)) }
    }
  })
}

type Written = {
  readonly title: string
  readonly town: string
  readonly madeAt: string
  readonly blocks: readonly LegibleBlock[]
}

/** The same as text that any editor opens. */
export function markdownOf({ title, town, madeAt, blocks }: Written): string {
  return `${[`# ${title}`, `${town} · ${madeAt}`, ...blocks.map(markdown)].join('\n\n')}\n`
}

const cell = (text: string) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|')
const row = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`

function markdown(block: LegibleBlock): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level)} ${block.text}`
    case 'paragraph':
      return block.text
    case 'facts':
      return block.rows.map(([label, value]) => `- **${label}:** ${value}`).join('\n')
    case 'table':
      return [row(block.head), row(block.head.map(() => '---')), ...block.rows.map(row)].join('\n')
  }
}
