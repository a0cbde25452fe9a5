import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, expect, it } from 'vitest'
import type { Channel, InboundMessage } from '../../main/channels/channel.ts'
import { citizens } from '../../main/citizens/service.ts'
import { recorder } from '../../main/inbox/recorder.ts'
import { mediaFetcher } from '../../main/media/fetcher.ts'
import type { Scanner } from '../../main/media/scanner.ts'
import { outbox } from '../../main/outbox/service.ts'
import { emptyTown } from '../../main/settings/rules.ts'
import { inbound } from '../../main/station/inbound.ts'
import { openBlobFiles } from '../../main/store/blob-files.ts'
import type { BlobStore } from '../../main/store/blobs.ts'
import { type Store, StoreError } from '../../main/store/store.ts'
import { manualClock } from '../support/clock.ts'
import { nobodyLeaves } from '../support/consents.ts'
import { sequentialIds } from '../support/ids.ts'
import { lineRow } from '../support/rows.ts'
import { until } from '../support/station.ts'
import { describeOnEachStore, testKey } from '../support/stores.ts'

const file = Buffer.from('BEGIN:VCARD\nFN:Rosa\nEND:VCARD\n')

const card = (n: number): InboundMessage => ({
  type: 'message',
  providerId: `IN-${n}`,
  from: { phone: `+3470041000${n}` },
  at: 0,
  kind: 'contact',
  text: '',
  media: { ref: { n }, mime: 'text/vcard', fileName: 'rosa.vcf', bytes: file.length },
})

const silent = {
  respond: () => Promise.reject(new Error('nobody asks')),
  lastTurn: async () => null,
  noteReplies: async () => undefined,
  forget: async () => undefined,
  farewell: async () => null,
}

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** A line on which files arrive; `put` stands before the disk they are kept on. */
async function line(
  store: Store,
  put: (keep: () => Promise<string>) => Promise<string> = (keep) => keep(),
  scanner: Scanner | null = null,
) {
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-files-'))
  folders.push(folder)
  const disk = openBlobFiles({ directory: folder, key: testKey })
  const blobs: BlobStore = { ...disk, put: (bytes) => put(() => disk.put(bytes)) }
  const clock = manualClock()
  const needs = { store, clock, newId: sequentialIds(), log: pino({ level: 'silent' }) }
  const row = lineRow()
  await store.transaction((tx) => tx.insertInto('lines').values(row).execute())
  const hears = inbound({
    ...needs,
    lineId: row.id,
    citizens: citizens(needs),
    recorder: recorder(needs),
    assistant: silent,
    outbox: outbox(needs),
    town: async () => emptyTown,
    meanings: { noteMisunderstood: async () => undefined },
    consents: nobodyLeaves,
    ownPhone: async () => null,
    replySpacing: 0,
    belongsInFolder: async () => false,
    noticeNews: async () => null,
    burstWindow: 0,
  })
  const channel = { fetchMedia: async () => file } as Partial<Channel> as Channel
  return { clock, hears, fetcher: mediaFetcher({ ...needs, blobs, channel, scanner, lineId: row.id }) }
}

const rows = (store: Store) => store.read.selectFrom('media').select(['state', 'attempts', 'next_attempt_at']).execute()

describeOnEachStore('media', (open) => {
  it('of a message that is delivered twice is one row, fetched once, and nothing waits for the other', async () => {
    const store = await open()
    const { clock, hears, fetcher } = await line(store)
    await hears.deliver([card(1), card(1)])
    await hears.deliver([card(1)])
    fetcher.resume()
    await until(
      () => rows(store),
      ([row]) => row?.state === 'stored',
    )
    await fetcher.pause()
    expect(await rows(store)).toHaveLength(1)
    expect(clock.waiting()).toBe(0)
  })

  it('waits for room on the disk as long as it takes', async () => {
    const store = await open()
    let full = true
    const { clock, hears, fetcher } = await line(store, async (keep) => {
      if (full) throw new StoreError('STORE_DISK_FULL', 'The disk is full')
      return keep()
    })
    await hears.deliver([card(1)])
    fetcher.resume()
    for (let minute = 0; minute < 8; minute++) {
      await until(
        () => rows(store),
        ([row]) => Number(row?.next_attempt_at) > clock.now() && clock.waiting() === 1,
      )
      await clock.advance(60_000)
    }
    full = false
    await clock.advance(60_000)
    const [kept] = await until(
      () => rows(store),
      ([row]) => row?.state === 'stored',
    )
    expect(kept?.attempts).toBe(1)
    await fetcher.pause()
  })

  it('in which malware is found is not kept, and says why', async () => {
    const store = await open()
    let kept = 0
    const keep = (put: () => Promise<string>) => {
      kept += 1
      return put()
    }
    const { hears, fetcher } = await line(store, keep, { name: 'x', scan: async () => 'infected' })
    await hears.deliver([card(1)])
    fetcher.resume()
    await until(
      () => rows(store),
      ([row]) => row?.state === 'failed',
    )
    await fetcher.pause()
    const [row] = await store.read.selectFrom('media').select(['reason', 'blob']).execute()
    expect([row, kept]).toEqual([{ reason: 'quarantined', blob: null }, 0])
  })

  it('is not kept before it was scanned, however long the scanner is silent', async () => {
    const store = await open()
    let silentFor = 8
    const scan = async () => {
      silentFor -= 1
      if (silentFor >= 0) throw new Error('the daemon is gone')
      return 'clean' as const
    }
    const { clock, hears, fetcher } = await line(store, undefined, { name: 'x', scan })
    await hears.deliver([card(1)])
    fetcher.resume()
    for (let minute = 0; minute < 8; minute += 1) {
      const [row] = await until(
        () => rows(store),
        ([waits]) => Number(waits?.next_attempt_at) > clock.now() && clock.waiting() === 1,
      )
      expect(row?.state).toBe('pending')
      await clock.advance(60_000)
    }
    await until(
      () => rows(store),
      ([row]) => row?.state === 'stored',
    )
    await fetcher.pause()
  })

  it('is fetched again after the database failed', async () => {
    const store = await open()
    let failures = 3
    const unsteady: Store = {
      ...store,
      transaction: (work) =>
        failures-- > 0
          ? Promise.reject(new StoreError('STORE_UNREACHABLE', 'The database is gone'))
          : store.transaction(work),
    }
    const here = await line(store)
    await here.hears.deliver([card(1)])
    const { clock } = here
    const blobs = openBlobFiles({ directory: folders[0] ?? '', key: testKey })
    const channel = { fetchMedia: async () => file } as Partial<Channel> as Channel
    const log = pino({ level: 'silent' })
    const fetcher = mediaFetcher({ store: unsteady, blobs, clock, log, channel, lineId: lineRow().id, scanner: null })
    fetcher.resume()
    await until(
      async () => clock.advance(1_000).then(() => rows(store)),
      ([row]) => row?.state === 'stored',
    )
    await fetcher.pause()
  })
})
