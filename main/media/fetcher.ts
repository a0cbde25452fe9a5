import type { Logger } from 'pino'
import { type Channel, type MediaRef, MediaUnavailable } from '../channels/channel.ts'
import { describeError } from '../station/describe-error.ts'
import type { Clock } from '../station/needs.ts'
import type { BlobStore } from '../store/blobs.ts'
import { type Store, StoreError } from '../store/store.ts'
import { inspect } from './inspect.ts'
import { isNamed } from './personal-queries.ts'
import { duePending, nextPending, type PendingMedia, updateMedia } from './queries.ts'
import { fetchAgainAfter, judge, keptMime, type MediaProblem, maxBytes } from './rules.ts'
import type { Scanner } from './scanner.ts'

export type FetcherNeeds = {
  readonly store: Store
  readonly blobs: BlobStore
  readonly clock: Clock
  readonly log: Logger
  readonly channel: Channel
  readonly lineId: string
  /** Null: nothing looks for malware on this machine. */
  readonly scanner: Scanner | null
}

/** How long to wait, in milliseconds, after the database failed, and after there was no room for a file. */
const stumbled = 1_000
const noRoom = 60_000
/** A file that could not be scanned is not shown to anybody; it is fetched and scanned after this long. */
const scanAgain = 60_000

/** Fetches what citizens sent as soon as it is announced, keeps it encrypted, and says why when it cannot. */
export function mediaFetcher(needs: FetcherNeeds) {
  const { store, blobs, clock, log, channel, lineId } = needs
  let open = false
  let running: Promise<void> | null = null
  let again = false
  let cancelTimer: (() => void) | null = null

  /** False when the item is gone: whoever sent it was erased meanwhile. */
  const write = (item: PendingMedia, change: Parameters<typeof updateMedia>[2]) =>
    store.transaction(async (tx) => {
      if ((await updateMedia(tx, item.id, change)).length === 0) return false
      await store.changes.note(tx, [
        { kind: 'message', conversationId: item.conversation_id, objectId: item.message_id },
      ])
      return true
    })

  const fail = (item: PendingMedia, reason: MediaProblem) =>
    write(item, { state: 'failed', reason, attempts: item.attempts + 1, next_attempt_at: null })

  const unavailable = (item: PendingMedia, retry: boolean) => {
    const delay = retry ? fetchAgainAfter(item.attempts + 1) : null
    if (delay === null) return fail(item, 'unavailable')
    return write(item, { state: 'pending', attempts: item.attempts + 1, next_attempt_at: clock.now() + delay })
  }

  const later = (item: PendingMedia, ms: number) =>
    write(item, { state: 'pending', attempts: item.attempts, next_attempt_at: clock.now() + ms })

  const postpone = (item: PendingMedia, { code }: StoreError) => {
    log.error({ code }, 'a media item could not be kept; it is fetched again')
    return later(item, noRoom)
  }

  const verdictOn = async (bytes: Uint8Array): Promise<'clean' | 'infected' | 'unknown'> => {
    try {
      return needs.scanner ? await needs.scanner.scan(bytes) : 'clean'
    } catch (error) {
      log.error({ error: describeError(error) }, 'the scanner does not answer; the file waits')
      return 'unknown'
    }
  }

  const keep = async (item: PendingMedia, bytes: Uint8Array) => {
    const inspected = { ...(await inspect(bytes)), declaredMime: item.mime, bytes: bytes.byteLength }
    const problem = judge(inspected)
    if (problem) return fail(item, problem)
    const verdict = await verdictOn(bytes)
    if (verdict === 'infected') return fail(item, 'quarantined')
    if (verdict === 'unknown') return later(item, scanAgain)
    const blob = await blobs.put(bytes)
    const isThere = await write(item, {
      state: 'stored',
      blob,
      bytes: bytes.byteLength,
      mime: keptMime(inspected),
      attempts: item.attempts + 1,
      next_attempt_at: null,
    })
    if (!isThere && !(await isNamed(store.read, blob))) await blobs.remove(blob, clock.now())
    return isThere
  }

  const fetchOne = async (item: PendingMedia): Promise<void> => {
    if (Number(item.bytes) > maxBytes) return void (await fail(item, 'too_large'))
    try {
      await keep(item, await channel.fetchMedia(JSON.parse(item.ref_json) as MediaRef, maxBytes))
    } catch (error) {
      // The citizen's file is not to blame: it may take as long as it takes to make room.
      if (error instanceof StoreError) return void (await postpone(item, error))
      const retry = error instanceof MediaUnavailable ? error.retry : true
      log.warn({ error: describeError(error), retry }, 'a media item could not be fetched')
      await unavailable(item, retry)
    }
  }

  const drain = async () => {
    while (open) {
      const due = await duePending(store.read, lineId, clock.now())
      for (const item of due) if (open) await fetchOne(item)
      if (due.length === 0) break
    }
    const next = await nextPending(store.read, lineId)
    if (next?.next_attempt_at) wakeIn(next.next_attempt_at - clock.now())
  }

  const wakeIn = (ms: number) => {
    cancelTimer?.()
    if (open) cancelTimer = clock.after(Math.max(1, ms), pump)
  }

  const loop = async () => {
    do {
      again = false
      await drain().catch((error) => {
        log.error({ error: describeError(error) }, 'fetching media stumbled; it tries again')
        wakeIn(stumbled)
      })
    } while (again && open)
    running = null
  }

  function pump() {
    if (!open) return
    again = true
    running ??= loop()
  }

  return {
    resume(): void {
      open = true
      pump()
    },
    /** Something may have arrived. */
    pump,
    async pause(): Promise<void> {
      open = false
      cancelTimer?.()
      await running
    },
  }
}

export type MediaFetcher = ReturnType<typeof mediaFetcher>
