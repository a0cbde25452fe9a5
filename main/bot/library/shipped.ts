import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { language } from '../../../contract/common.ts'
import type { FlowFiles } from '../../../contract/flow.ts'
import { type AuditTrail, systemActor } from '../../operators/actor.ts'
import type { Clock } from '../../station/needs.ts'
import type { Store, Writer } from '../../store/store.ts'
import type { FlowSource } from '../compile.ts'
import type { ServiceShape } from '../ports.ts'
import { faultOfSet } from './check-set.ts'
import { numbered, readFiles, textsOf } from './files.ts'
import { countOn, insertVersion, publishedVersions, retire, shippedSoFar } from './queries.ts'
import { type Known, nextVersion, reception } from './rules.ts'
import { sourceOf } from './running.ts'

/** A flow as the program ships it. */
export type Shipped = { readonly name: string; readonly files: FlowFiles; readonly source: FlowSource }

/** Reads the folder of shipped flows: a folder each, named as its flow. Throws `FlowError`. */
export async function readShipped(directory: string): Promise<readonly Shipped[]> {
  const folders = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const names = folders.map(({ name }) => name).sort()
  return Promise.all(names.map((name) => readFolder(directory, name)))
}

async function readFolder(directory: string, name: string): Promise<Shipped> {
  const text = (file: string) => readFile(join(directory, name, file), 'utf8')
  const words: FlowFiles['words'] = {}
  for (const file of (await readdir(join(directory, name))).sort()) {
    const { data } = language.safeParse(file.replace(/\.json$/, ''))
    if (data !== undefined) words[data] = await text(file)
  }
  const files = { flow: await text('flow.json'), words }
  const source = readFiles(name, files)
  if ('flow' in source) return { name, files, source }
  throw source[0] ?? new TypeError('a file that cannot be read says why')
}

type Needs = {
  readonly store: Store
  readonly clock: Clock
  readonly audit: AuditTrail
  readonly log: Logger
  readonly services: Readonly<Record<string, ServiceShape>>
}

/**
 * Gives citizens the shipped versions that are newer than what is published; what the town has changed, or what would
 * not run beside it, is offered instead. A store without flows gets all of them.
 */
export async function receiveShipped(needs: Needs, shipped: readonly Shipped[]): Promise<void> {
  await needs.store.transaction(async (tx) => {
    const known = await shippedSoFar(tx)
    const ofFlow = (name: string): readonly Known[] =>
      known
        .filter(({ flow }) => flow === name)
        .map(({ version, state, shipped_version }) => ({ version, state, shippedVersion: shipped_version }))
    const newer = shipped.flatMap((flow) => {
      const answer = reception(flow.source.flow.document.version, ofFlow(flow.name))
      return answer === null ? [] : [{ ...flow, answer, version: versionFor(flow, ofFlow(flow.name)) }]
    })
    if (newer.length === 0) return
    const wanted = newer.filter(({ answer }) => answer === 'publish')
    const fit = known.length === 0 ? wanted : await fitting(needs, tx, wanted)
    for (const flow of newer) await receive(needs, tx, flow, fit.includes(flow) ? 'published' : 'offered')
    await countOn(tx, 'set')
    await needs.store.changes.note(tx, [{ kind: 'assistant' }])
  })
}

type Newer = Shipped & { readonly version: number }

const versionFor = ({ source }: Shipped, known: readonly Known[]) => nextVersion(known, source.flow.document.version)

/** Those that run beside what the town has: all of them, or as many as go one after the other. */
async function fitting<T extends Newer>({ services }: Needs, tx: Writer, wanted: readonly T[]): Promise<readonly T[]> {
  const running = (await publishedVersions(tx)).map(sourceOf)
  const together = (flows: readonly T[]) => {
    const names = new Set(flows.map(({ name }) => name))
    const kept = running.filter(({ flow }) => !names.has(flow.document.name))
    return faultOfSet([...kept, ...flows.map(({ source }) => source)], services) === null
  }
  if (together(wanted)) return wanted
  const fit: T[] = []
  for (const flow of wanted) if (together([...fit, flow])) fit.push(flow)
  return fit
}

async function receive(
  { audit, clock, log }: Needs,
  tx: Writer,
  { name, files, source, version }: Newer,
  state: 'published' | 'offered',
): Promise<void> {
  await retire(tx, name, state)
  await insertVersion(tx, {
    flow: name,
    version,
    state,
    ...textsOf(numbered(files, version)),
    shipped_version: source.flow.document.version,
    restores: null,
    author_id: null,
    note: '',
    created_at: clock.now(),
  })
  const action = state === 'published' ? 'assistant.publish' : 'assistant.offer'
  const object = { kind: 'flow', id: name }
  await audit.record(tx, { actor: systemActor, action, object, result: 'ok', detail: `version ${version}` })
  log.info({ flow: name, version, state }, 'a flow came with the program')
}
