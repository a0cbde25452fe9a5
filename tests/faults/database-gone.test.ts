import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startStation } from '../support/station-process.ts'
import { postgresDatabase } from '../support/stores.ts'

it('a station whose database is gone says so, is alive, and ends well', async () => {
  const { url, remove } = await postgresDatabase()
  const data = mkdtempSync(join(tmpdir(), 'ventanilla-gone-'))
  try {
    const station = await startStation({ data, args: ['--speed', 'manual', '--database', url] })
    await remove()
    const refused = { status: 503, body: { code: 'STORE_UNAVAILABLE', data: { reason: 'STORE_UNREACHABLE' } } }
    expect(await station.call('GET', '/api/conversations')).toMatchObject(refused)
    expect(await station.call('GET', '/health')).toMatchObject({ status: 200, body: { stage: 'practice' } })
    expect(await station.stop()).toBe(0)
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
})
