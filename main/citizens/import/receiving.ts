import { type CitizenImport, importPiece } from '../../../contract/citizens.ts'
import { Problem } from '../../../contract/problems.ts'
import { actorOf, type Operator } from '../../operators/actor.ts'
import type { RegisterNeeds } from '../needs.ts'
import { cleanName } from '../rules.ts'
import { readSettings } from '../settings.ts'
import { noCounts } from './counts.ts'
import { insertImport, insertPiece } from './queries.ts'
import type { ImportSteps } from './steps.ts'

const MiB = 1024 * 1024

type Needs = RegisterNeeds & {
  readonly steps: ImportSteps
  readonly shown: (id: string) => Promise<CitizenImport>
}

/** A file comes in pieces, each encrypted as it arrives: however large it is, no more of it is in memory. */
export function receiving({ store, clock, newId, audit, blobs, steps: { load, step }, shown }: Needs) {
  return {
    /** Refuses with FILE_TOO_LARGE and how much is taken, or FILE_EMPTY. */
    async beginImport(operator: Operator, file: { readonly fileName: string; readonly bytes: number }) {
      const most = (await readSettings(store.read)).importMegabytes * MiB
      if (file.bytes === 0) throw new Problem('FILE_EMPTY')
      if (file.bytes > most) throw new Problem('FILE_TOO_LARGE', { most })
      const [id, now] = [newId(), clock.now()]
      await store.transaction(async (tx) => {
        await insertImport(tx, {
          id,
          file_name: cleanName(file.fileName),
          bytes: file.bytes,
          received: 0,
          state: 'receiving',
          reading_json: null,
          done_line: 0,
          counts_json: JSON.stringify(noCounts),
          fault_json: null,
          operator_id: operator.id,
          created_at: now,
          updated_at: now,
        })
        const object = { kind: 'citizen_import', id }
        await audit.record(tx, { actor: actorOf(operator), action: 'citizen.begin_import', object, result: 'ok' })
      })
      return shown(id)
    },

    /** Refuses with BAD_INPUT a piece that is not the next or longer than the file, WRONG_STATE when all are there. */
    async sendPiece({
      id,
      position,
      bytes,
    }: {
      readonly id: string
      readonly position: number
      readonly bytes: Buffer
    }) {
      const before = await load(store.read, id)
      if (position < Math.ceil(before.received / importPiece)) return shown(id)
      const size = Math.min(importPiece, before.bytes - position * importPiece)
      if (bytes.length !== size) throw new Problem('BAD_INPUT', { fields: ['file'] })
      const blob = await blobs.put(bytes)
      await store.transaction(async (tx) => {
        const row = await load(tx, id)
        if (row.state !== 'receiving') throw new Problem('WRONG_STATE', { state: row.state })
        if (position * importPiece !== row.received) throw new Problem('BAD_INPUT', { fields: ['position'] })
        await insertPiece(tx, { import_id: id, position, blob, bytes: bytes.length })
        const received = row.received + bytes.length
        await step(tx, id, ['receiving'], { received, state: received === row.bytes ? 'received' : 'receiving' })
      })
      return shown(id)
    },
  }
}
