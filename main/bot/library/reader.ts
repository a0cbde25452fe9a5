import type { FlowDiff, FlowSummary, FlowVersion } from '../../../contract/assistant.ts'
import type { FlowFault, FlowFiles } from '../../../contract/flow.ts'
import { Problem } from '../../../contract/problems.ts'
import type { Store } from '../../store/store.ts'
import { describedDraft, describedVersion } from './described.ts'
import { differences } from './diff.ts'
import { filesOf, plainOf } from './files.ts'
import type { Published } from './published.ts'
import {
  allDrafts,
  currentVersions,
  type DescribedVersion,
  draftOf,
  everything,
  type NamedDraft,
  publishedVersions,
  switchedOff,
  underWay,
  type VersionRow,
  versionRow,
  versionsOf,
} from './queries.ts'
import { languagesOf, outlineOf } from './rules.ts'
import type { RunningFlows } from './running.ts'

type Needs = { readonly store: Store; readonly published: Published; readonly running: RunningFlows }

/** All that a list of flows is made of. */
type Shelf = {
  readonly current: readonly DescribedVersion[]
  readonly documents: readonly VersionRow[]
  readonly drafts: readonly NamedDraft[]
  readonly off: ReadonlySet<string>
  readonly open: readonly { readonly flow: string; readonly count: number }[]
}

/** The flows as the console sees them. */
export function flowReader({ store, published, running }: Needs) {
  const db = store.read

  const shelf = async (): Promise<Shelf> => ({
    current: await currentVersions(db),
    documents: await publishedVersions(db),
    drafts: await allDrafts(db),
    off: await switchedOff(db),
    open: await underWay(db),
  })

  async function files(name: string, version: number | 'draft'): Promise<FlowFiles> {
    const row = version === 'draft' ? await draftOf(db, name) : await versionRow(db, name, version)
    if (!row) throw new Problem('NOT_FOUND')
    return filesOf(row)
  }

  return {
    async flows(): Promise<{ on: boolean; faults: FlowFault[]; flows: FlowSummary[] }> {
      const all = await shelf()
      const names = new Set([...all.documents, ...all.drafts].map(({ flow }) => flow))
      const { faults } = await running.now()
      const flows = [...names].sort().map((name) => summary(all, name))
      return { on: !all.off.has(everything), faults: [...faults], flows }
    },

    /** Throws `NOT_FOUND`. */
    async flow({ name }: { name: string }) {
      const all = await shelf()
      const draft = all.drafts.find(({ flow }) => flow === name)
      const row = draft ?? all.documents.find(({ flow }) => flow === name)
      if (!row) throw new Problem('NOT_FOUND')
      const shown = filesOf(row)
      const faults = [...(await published.faultsOf(db, name, shown))]
      return { summary: summary(all, name), files: shown, draft: draft !== undefined, faults }
    },

    /** Throws `NOT_FOUND` for a flow that does not exist; a new one has no history yet. */
    async history({ name }: { name: string }): Promise<FlowVersion[]> {
      const versions = await versionsOf(db, name)
      if (versions.length === 0 && !(await draftOf(db, name))) throw new Problem('NOT_FOUND')
      return versions.map(describedVersion)
    },

    /** Throws `NOT_FOUND`. */
    async version({ name, version }: { name: string; version: number }) {
      const row = (await versionsOf(db, name)).find((one) => one.version === version)
      if (!row) throw new Problem('NOT_FOUND')
      return { version: describedVersion(row), files: await files(name, version) }
    },

    /** Throws `NOT_FOUND`, and `FLOW_FAULTY` for a draft that is not JSON. */
    async diff({ name, from, to }: { name: string; from: number; to: number | 'draft' }): Promise<FlowDiff> {
      return differences(plainOf(name, await files(name, from)), plainOf(name, await files(name, to)))
    },

    /** Nothing is saved. */
    check: async ({ name, files }: { name: string; files: FlowFiles }): Promise<{ faults: FlowFault[] }> => ({
      faults: [...(await published.faultsOf(db, name, files))],
    }),
  }
}

function summary({ current, documents, drafts, off, open }: Shelf, name: string): FlowSummary {
  const ofFlow = current.filter(({ flow }) => flow === name)
  const newest = ofFlow.find(({ state }) => state === 'published')
  const offered = ofFlow.find(({ state }) => state === 'offered')
  const draft = drafts.find(({ flow }) => flow === name)
  const row = documents.find(({ flow }) => flow === name) ?? draft
  const { front, intents, steps } = outlineOf(row?.flow_json ?? '')
  return {
    name,
    front,
    on: !off.has(name),
    published: newest ? describedVersion(newest) : null,
    draft: draft ? describedDraft(draft) : null,
    offered: offered ? describedVersion(offered) : null,
    intents: [...intents],
    languages: row ? languagesOf(filesOf(row)) : [],
    steps,
    underWay: open.find(({ flow }) => flow === name)?.count ?? 0,
  }
}
