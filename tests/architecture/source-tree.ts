import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { dirname, join, posix, relative, sep } from 'node:path'
import { type ParseResult, type Program, parseSync, Visitor } from 'oxc-parser'
import { impurities } from './impurities.ts'
import { pacingNumbers } from './pacing-numbers.ts'

/** What an import reaches: a file of the tree (path from its root), an npm package by name, a built-in as `node:fs`. */
export type Target = { readonly kind: 'file' | 'package' | 'builtin' | 'missing'; readonly name: string }

export type Import = Target & {
  readonly from: string
  readonly line: number
  /** True when the whole import disappears with the types. */
  readonly typeOnly: boolean
}

/** A read of the clock, of chance or of the outside world, as written in the source. */
export type Impurity = { readonly file: string; readonly line: number; readonly what: string }

/** A number that may be one of pace; `named` when its name says so. */
export type WrittenNumber = Impurity & { readonly named: boolean }

export type SourceTree = {
  readonly files: readonly string[]
  readonly imports: readonly Import[]
  readonly impurities: readonly Impurity[]
  readonly numbers: readonly WrittenNumber[]
}

const rooms = '{contract,main,preload,renderer,tests,bench,build}/**/*.{ts,tsx}'
const leftOut = /(^|\/)(node_modules|out|dist)\/|^tests\/architecture\/fixtures\/|\.d\.ts$/

/** Reads every source file under `root`; throws when one cannot be parsed, so that no import goes unseen. */
export async function readSourceTree(root: string): Promise<SourceTree> {
  const files: string[] = []
  for await (const found of glob(rooms, { cwd: root })) {
    const file = found.split(sep).join('/')
    if (!leftOut.test(file)) files.push(file)
  }
  files.sort()
  const read = await Promise.all(files.map(async (file) => readSource(root, file)))
  return {
    files,
    imports: read.flatMap((source) => source.imports),
    impurities: read.flatMap((source) => source.impurities),
    numbers: read.flatMap((source) => source.numbers),
  }
}

async function readSource(root: string, file: string) {
  const text = await readFile(join(root, file), 'utf8')
  const parsed = parseSync(file, text)
  if (parsed.errors.length > 0) throw new Error(`${file} cannot be parsed: ${parsed.errors[0]?.message}`)
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length
  return {
    imports: requests(parsed, text).map(({ request, offset, typeOnly }) => ({
      ...resolve(root, file, request),
      from: file,
      line: lineAt(offset),
      typeOnly,
    })),
    impurities: impurities(parsed.program).map(({ offset, what }) => ({ file, line: lineAt(offset), what })),
    numbers: pacingNumbers(parsed.program)
      .filter(({ named }) => named || file.startsWith('main/line/'))
      .map(({ offset, what, named }) => ({ file, line: lineAt(offset), what, named })),
  }
}

type Request = { readonly request: string; readonly offset: number; readonly typeOnly: boolean }

/** Static imports, re-exports, `import()` of a literal, `import('…').T` types and workers by `new URL('…')`. */
function requests({ module, program }: ParseResult, text: string): readonly Request[] {
  const imports = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    request: moduleRequest.value,
    offset: start,
    typeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }))
  const exports = module.staticExports.flatMap(({ entries, start }) => {
    const request = entries.find((entry) => entry.moduleRequest)?.moduleRequest?.value
    return request ? [{ request, offset: start, typeOnly: entries.every((entry) => entry.isType) }] : []
  })
  const literal = /^['"`]([^'"`$]+)['"`]$/
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest, start }) => {
    const request = literal.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1]
    return request ? [{ request, offset: start, typeOnly: false }] : []
  })
  return [...imports, ...exports, ...dynamic, ...unlisted(program)]
}

/** Requests that the parser's module record does not list. */
function unlisted(program: Program): readonly Request[] {
  const found: Request[] = []
  const note = (node: unknown, offset: number, typeOnly: boolean): void => {
    const { type, value } = node as { readonly type?: string; readonly value?: unknown }
    if (type === 'Literal' && typeof value === 'string') found.push({ request: value, offset, typeOnly })
  }
  new Visitor({
    TSImportType: ({ source, start }) => note(source, start, true),
    CallExpression({ callee, arguments: [path], start }) {
      if (callee.type === 'Identifier' && callee.name === 'require') note(path, start, false)
    },
    NewExpression({ callee, arguments: [path, base], start }) {
      const isSource = path?.type === 'Literal' && /^\..*\.tsx?$/.test(String(path.value))
      if (callee.type === 'Identifier' && callee.name === 'URL' && base && isSource) note(path, start, false)
    },
  }).visit(program)
  return found
}

function resolve(root: string, file: string, request: string): Target {
  const path = request.replace(/\?.*$/, '')
  if (isBuiltin(path)) return { kind: 'builtin', name: path.startsWith('node:') ? path : `node:${path}` }
  if (!path.startsWith('.')) return { kind: 'package', name: packageName(path) }
  const wanted = posix.join(posix.dirname(file), path)
  const found = [wanted, `${wanted}.ts`, `${wanted}.tsx`, `${wanted}/index.ts`].find((candidate) => {
    const absolute = join(root, candidate)
    return existsSync(absolute) && relative(root, dirname(absolute)).split(sep)[0] !== '..' && /\.\w+$/.test(candidate)
  })
  return found ? { kind: 'file', name: found } : { kind: 'missing', name: wanted }
}

function packageName(request: string): string {
  return request
    .split('/')
    .slice(0, request.startsWith('@') ? 2 : 1)
    .join('/')
}
