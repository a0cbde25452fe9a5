import { systemActor } from '../operators/actor.ts'
import {
  blockedById,
  deleteBlocked,
  dueForDestruction,
  forgottenBlobs,
  noteForgotten,
  setDestroyed,
  settleForgotten,
} from './blocked-queries.ts'
import type { PrivacyNeeds } from './needs.ts'
import { forgetTexts, putSetting, settingOf } from './queries.ts'
import type { Note } from './recording.ts'

/** What ends blocking: when the term is over nobody can open the record any more, not even we. */
export function destroying(needs: PrivacyNeeds, note: Note) {
  const { store, clock, consents, blobs, isNamed } = needs

  const destroy = (id: string) =>
    store.transaction(async (tx) => {
      const row = await blockedById(tx, id)
      const now = clock.now()
      if (!row || row.destroy_after > now) return
      await consents.destroyed(tx, row.citizen_id)
      await noteForgotten(tx, JSON.parse(row.blobs_json), now)
      await deleteBlocked(tx, id)
      await setDestroyed(tx, row.request_id, now)
      await forgetTexts(tx, row.request_id)
      await putSetting(tx, 'privacy.scrub', { due: true }, now)
      await note(tx, { requestId: row.request_id, by: systemActor, kind: 'destroyed' })
    })

  /** Removes encrypted files that nothing names any more; what was cut short is done the next time. */
  const sweep = async () => {
    for (const { blob, since } of await forgottenBlobs(store.read)) {
      if (!(await isNamed(store.read, blob))) await blobs.remove(blob, since)
      await store.transaction((tx) => settleForgotten(tx, blob))
    }
  }

  /** Rewrites what still holds words of deleted rows, if any were deleted since the last time. */
  const scrub = async () => {
    const json = await settingOf(store.read, 'privacy.scrub')
    if (json === null || JSON.parse(json).due !== true) return
    await store.transaction((tx) => putSetting(tx, 'privacy.scrub', { due: false }, clock.now()))
    if (await store.scrub()) return
    await store.transaction((tx) => putSetting(tx, 'privacy.scrub', { due: true }, clock.now()))
  }

  return {
    sweep,

    /** The duty: destroys what is due and leaves no trace of it, nor of who was blocked since. */
    async destroyDue(): Promise<void> {
      for (const { id } of await dueForDestruction(store.read, clock.now())) await destroy(id)
      await sweep()
      await scrub()
    },
  }
}
