import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type CitizenImport, type ImportLook, importPiece } from '../../contract/citizens.ts'
import { until } from '../support/station.ts'
import { type StationProcess, startStation } from '../support/station-process.ts'

/** The real station in a process of its own; its pieces travel as a browser would send them. */
async function sender(station: StationProcess) {
  const { username, password, url } = station
  const signIn = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  })
  const { token } = (await signIn.json()) as { token: string }
  return async (id: string, position: number, bytes: Uint8Array) => {
    const body = new FormData()
    body.set('position', String(position))
    body.set('file', new File([new Uint8Array(bytes)], 'piece'))
    const headers = { authorization: `Bearer ${token}` }
    const answer = await fetch(`${url}/api/citizens/imports/${id}/pieces`, { method: 'POST', headers, body })
    return answer.status
  }
}

describe('a list of citizens', () => {
  let data = ''
  let station: StationProcess
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'ventanilla-lists-'))
  })
  afterEach(async () => {
    await station.stop()
    rmSync(data, { recursive: true, force: true })
  })

  it('whose station is killed while it judges and while it writes is finished by the next, each person once', async () => {
    const people = 1_500
    const rows = Array.from({ length: people }, (_, n) => `Vecina ${n};${700_400_000 + n};${'x'.repeat(n % 50)}`)
    const bytes = Buffer.from(['nombre;telefono;nota', ...rows].join('\n'))
    station = await startStation({ data })
    const call = async <T>(method: string, path: string, body?: unknown) => {
      const { status, body: found } = await station.call(method, path, body)
      expect(status, path).toBe(200)
      return found as T
    }
    const { id } = await call<CitizenImport>('POST', '/api/citizens/imports', {
      fileName: 'a.csv',
      bytes: bytes.length,
    })
    const send = await sender(station)
    for (let position = 0; position * importPiece < bytes.length; position += 1) {
      const piece = bytes.subarray(position * importPiece, (position + 1) * importPiece)
      expect(await send(id, position, piece)).toBe(200)
    }
    const place = `/api/citizens/imports/${id}`
    const { header, separator, columns } = await call<ImportLook>('GET', `${place}/look`)
    const now = () => call<CitizenImport>('GET', place)
    const seen = ({ counts }: CitizenImport) => counts.new + counts.unchanged
    await call('POST', `${place}/check`, { header, separator, columns })
    await until(now, (found) => seen(found) > 0)
    await station.kill()
    station = await startStation({ data })
    const checked = await until(now, ({ state }) => state !== 'checking', 60_000)
    expect(checked).toMatchObject({ state: 'checked', counts: { new: people, duplicate: 0 } })

    await call('POST', `${place}/commit`, {})
    const written = async () => (await call<{ count: number }>('GET', '/api/citizens/count')).count
    await until(written, (count) => count > 0)
    await station.kill()
    station = await startStation({ data })
    const done = await until(now, ({ state }) => state !== 'importing', 60_000)
    expect([done.state, done.counts.new, await written()]).toEqual(['done', people, people])
  })
})
