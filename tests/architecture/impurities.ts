import { type Program, Visitor } from 'oxc-parser'

/** Where a file reads the clock, draws lots, waits or looks at the process. */
export function impurities(program: Program): readonly { readonly offset: number; readonly what: string }[] {
  const found: { offset: number; what: string }[] = []
  new Visitor({
    CallExpression(call) {
      const name = dotted(call.callee)
      if (name === undefined) return
      const asksNow = call.arguments.length === 0 && clockWithoutArguments.has(name)
      if (asksNow || outside.has(name)) found.push({ offset: call.start, what: `${name}()` })
    },
    NewExpression(made) {
      if (dotted(made.callee) === 'Date' && made.arguments.length === 0)
        found.push({ offset: made.start, what: 'new Date()' })
    },
    MemberExpression(member) {
      const name = dotted(member)
      if (name !== undefined && ofProcess.test(name)) found.push({ offset: member.start, what: name })
    },
  }).visit(program)
  return found
}

const clockWithoutArguments = new Set(['Date', 'DateTime.local', 'DateTime.utc'])

const outside = new Set([
  'Date.now',
  'DateTime.now',
  'performance.now',
  'Temporal.Now.instant',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'fetch',
])

const ofProcess = /^process\.(argv|cwd|env|hrtime|memoryUsage|nextTick|pid|platform|stdin|stdout|uptime)$/

type Expression = {
  readonly type: string
  readonly name?: unknown
  readonly object?: unknown
  readonly property?: unknown
}

/** `a.b.c` of a chain of plain names; undefined for anything else. */
function dotted(node: unknown): string | undefined {
  const { type, name, object, property } = node as Expression
  if (type === 'Identifier' && typeof name === 'string') return name === 'globalThis' ? '' : name
  if (type !== 'MemberExpression') return undefined
  const left = dotted(object)
  const right = dotted(property)
  if (left === undefined || right === undefined) return undefined
  return left === '' ? right : `${left}.${right}`
}
