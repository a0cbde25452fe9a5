import { Problem } from '../../contract/problems.ts'
import type { DocumentLanguage, ErasurePreview } from '../../contract/rights.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Reader, Writer } from '../store/store.ts'
import { insertBlocked, insertErasure } from './blocked-queries.ts'
import { type Gathered, gather } from './collecting.ts'
import { type ErasureReport, eraseEverywhere, hashesOf } from './erasing.ts'
import type { PrivacyNeeds } from './needs.ts'
import { updateRequest } from './queries.ts'
import type { Note } from './recording.ts'
import { loadVerified } from './requests.ts'
import { destroyAfter, numberOf } from './rules.ts'
import type { SealedFile, Sealing } from './sealing.ts'
import { textsIn, wordOf } from './texts.ts'

export type Block = { readonly id: string; readonly number: string; readonly evenUnderWay: boolean }

type Needs = PrivacyNeeds & { readonly blockYears: (db: Reader | Writer) => Promise<number> }

/** How often files that change under the hands are read again. */
const tries = 3

class Rehearsed extends Error {}
class FilesChanged extends Error {}

const namesOf = (files: readonly { readonly part: string; readonly name: string }[]) =>
  files
    .map(({ part, name }) => `${part}/${name}`)
    .sort()
    .join('\n')

/** Erasure goes through blocking (LOPDGDD art. 32): sealed, gone from everywhere else, destroyed after the term. */
export function blocking(needs: Needs, note: Note, sealed: Sealing) {
  const { store, clock, newId, consents, blobs } = needs

  const underWay = async (db: Reader | Writer, citizenId: string) => {
    const found = []
    for (const part of needs.parts) found.push(...((await part.underWay?.(db, citizenId)) ?? []))
    return found
  }

  /** The request, if it may be blocked: an erasure, verified. */
  const loadErasure = async (tx: Writer, id: string) => {
    const row = await loadVerified(tx, id)
    if (row.kind !== 'erasure') throw new Problem('WRONG_STATE', { state: row.kind })
    return row
  }

  /** Does all of it and takes it back: what is shown is what would happen. */
  const rehearse = async (id: string) => {
    const found: { report?: Pick<ErasureReport, 'removed' | 'kept'>; gathered?: Gathered; waiting?: Waiting } = {}
    const rehearsal = store.transaction(async (tx) => {
      const { citizen_id } = await loadErasure(tx, id)
      found.waiting = await underWay(tx, citizen_id)
      found.gathered = await gather(needs, tx, citizen_id)
      found.report = await eraseEverywhere(needs, tx, citizen_id)
      throw new Rehearsed()
    })
    await rehearsal.catch((error) => {
      if (!(error instanceof Rehearsed)) throw error
    })
    const { report, gathered, waiting } = found
    if (!report || !gathered || !waiting) throw new Error('the rehearsal told nothing')
    return { ...report, files: gathered.files.length, waiting }
  }

  const blockIn = async (tx: Writer, operator: Operator, request: Block, { recordId, key, files }: Prepared) => {
    const row = await loadErasure(tx, request.id)
    if (request.number.trim().toUpperCase() !== numberOf(row)) throw new Problem('BAD_INPUT', { fields: ['number'] })
    const citizenId = row.citizen_id
    if (!request.evenUnderWay && (await underWay(tx, citizenId)).length > 0) throw new Problem('STILL_UNDER_WAY')
    const gathered = await gather(needs, tx, citizenId)
    if (namesOf(gathered.files) !== namesOf(files)) throw new FilesChanged()
    const by = actorOf(operator)
    const now = clock.now()
    const until = destroyAfter(now, await needs.blockYears(tx))
    await consents.withdrawAll(tx, citizenId, by)
    await consents.block(tx, citizenId, by)
    const hashes = await hashesOf(needs, tx, citizenId)
    await insertBlocked(tx, {
      id: recordId,
      request_id: row.id,
      citizen_id: citizenId,
      ...sealed.columns(recordId, key, { parts: gathered.parts, files }),
      blocked_at: now,
      destroy_after: until,
    })
    const erased = await eraseEverywhere(needs, tx, citizenId)
    const report: ErasureReport = { ...erased, destroyAfter: until, files: files.length }
    await insertErasure(tx, {
      id: newId(),
      request_id: row.id,
      hashes_json: JSON.stringify(hashes),
      report_json: JSON.stringify(report),
      at: now,
      destroyed_at: null,
    })
    await updateRequest(tx, row.id, { state: 'answered', closed_at: now, updated_at: now })
    await note(tx, { requestId: row.id, by, kind: 'blocked' })
  }

  const sealFiles = (id: string, recordId: string, key: Buffer) =>
    store
      .transaction(async (tx) => gather(needs, tx, (await loadErasure(tx, id)).citizen_id))
      .then(({ files }) => sealed.files(recordId, key, files))

  const removeAll = async (files: readonly SealedFile[]) => {
    for (const { blob } of files) await blobs.remove(blob, Number.POSITIVE_INFINITY)
  }

  return {
    /** What would go, stay, and is still under way. Throws like `block`. */
    async preview({
      id,
      language,
    }: {
      readonly id: string
      readonly language: DocumentLanguage
    }): Promise<ErasurePreview> {
      const { removed, kept, waiting, files } = await rehearse(id)
      const texts = textsIn(language)
      return {
        removed: removed.map(({ part, n }) => ({ text: wordOf(texts.parts, part), n })),
        kept: kept.map(({ what, why }) => ({ text: wordOf(texts.kept, what), why: wordOf(texts.why, why) })),
        underWay: waiting.map(({ what, n }) => ({ text: wordOf(texts.underWay, what), n })),
        files,
        destroyAfter: destroyAfter(clock.now(), await needs.blockYears(store.read)),
      }
    },

    /**
     * Everything about the person is sealed and gone from all other places at once; the request is answered by it.
     * Throws WRONG_STATE, IDENTITY_NEEDED, STILL_UNDER_WAY, or BAD_INPUT for another number than the request's.
     */
    async block(operator: Operator, request: Block): Promise<void> {
      for (let left = tries; ; left -= 1) {
        const [recordId, key] = [newId(), sealed.newKey()]
        const files = await sealFiles(request.id, recordId, key)
        try {
          return await store.transaction((tx) => blockIn(tx, operator, request, { recordId, key, files }))
        } catch (error) {
          await removeAll(files)
          // A file came in between: all are sealed again.
          if (!(error instanceof FilesChanged) || left === 1) throw error
        }
      }
    },
  }
}

/** What was encrypted before the transaction: reading files takes as long as it takes. */
type Prepared = { readonly recordId: string; readonly key: Buffer; readonly files: readonly SealedFile[] }

type Waiting = readonly { readonly what: string; readonly n: number }[]
