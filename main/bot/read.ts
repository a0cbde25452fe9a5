import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'
import type { z } from 'zod'
import { type FlowDocument, flowDocument } from './flow.ts'
import { FlowError, flowError, type Source } from './flow-error.ts'
import { frontWords, type WordsDocument, wordsDocument } from './words.ts'

/** Reads a flow from its text. Throws `FlowError`. */
export const readFlow = (file: string, text: string): Source<FlowDocument> => read(file, text, flowDocument)

/** Reads the words of a flow in one language; those of the front door hold more. Throws `FlowError`. */
export const readWords = (file: string, text: string, door: boolean): Source<WordsDocument> =>
  read<WordsDocument>(file, text, door ? frontWords : wordsDocument)

function read<T>(file: string, text: string, schema: z.ZodType<T>): Source<T> {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false })
  const [broken] = errors
  if (broken || !root) {
    const line = lineAt(text, broken?.offset ?? 0)
    throw new FlowError({ file, path: '', line }, broken ? printParseErrorCode(broken.error) : 'is empty')
  }
  const lineOf = (path: string) => lineAt(text, nearest(root, path).offset)
  const parsed = schema.safeParse(contentOf(root))
  if (parsed.success) return { file, document: parsed.data, lineOf }
  const { path, message } = deepest(parsed.error.issues[0])
  throw flowError({ file, lineOf }, path, message)
}

/** In a union of shapes, what is wrong with the shape that fits best. */
function deepest(issue: z.core.$ZodIssue | undefined, above = ''): { path: string; message: string } {
  const path = [above, ...(issue?.path ?? []).map(String)].filter((part) => part !== '').join('.')
  const [closest] = issue?.code === 'invalid_union' ? issue.errors.toSorted((a, b) => a.length - b.length) : []
  return closest?.[0] ? deepest(closest[0], path) : { path, message: issue?.message ?? 'does not follow the schema' }
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length

/** The node of a path, or the last one on the way to it; a property stands where its key does. */
function nearest(root: Node, path: string): Node {
  const keys = path === '' ? [] : path.split('.')
  for (let length = keys.length; length > 0; length--) {
    const node = findNodeAtLocation(
      root,
      keys.slice(0, length).map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
    )
    if (node) return node.parent?.type === 'property' ? node.parent : node
  }
  return root
}

/** Keys that would change the object itself are refused by the schemas, which see them as own properties. */
function contentOf(node: Node): unknown {
  if (node.type === 'array') return node.children?.map(contentOf) ?? []
  if (node.type !== 'object') return node.value
  const entries = node.children?.map(({ children = [] }) => [String(children[0]?.value), children[1]] as const) ?? []
  return Object.fromEntries(entries.map(([key, value]) => [key, value ? contentOf(value) : null]))
}
