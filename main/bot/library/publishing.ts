import type { FlowVersion } from '../../../contract/assistant.ts'
import type { FlowFiles } from '../../../contract/flow.ts'
import { Problem } from '../../../contract/problems.ts'
import type { Operator } from '../../operators/actor.ts'
import type { Writer } from '../../store/store.ts'
import { type ActNeeds, moved, note, type Standing, standing } from './acts.ts'
import { describedVersion } from './described.ts'
import { filesOf, numbered, textsOf } from './files.ts'
import type { Published } from './published.ts'
import { countOn, insertVersion, removeDraft, retire, retireOffer, type VersionRow, versionRow } from './queries.ts'
import { nextVersion } from './rules.ts'

type Publication = {
  readonly name: string
  readonly files: FlowFiles
  readonly note: string
  readonly action: string
  /** The version it brings back. */
  readonly restores: number | null
  /** Its number among what the program ships; null when the town made it. */
  readonly shippedVersion: number | null
}

export function flowPublishing(needs: ActNeeds & { readonly published: Published }) {
  const { store, clock, published } = needs

  /** Makes the files the version that citizens get. Throws `FLOW_FAULTY`; nothing is changed then. */
  async function put(tx: Writer, operator: Operator, { versions }: Standing, next: Publication): Promise<FlowVersion> {
    const { name } = next
    const version = nextVersion(versions)
    const files = numbered(next.files, version)
    const faults = await published.faultsOf(tx, name, files)
    if (faults.length > 0) throw new Problem('FLOW_FAULTY', { faults: [...faults] })
    const row = {
      flow: name,
      version,
      state: 'published',
      ...textsOf(files),
      shipped_version: next.shippedVersion,
      restores: next.restores,
      author_id: operator.id,
      note: next.note,
      created_at: clock.now(),
    } as const
    await retire(tx, name, 'published')
    await insertVersion(tx, row)
    await countOn(tx, 'set')
    const detail = `version ${version}${next.restores === null ? '' : `, from version ${next.restores}`}`
    await note(needs, tx, operator, { action: next.action, flow: name, detail })
    return describedVersion({ ...row, author_name: operator.name })
  }

  return {
    /**
     * Publishes the draft that was seen. Throws `NOT_FOUND` without one, `FLOW_MOVED` when it or the version it was
     * begun from is no longer the newest, `FLOW_FAULTY` with its faults.
     */
    publish(operator: Operator, input: { name: string; revision: number; note: string }): Promise<FlowVersion> {
      const { name } = input
      return store.transaction(async (tx) => {
        const stands = await standing(tx, name)
        const { draft } = stands
        if (!draft) throw new Problem('NOT_FOUND')
        if (draft.revision !== input.revision || draft.based_on !== stands.published) throw moved(stands)
        const version = await put(tx, operator, stands, {
          ...{ name, files: filesOf(draft), note: input.note, action: 'assistant.publish' },
          ...{ restores: null, shippedVersion: null },
        })
        await removeDraft(tx, name)
        return version
      })
    },

    /**
     * An older version, or one that was offered, becomes the newest; a draft stays as it is. `published`: what was seen
     * as the newest. Throws `NOT_FOUND`, `FLOW_MOVED`, `FLOW_FAULTY`, and `BAD_INPUT` for the newest itself.
     */
    rollBack(
      operator: Operator,
      { name, ...input }: { name: string; version: number; published: number; note: string },
    ): Promise<FlowVersion> {
      return store.transaction(async (tx) => {
        const row = await versionRow(tx, name, input.version)
        if (!row) throw new Problem('NOT_FOUND')
        if (row.state === 'published') throw new Problem('BAD_INPUT', { fields: ['version'] })
        const stands = await standing(tx, name)
        if (stands.published !== input.published) throw moved(stands)
        const version = await put(tx, operator, stands, { ...broughtBack(row), note: input.note })
        if (row.state === 'offered') await retire(tx, name, 'offered')
        return version
      })
    },

    /** Leaves an offered version aside. Throws `NOT_FOUND`, and `FLOW_MOVED` when somebody decided before. */
    async decline(operator: Operator, { name, version }: { name: string; version: number }): Promise<void> {
      await store.transaction(async (tx) => {
        const row = await versionRow(tx, name, version)
        if (!row) throw new Problem('NOT_FOUND')
        if (row.state !== 'offered') throw moved(await standing(tx, name))
        await retireOffer(tx, name, version)
        await note(needs, tx, operator, { action: 'assistant.decline', flow: name, detail: `version ${version}` })
      })
    },
  }
}

/** An offered version keeps its place among what the program ships; what was rolled back is the town's own. */
function broughtBack(row: VersionRow): Omit<Publication, 'note'> {
  const offered = row.state === 'offered'
  return {
    name: row.flow,
    files: filesOf(row),
    action: offered ? 'assistant.take_offer' : 'assistant.roll_back',
    restores: row.version,
    shippedVersion: offered ? row.shipped_version : null,
  }
}
