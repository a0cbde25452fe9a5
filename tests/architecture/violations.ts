import { areaOf, importRules, isProduct } from './rules.ts'
import type { Import, SourceTree, WrittenNumber } from './source-tree.ts'

/** A broken rule and where: `rule` is its name, `where` is `path:line → what it reaches`. */
export type Violation = { readonly rule: string; readonly where: string; readonly why: string }

/** Every broken rule of a tree, the imports that must never exist first. */
export function violations(tree: SourceTree): readonly Violation[] {
  return [...forbiddenImports(tree), ...impureRules(tree), ...strayPacing(tree), ...heavyDesktop(tree), ...cycles(tree)]
}

function forbiddenImports({ imports }: SourceTree): readonly Violation[] {
  return importRules.flatMap(({ name, why, forbids }) =>
    imports.filter(forbids).map((seen) => ({ rule: name, why, where: place(seen) })),
  )
}

function place({ from, line, name, typeOnly }: Import): string {
  return `${from}:${line} → ${name}${typeOnly ? ' (types)' : ''}`
}

const allowedInRules = new Set(['zod', 'luxon', 'libphonenumber-js'])

/**
 * `rules.ts` of an area and all that it reaches at run time compute on values only. What a rule leans on is held to the
 * same, so that an impure step cannot hide in a file beside it.
 */
function impureRules(tree: SourceTree): readonly Violation[] {
  const pure = reachedAtRunTime(
    tree,
    tree.files.filter((file) => areaOf(file) !== undefined && /(^|[/-])rules\.ts$/.test(file)),
    staysInArea,
  )
  const leaving = tree.imports.filter((seen) => pure.has(seen.from) && leavesRules(seen))
  const clocks = tree.impurities.filter(({ file }) => pure.has(file))
  return [
    ...leaving.map((seen) => ({
      rule: 'rules-compute-on-values',
      why: 'rules know no disk, network, driver, store, port or Node built-in',
      where: place(seen),
    })),
    ...clocks.map(({ file, line, what }) => ({
      rule: 'rules-know-no-clock',
      why: 'time, ids and chance come into rules as values',
      where: `${file}:${line} → ${what}`,
    })),
  ]
}

/** The one file of pacing numbers: each is there with its reason, and nowhere else. */
const policy = 'main/line/policy.ts'

/** By its name anywhere in the program; in the area of the line any number at all. Invented citizens keep their own pace. */
function strayPacing({ numbers }: SourceTree): readonly Violation[] {
  const held = ({ file }: WrittenNumber) =>
    isProduct(file) && /^main\/(?!channels\/practice\/|documents\/)/.test(file) && file !== policy
  return numbers.filter(held).map(({ file, line, what, named }) => ({
    rule: named ? 'pacing-in-the-policy' : 'line-numbers-in-the-policy',
    why: `every pacing number is in ${policy}, with its reason`,
    where: `${file}:${line} → ${what}`,
  }))
}

function leavesRules({ kind, name, typeOnly }: Import): boolean {
  if (kind === 'builtin') return true
  if (kind === 'package') return !allowedInRules.has(name)
  if (kind === 'missing') return false
  return !typeOnly && !/^(contract|resources)\//.test(name) && areaOf(name) === undefined
}

const staysInArea = ({ from, name }: Import): boolean => areaOf(name) !== undefined && areaOf(name) === areaOf(from)

/** What main/desktop loads through the few files of the station it shares must be as light as itself. */
function heavyDesktop(tree: SourceTree): readonly Violation[] {
  const inDesktop = (file: string): boolean => file.startsWith('main/desktop/')
  const loaded = reachedAtRunTime(
    tree,
    tree.files.filter((file) => inDesktop(file) && isProduct(file)),
    () => true,
  )
  const heavy = /^main\/(?!desktop\/|station\/)/
  return tree.imports
    .filter(({ from, name, typeOnly }) => loaded.has(from) && !inDesktop(from) && !typeOnly && heavy.test(name))
    .map((seen) => ({
      rule: 'desktop-loads-no-area',
      why: 'the process that shows the windows must not load the store or an area, not even through the station',
      where: place(seen),
    }))
}

function reachedAtRunTime(
  { imports }: SourceTree,
  start: readonly string[],
  follow: (seen: Import) => boolean,
): ReadonlySet<string> {
  const reached = new Set(start)
  const fromFile = Map.groupBy(imports, ({ from }) => from)
  for (const file of reached) {
    for (const seen of fromFile.get(file) ?? []) {
      if (seen.kind === 'file' && !seen.typeOnly && follow(seen)) reached.add(seen.name)
    }
  }
  return reached
}

/** Files that import each other in a ring, types included: a ring of types is still one thing in two places. */
function cycles({ imports }: SourceTree): readonly Violation[] {
  const edges = imports.filter(({ kind, from, name }) => kind === 'file' && from !== name)
  return rings(edges.map(({ from, name }) => [from, name])).map((ring) => ({
    rule: 'no-cycles',
    why: 'files that need each other are one file or miss a third',
    where: [...ring, ring[0]].join(' → '),
  }))
}

/** One ring per group of nodes that reach each other, as short a one as passes through its first node. */
function rings(edges: readonly (readonly [string, string])[]): readonly (readonly string[])[] {
  const next = Map.groupBy(edges, ([from]) => from)
  const found: string[][] = []
  const seen = new Set<string>()
  for (const start of [...next.keys()].sort()) {
    const ring = seen.has(start) ? undefined : shortestRing(start, next)
    if (!ring) continue
    found.push(ring)
    for (const node of ring) seen.add(node)
  }
  return found
}

function shortestRing(
  start: string,
  next: ReadonlyMap<string, readonly (readonly [string, string])[]>,
): string[] | undefined {
  const cameFrom = new Map<string, string>()
  const queue = [start]
  for (const node of queue) {
    for (const [, to] of next.get(node) ?? []) {
      if (to === start) return pathBack(node, start, cameFrom)
      if (cameFrom.has(to)) continue
      cameFrom.set(to, node)
      queue.push(to)
    }
  }
  return undefined
}

function pathBack(end: string, start: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [end]
  while (path[0] !== start && path[0] !== undefined) path.unshift(cameFrom.get(path[0]) ?? start)
  return path
}
