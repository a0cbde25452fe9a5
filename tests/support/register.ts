import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { importPiece } from '../../contract/citizens.ts'
import type { CitizenConsents } from '../../main/citizens/needs.ts'
import { citizens } from '../../main/citizens/service.ts'
import { recorder } from '../../main/inbox/recorder.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { joinCitizens, noConsents } from '../../main/station/join-citizens.ts'
import { openBlobFiles } from '../../main/store/blob-files.ts'
import { deriveKey } from '../../main/store/keys.ts'
import type { Store } from '../../main/store/store.ts'
import { manualClock } from './clock.ts'
import { sequentialIds } from './ids.ts'
import { lineRow } from './rows.ts'
import { type OpenStore, testKey } from './stores.ts'

export const rosa: Operator = { id: 'rosa', name: 'Rosa Prieto', role: 'officer', permissions: new Set() }

export type Register = Awaited<ReturnType<typeof registerOn>>

/** The citizens of a town as the station joins them, on a store with two lines. */
export async function registerOn(open: OpenStore, consents: Partial<CitizenConsents> = {}, sharing?: Store) {
  const clock = manualClock()
  const store = await open(sharing ? { clock, sharing } : { clock })
  const folder = mkdtempSync(join(tmpdir(), 'ventanilla-lists-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const newId = sequentialIds(sharing ? 1 : 0)
  const blobs = openBlobFiles({ directory: folder, key: testKey })
  const base = { store, clock, newId, blobs, log: pino({ level: 'silent' }) }
  const keyFor: Parameters<typeof joinCitizens>[0]['keyFor'] = (use) => deriveKey(testKey, use)
  const records = recorder(base)
  const register = joinCitizens({
    ...base,
    keyFor,
    audit: auditTrail({ clock }),
    recorder: records,
    consents: { ...noConsents, ...consents },
  })
  if (!sharing) {
    await store.transaction(async (tx) => {
      for (const id of ['line-1', 'line-2'])
        await tx
          .insertInto('lines')
          .values(lineRow({ id, name: id }))
          .execute()
    })
  }
  const identity = citizens({ clock, newId })
  return {
    store,
    clock,
    register,
    records,
    identity,
    folder,
    /** Somebody writes; the id of who it is. */
    hear: async (who: { phone?: string; lid?: string; name?: string }) =>
      (await store.transaction((tx) => identity.resolve(tx, who))).id,
    /** A list as it is sent, looked at and judged; the id of its import. */
    async judged(text: string | Uint8Array): Promise<string> {
      const bytes = Buffer.from(text as string)
      const { id } = await register.imports.beginImport(rosa, { fileName: 'lista.csv', bytes: bytes.length })
      for (let position = 0; position * importPiece < bytes.length; position += 1) {
        const piece = bytes.subarray(position * importPiece, (position + 1) * importPiece)
        await register.imports.sendPiece({ id, position, bytes: piece })
      }
      const { header, separator, columns } = await register.imports.lookAtImport(id)
      await register.imports.checkImport({ id, header, separator, columns })
      return id
    },
  }
}
