import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { compileFlow, type Flow } from './compile.ts'
import { FlowError, flowDocument, type Source, wordsDocument } from './flow.ts'

/** The flows that can run: the newest of each name for new conversations, older ones for those under way. */
export type Flows = {
  /** Throws `FlowError` when there is none of that name. */
  newest(name: string): Flow
  find(name: string, version: number): Flow | undefined
}

/**
 * Reads every flow of a folder: `<file>.json` is a flow, `<file>.<language>.json` are its words. An older version
 * stays beside the newest under another file name. Throws `FlowError` naming the file and the path in it.
 */
export async function loadFlows(directory: string): Promise<Flows> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.json')).sort()
  const flows: Flow[] = []
  for (const file of files.filter((name) => name.split('.').length === 2)) {
    const own = files.filter((name) => name !== file && name.startsWith(`${file.slice(0, -'json'.length)}`))
    const flow = compileFlow(
      await readSource(directory, file, flowDocument),
      await Promise.all(own.map((name) => readSource(directory, name, wordsDocument))),
    )
    if (flows.some((other) => other.name === flow.name && other.version === flow.version)) {
      throw new FlowError(file, 'version', `there is another version ${flow.version} of "${flow.name}"`)
    }
    flows.push(flow)
  }
  return flowsOf(flows)
}

export function flowsOf(flows: readonly Flow[]): Flows {
  const newestFirst = flows.toSorted((a, b) => b.version - a.version)
  return {
    newest(name) {
      const flow = newestFirst.find((candidate) => candidate.name === name)
      if (!flow) throw new FlowError(name, '', 'there is no such flow')
      return flow
    },
    find: (name, version) => flows.find((flow) => flow.name === name && flow.version === version),
  }
}

async function readSource<T extends z.ZodType>(
  directory: string,
  file: string,
  schema: T,
): Promise<Source<z.infer<T>>> {
  const text = await readFile(join(directory, file), 'utf8')
  const parsed = schema.safeParse(parseJson(file, text))
  if (parsed.success) return { file, document: parsed.data }
  const [issue] = parsed.error.issues
  throw new FlowError(file, issue?.path.join('.') ?? '', issue?.message ?? 'does not follow the schema')
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new FlowError(file, '', error instanceof SyntaxError ? error.message : String(error))
  }
}
