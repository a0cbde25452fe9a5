import { createHash } from 'node:crypto'
import type { FlowFault, FlowFiles } from '../../../contract/flow.ts'
import { Problem } from '../../../contract/problems.ts'
import type { Reader } from '../../store/store.ts'
import type { FlowSource } from '../compile.ts'
import { compileFlows, type Flows } from '../flows.ts'
import type { ServiceShape } from '../ports.ts'
import { filesOf, numbered, readFiles } from './files.ts'
import type { Published } from './published.ts'
import { allDrafts } from './queries.ts'

type Wanted = {
  readonly use: 'drafts' | 'published'
  /** Instead of what is saved, by flow. */
  readonly files?: Readonly<Record<string, FlowFiles>> | undefined
}

export type ChosenFlows = {
  readonly sources: readonly FlowSource[]
  /** Changes with anything that is tried. */
  readonly key: string
  /** Saved drafts with faults, which what is published stands in for. */
  readonly leftAside: readonly string[]
}

/** The flows that are tried together. Throws `FLOW_FAULTY` for `files` with faults. */
export async function chooseFlows(
  db: Reader,
  { sources, faultsOf }: Published,
  { use, files = {} }: Wanted,
): Promise<ChosenFlows> {
  const published = await sources(db)
  const key = createHash('sha256')
  const chosen = new Map(published.map((source) => [source.flow.document.name, source]))
  for (const { flow } of published) key.update(`${flow.document.name} ${flow.document.version}\n`)
  const leftAside: string[] = []
  /** In place of what is published, as its next version. */
  const replace = async (name: string, written: FlowFiles): Promise<readonly FlowFault[]> => {
    const version = (chosen.get(name)?.flow.document.version ?? 0) + 1
    const faults = await faultsOf(db, name, written)
    const read = readFiles(name, numbered(written, version))
    if (faults.length > 0 || !('flow' in read)) return faults
    chosen.set(name, read)
    key.update(JSON.stringify([name, version, written]))
    return []
  }
  for (const draft of use === 'drafts' ? await allDrafts(db) : []) {
    if (Object.hasOwn(files, draft.flow)) continue
    if ((await replace(draft.flow, filesOf(draft))).length > 0) leftAside.push(draft.flow)
  }
  const faults: FlowFault[] = []
  for (const [name, written] of Object.entries(files)) faults.push(...(await replace(name, written)))
  if (faults.length > 0) throw new Problem('FLOW_FAULTY', { faults })
  return { sources: [...chosen.values()], key: key.digest('hex'), leftAside }
}

/** How many sets of flows stay compiled: those of a few people who try something out at once. */
const most = 4

/** Compiles what is tried, once for as long as nothing of it changes. */
export function trialFlows(services: Readonly<Record<string, ServiceShape>>) {
  const known = new Map<string, Flows>()
  return ({ key, sources }: ChosenFlows): Flows => {
    const flows = known.get(key) ?? compileFlows(sources, { services })
    known.delete(key)
    known.set(key, flows)
    for (const oldest of [...known.keys()].slice(0, -most)) known.delete(oldest)
    return flows
  }
}
