import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { v7 } from 'uuid'
import type { Mail } from '../../main/channels/practice/mail.ts'
import { insertSent } from '../../main/channels/practice/queries.ts'
import { practiceTown } from '../../main/channels/practice/town.ts'
import { openBlobFiles } from '../../main/store/blob-files.ts'
import { openSqliteStore } from '../../main/store/sqlite.ts'
import { systemClock } from '../support/clock.ts'
import { testKey } from '../support/stores.ts'
import { describeChannel } from './channel-specs.ts'
import type { FarSide } from './far-side.ts'

/** A practice town in which nobody writes by itself. */
async function practice(): Promise<FarSide> {
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-practice-'))
  const clock = systemClock()
  const store = await openSqliteStore({ path: join(folder, 'store.db'), key: testKey, clock })
  const blobs = openBlobFiles({ directory: join(folder, 'blobs'), key: testKey })
  const log = pino({ level: 'silent' })
  const town = practiceTown({ store, blobs, clock, newId: () => v7(), log, seed: 1, speed: 'manual' })

  /** As citizens of the scripts do it; the line looks for such rows every second. */
  const happen = (from: string, mail: Pick<Mail, 'kind' | 'payload'> & { readonly text?: string }) =>
    store.transaction(async (tx) => {
      await insertSent(tx, [{ id: randomUUID(), phone: from, at: clock.now(), text: '', ...mail }])
    })

  return {
    channel: town.channel,
    link: async () => undefined,
    async write({ from, text, replyTo, photo }) {
      const media = photo && { base64: Buffer.from(photo).toString('base64'), mime: 'image/png' }
      const id = randomUUID()
      const letter = { id, from, text, ...(replyTo && { replyTo }), ...(media && { media }) }
      // The phone has it from now on, whatever the station does with it: only that is told by a rejection.
      await town.inbound([letter]).catch(() => undefined)
      return id
    },
    edit: ({ id, from, text }) => happen(from, { kind: 'edit', text, payload: { target: id } }),
    remove: ({ id, from }) => happen(from, { kind: 'deletion', payload: { target: id } }),
    react: ({ id, from, emoji }) => happen(from, { kind: 'reaction', payload: { target: id, emoji } }),
    async shown(phone) {
      const rows = await store.read
        .selectFrom('practice_messages')
        .select(['id', 'text', 'payload_json'])
        .where('phone', '=', phone)
        .where('direction', '=', 'received')
        .orderBy('seq')
        .execute()
      return Promise.all(
        rows.map(async ({ id, text, payload_json }) => {
          const { replyTo, file, card } = JSON.parse(payload_json ?? '{}')
          return {
            id,
            text,
            replyTo,
            card,
            file: file && { fileName: file.fileName, bytes: await blobs.get(file.blob) },
          }
        }),
      )
    },
    cut: async (disconnected) => void (await town.setFaults({ disconnected })),
    restrict: async (restricted) => void (await town.setFaults({ restricted })),
    loseMedia: async (is) => void (await town.setFaults({ loseMedia: is ? 1 : 0 })),
    async close() {
      await store.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

describeChannel('practice', practice)
