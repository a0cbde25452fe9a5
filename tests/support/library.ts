import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { applyEdits, modify } from 'jsonc-parser'
import pino from 'pino'
import { afterAll } from 'vitest'
import type { FlowFiles } from '../../contract/flow.ts'
import { type Library, openLibrary } from '../../main/bot/library/service.ts'
import { noServices, onlyTheMenu, onlyTheSettings } from '../../main/bot/plain.ts'
import type { TownServices } from '../../main/bot/ports.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { permissionsOf } from '../../main/operators/rules.ts'
import type { Clock } from '../../main/station/needs.ts'
import type { Store } from '../../main/store/store.ts'
import { manualClock } from './clock.ts'
import { sequentialIds } from './ids.ts'
import { flowsFolder, town } from './starter.ts'

const officer = (id: string, name: string): Operator => ({
  ...{ id, name, role: 'officer' },
  permissions: permissionsOf('officer'),
})

export const rosa = officer('rosa', 'Rosa Prieto')
export const blas = officer('blas', 'Blas Ortega')

/** The names of the shipped flows. */
export const shippedNames = readdirSync(flowsFolder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

/** A shipped flow as if this were its first version and no wish entered it: specs do not follow every new text. */
function early(name: string): string {
  const text = readFileSync(join(flowsFolder, name, 'flow.json'), 'utf8')
  const numbered = applyEdits(text, modify(text, ['version'], 1, {}))
  return applyEdits(numbered, modify(numbered, ['intents'], {}, {}))
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A copy of the shipped flows in their first version, changed by `edit`, as a program would bring them. */
export function shippedCopy(edit: (folder: string) => void = () => undefined): string {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-shipped-'))
  folders.push(folder)
  cpSync(flowsFolder, folder, { recursive: true })
  for (const name of shippedNames) writeFileSync(join(folder, name, 'flow.json'), early(name))
  edit(folder)
  return folder
}

/** Replaces text in a file of such a copy; it must be there. */
export function rewrite(folder: string, file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file)
  writeFileSync(path, replaced(readFileSync(path, 'utf8'), from, to))
}

export function replaced(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`nothing to replace: ${String(from)}`)
  return changed
}

/** A later version of a shipped flow, with another text. */
export function renew(folder: string, flow: string, version: number, from: string | RegExp, to: string): void {
  rewrite(folder, `${flow}/flow.json`, /"version": \d+/, `"version": ${version}`)
  rewrite(folder, `${flow}/es.json`, from, to)
}

export const shippedFiles = (flow: string): FlowFiles => ({
  flow: early(flow),
  words: Object.fromEntries(
    (['es', 'ca', 'gl', 'eu', 'en'] as const).map((language) => [
      language,
      readFileSync(join(flowsFolder, flow, `${language}.json`), 'utf8'),
    ]),
  ),
})

/** The line on which a text first stands. */
export const lineOf = (text: string, found: string): number => text.slice(0, text.indexOf(found)).split('\n').length

type Options = {
  readonly directory?: string
  readonly clock?: Clock
  readonly services?: TownServices
  /** Lines of the log, as objects. */
  readonly logged?: (line: Record<string, unknown>) => void
}

/** The library of one station on a store. */
export function libraryOn(store: Store, options: Options = {}): Promise<Library> {
  const clock = options.clock ?? manualClock()
  return openLibrary({
    store,
    clock,
    newId: sequentialIds(),
    audit: auditTrail({ clock }),
    log: pino({ level: 'info' }, { write: (line: string) => options.logged?.(JSON.parse(line)) }),
    directory: options.directory ?? shippedCopy(),
    services: options.services ?? noServices,
    understand: onlyTheMenu,
    town: async () => town,
    facts: async (settings) => onlyTheSettings(settings),
  })
}

/** Saves a changed text of a flow as its draft and publishes it. */
export async function publishText(library: Library, flow: string, from: string | RegExp, to: string) {
  const { files, summary } = await library.reader.flow({ name: flow })
  const changed = { ...files, words: { ...files.words, es: replaced(files.words.es ?? '', from, to) } }
  const basedOn = summary.published?.version ?? 0
  const { draft } = await library.drafts.save(rosa, { name: flow, files: changed, basedOn, revision: null })
  return library.publishing.publish(rosa, { name: flow, revision: draft.revision, note: '' })
}

export async function trail(store: Store) {
  const rows = await store.read.selectFrom('audit').selectAll().orderBy('seq').execute()
  return rows.map(({ actor_id, action, object_id, detail }) => [actor_id, action, object_id, detail])
}

export const running = (library: Library, store: Store) => store.transaction((tx) => library.flows(tx))

/** The question of the reports, in the version that new conversations take. */
export const current = async (library: Library, store: Store) =>
  (await running(library, store))?.newest('report')?.words.get('es')?.texts.report_what

export const summaryOf = async (library: Library, name: string) => (await library.reader.flow({ name })).summary

export const states = async (library: Library, name = 'report') =>
  (await library.reader.history({ name })).map(
    ({ version, state, shipped }) => `${version} ${state}${shipped ? ' shipped' : ''}`,
  )
