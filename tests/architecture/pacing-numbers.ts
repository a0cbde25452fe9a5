import { type Program, Visitor } from 'oxc-parser'

/** Where a file writes down a number: `named` when what it is called says that it is about pace. */
export type PacingNumber = { readonly offset: number; readonly what: string; readonly named: boolean }

const paceNames =
  /(?:^|[a-z])(?:per(?:Second|Minute|Hour|Day|Week|Month)|gap(?:From|To|Ms)?|spacing|throttle|coolDown|cooldown|warmUp|quietHours|burstWindow|reserve(?:Share)?)$/i

/** What counts, doubles and halves is no pace. */
const harmless = new Set([0, 1, 2])

/** Every number of a file that could be one of pace. */
export function pacingNumbers(program: Program): readonly PacingNumber[] {
  const found: PacingNumber[] = []
  const noteNamed = (name: string | undefined, value: unknown, offset: number) => {
    if (name !== undefined && paceNames.test(name) && holdsNumber(value))
      found.push({ offset, what: `${name} = …`, named: true })
  }
  new Visitor({
    Literal({ value, start, raw }) {
      if (typeof value === 'number' && !harmless.has(value))
        found.push({ offset: start, what: raw ?? '', named: false })
    },
    VariableDeclarator: ({ id, init, start }) => noteNamed(nameOf(id), init, start),
    Property: ({ key, value, start }) => noteNamed(nameOf(key), value, start),
    AssignmentPattern: ({ left, right, start }) => noteNamed(nameOf(left), right, start),
    AssignmentExpression: ({ left, right, start }) => noteNamed(nameOf(left), right, start),
  }).visit(program)
  return found
}

type Node = { readonly type?: string; readonly name?: unknown; readonly property?: unknown }

function nameOf(node: unknown): string | undefined {
  const { type, name, property } = node as Node
  if (type === 'Identifier' && typeof name === 'string') return name
  return type === 'MemberExpression' ? nameOf(property) : undefined
}

/** A number other than none, alone or reckoned from others. */
function holdsNumber(node: unknown): boolean {
  const { type, value, left, right, expression, argument } = (node ?? {}) as Readonly<Record<string, unknown>>
  if (type === 'Literal') return typeof value === 'number' && value !== 0
  if (type === 'BinaryExpression') return holdsNumber(left) || holdsNumber(right)
  if (type === 'UnaryExpression') return holdsNumber(argument)
  return type === 'TSAsExpression' || type === 'TSSatisfiesExpression' ? holdsNumber(expression) : false
}
