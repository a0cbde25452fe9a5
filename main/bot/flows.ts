import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { checkFlows } from './check.ts'
import { compileFlow, compileFront, type Flow, type FlowSource, type Front } from './compile.ts'
import { FlowError, flowError } from './flow-error.ts'
import type { ServiceShape } from './ports.ts'
import { readFlow, readWords } from './read.ts'
import { splitOnce } from './understand.ts'

/** Where a wish enters. */
export type Entry = { readonly flow: Flow; readonly next: string; readonly fill: string | null }

/** The flows that can run: the newest of each name for new conversations, older ones for those under way. */
export type Flows = {
  readonly front: Front
  /** The newest of each name, switched on. */
  readonly all: readonly Flow[]
  /** The newest version; undefined when there is none of that name, or it is switched off. */
  newest(name: string): Flow | undefined
  find(name: string, version: number): Flow | undefined
  /** Where a wish enters; undefined when no flow serves it. */
  entry(intent: string): Entry | undefined
}

/** What surrounds the flows. */
export type Surroundings = {
  readonly services: Readonly<Record<string, ServiceShape>>
  /** Flows nobody may enter; who is inside one goes on. */
  readonly off?: ReadonlySet<string>
}

const alone: Surroundings = { services: {} }

/** Checks and compiles all flows together. Throws `FlowError`. */
export function compileFlows(sources: readonly FlowSource[], surroundings: Surroundings = alone): Flows {
  const newestFirst = sources.toSorted((a, b) => b.flow.document.version - a.flow.document.version)
  const door = newestFirst.find(({ flow }) => flow.document.front !== undefined)
  const doorDocument = door?.flow.document.front
  if (!door || !doorDocument) throw new FlowError({ file: '', path: '', line: null }, 'there is no front door')
  checkFlows(newestFirst, door, surroundings.services)
  const split = splitOnce()
  const front = compileFront(door, doorDocument, split)
  const flows = newestFirst.map((source) => (source === door ? front : compileFlow(source, front, split)))
  const newest = new Map<string, Flow>()
  for (const flow of flows.toReversed()) if (!surroundings.off?.has(flow.name)) newest.set(flow.name, flow)
  newest.set(front.name, front)
  const entries = entriesOf([...newest.values()])
  return {
    front,
    all: [...newest.values()],
    newest: (name) => newest.get(name),
    find: (name, version) => flows.find((flow) => flow.name === name && flow.version === version),
    entry: (intent) => entries.get(intent),
  }
}

function entriesOf(flows: readonly Flow[]): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>()
  for (const flow of flows) {
    for (const [intent, entry] of Object.entries(flow.document.intents)) {
      const { next, fill = null } = typeof entry === 'string' ? { next: entry } : entry
      entries.set(intent, { flow, next, fill })
    }
  }
  return entries
}

/**
 * Reads every flow of a folder: each flow is a folder with `flow.json` and `<language>.json`. An older version stays
 * beside the newest in a folder of another name. Throws `FlowError`.
 */
export async function readFlows(directory: string): Promise<readonly FlowSource[]> {
  const folders = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const sources: FlowSource[] = []
  for (const folder of folders.map(({ name }) => name).sort()) {
    const source = await readFolder(directory, folder)
    const { name, version } = source.flow.document
    if (sources.some(({ flow: { document } }) => document.name === name && document.version === version)) {
      throw flowError(source.flow, 'version', `there is another version ${version} of "${name}"`)
    }
    sources.push(source)
  }
  return sources
}

async function readFolder(directory: string, folder: string): Promise<FlowSource> {
  const files = (await readdir(join(directory, folder))).filter((file) => file.endsWith('.json')).sort()
  const text = (file: string) => readFile(join(directory, folder, file), 'utf8')
  const flow = readFlow(`${folder}/flow.json`, await text('flow.json'))
  const door = flow.document.front !== undefined
  const words = files
    .filter((file) => file !== 'flow.json')
    .map(async (file) => {
      const source = readWords(`${folder}/${file}`, await text(file), door)
      if (source.document.language === basename(file, '.json')) return source
      throw flowError(source, 'language', `must be "${basename(file, '.json')}", the name of the file`)
    })
  return { flow, words: await Promise.all(words) }
}

export const loadFlows = async (directory: string, surroundings?: Surroundings): Promise<Flows> =>
  compileFlows(await readFlows(directory), surroundings)
