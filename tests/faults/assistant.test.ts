import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FlowSummary, FlowVersion } from '../../contract/assistant.ts'
import type { FlowFiles } from '../../contract/flow.ts'
import { lineOf, replaced } from '../support/library.ts'
import { type StationProcess, startStation } from '../support/station-process.ts'
import { postgresDatabase } from '../support/stores.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'ventanilla-assistant-'))

type Body = { readonly status: number; readonly body: unknown }
type Shown = { summary: FlowSummary; files: FlowFiles }

async function shown(station: StationProcess): Promise<Shown> {
  const { status, body } = await station.call('GET', '/api/assistant/flows/report')
  expect(status).toBe(200)
  return body
}

describe('what the assistant is asked over the wire', () => {
  let data = ''
  let station: StationProcess
  let sound: FlowFiles
  beforeAll(async () => {
    data = folder()
    station = await startStation({ data })
    sound = (await shown(station)).files
  })
  afterAll(async () => {
    expect(await station.stop()).toBe(0)
    rmSync(data, { recursive: true, force: true })
  })

  const check = (files: unknown): Promise<Body> => station.call('POST', '/api/assistant/flows/report/check', { files })
  const big = 'x'.repeat(1_000_000)
  const deep = '['.repeat(200_000)

  it.each<[string, () => unknown, string]>([
    ['a megabyte', () => ({ ...sound, flow: big }), 'files.flow'],
    ['a megabyte of words', () => ({ ...sound, words: { es: big } }), 'files.words.es'],
    ['a language nobody knows', () => ({ ...sound, words: { xx: '{}' } }), 'files.words'],
    ['no text', () => ({ ...sound, flow: { name: 'report' } }), 'files.flow'],
    ['no files', () => null, 'files'],
  ])('refuses %s, naming the field', async (_, files, field) => {
    expect(await check(files())).toMatchObject({ status: 400, body: { code: 'BAD_INPUT', data: { fields: [field] } } })
  })

  it.each<[string, () => FlowFiles, string, string]>([
    [
      'a missing step',
      () => ({ ...sound, flow: replaced(sound.flow, '"next": "report_where"', '"next": "no"') }),
      'no_step',
      '"no"',
    ],
    ['no JSON', () => ({ ...sound, flow: 'hola' }), 'not_json', ''],
    ['a depth nobody writes', () => ({ ...sound, flow: deep }), 'wrong_shape', ''],
    ['keys that change the object', () => ({ ...sound, flow: '{"__proto__":{"name":"report"}}' }), 'missing_field', ''],
    [
      'another flow',
      () => ({ ...sound, flow: replaced(sound.flow, '"name": "report"', '"name": "lamps"') }),
      'wrong_name',
      '"lamps"',
    ],
    [
      'a text over the limit',
      () => ({
        ...sound,
        words: { ...sound.words, es: replaced(sound.words.es ?? '', '¿Qué ocurre?', 'x'.repeat(5_000)) },
      }),
      'too_long',
      'xxxx',
    ],
  ])('finds fault with %s, on its line', async (_, files, code, found) => {
    const { flow, words } = files()
    const { status, body } = await check({ flow, words })
    expect(status).toBe(200)
    const line = lineOf(code === 'too_long' ? (words.es ?? '') : flow, found)
    expect((body as { faults: unknown[] }).faults[0]).toMatchObject({ code, line })
  })

  it.each([
    ['GET', '/api/assistant/flows/nothing', undefined, 404, 'NOT_FOUND'],
    ['GET', '/api/assistant/flows/Front', undefined, 400, 'BAD_INPUT'],
    ['GET', '/api/assistant/flows/report/versions/9', undefined, 404, 'NOT_FOUND'],
    ['GET', '/api/assistant/flows/report/versions/last', undefined, 400, 'BAD_INPUT'],
    ['GET', '/api/assistant/flows/report/versions/0', undefined, 400, 'BAD_INPUT'],
    ['GET', '/api/assistant/flows/report/diff?from=1', undefined, 404, 'NOT_FOUND'],
    ['GET', '/api/assistant/flows/report/diff?from=1&to=latest', undefined, 400, 'BAD_INPUT'],
    ['POST', '/api/assistant/flows/report/publish', { revision: 1 }, 404, 'NOT_FOUND'],
    ['POST', '/api/assistant/flows/report/roll-back', { version: 9, published: 1 }, 404, 'NOT_FOUND'],
    ['POST', '/api/assistant/flows/report/decline', { version: 1 }, 409, 'FLOW_MOVED'],
    ['DELETE', '/api/assistant/flows/report/draft', { revision: 1 }, 404, 'NOT_FOUND'],
    ['PUT', '/api/assistant/flows/front/switch', { on: false }, 400, 'BAD_INPUT'],
    ['POST', '/api/assistant/try', { messages: [{ text: 'hola' }], state: '{"state":1}' }, 400, 'BAD_INPUT'],
    ['POST', '/api/assistant/try', { messages: Array(21).fill({ text: 'hola' }) }, 400, 'BAD_INPUT'],
    ['POST', '/api/assistant/try', { messages: [{ text: 'hola', photo: true }] }, 400, 'BAD_INPUT'],
    ['POST', '/api/assistant/try', { messages: [], files: { report: { flow: '{', words: {} } } }, 422, 'FLOW_FAULTY'],
  ])('%s %s %j is refused with %i %s', async (method, path, body, status, code) => {
    expect(await station.call(method, path, body)).toMatchObject({ status, body: { code } })
  })

  it('is answered to whoever may read, and changed only by who may write', async () => {
    const password = 'una-frase-bien-larga-7'
    const as = async (role: string) => {
      const account = { username: role, name: 'Nuria Prueba', role, password }
      expect((await station.call('POST', '/api/operators', account)).status).toBe(200)
      const session: Body = await station.call('POST', '/api/session', { username: role, password })
      const { token } = session.body as { token: string }
      return async (method: string, path: string, body?: object) => {
        const headers = { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) }
        const response = await fetch(station.url + path, { method, headers, body: body ? JSON.stringify(body) : null })
        return response.status
      }
    }
    for (const role of ['auditor', 'operator']) {
      const call = await as(role)
      expect(await call('GET', '/api/assistant/flows')).toBe(200)
      expect(await call('POST', '/api/assistant/try', { messages: [{ text: 'hola' }] })).toBe(200)
      expect(await call('PUT', '/api/assistant/switch', { on: false })).toBe(403)
      expect(await call('POST', '/api/assistant/flows/report/publish', { revision: 1 })).toBe(403)
    }
    const officer = await as('officer')
    expect(await officer('PUT', '/api/assistant/switch', { on: false })).toBe(200)
    expect(await officer('PUT', '/api/assistant/switch', { on: true })).toBe(200)
    const { body } = await station.call('GET', '/api/audit?limit=1&action=assistant.switch_on')
    expect(body).toMatchObject({ items: [{ actor: { name: 'Nuria Prueba' }, result: 'ok' }] })
  })
})

/** `VENTANILLA_KILLS=100` for the long run. */
const kills = Number(process.env.VENTANILLA_KILLS ?? 2)

const databases = [
  ['sqlite', async () => ({ args: [], end: async () => undefined })],
  [
    'postgres',
    async () => {
      const { url, remove } = await postgresDatabase()
      return { args: ['--database', url], end: remove }
    },
  ],
] as const

describe.each(databases)('killed while publishing [%s]', (dialect, database) => {
  let data = ''
  beforeEach(() => {
    data = folder()
  })
  afterEach(() => rmSync(data, { recursive: true, force: true }))

  let people = 0
  /** The question of the reports as somebody who writes for the first time gets it. */
  async function asked(station: StationProcess): Promise<string> {
    const from = `+34700${400_000 + people++}`
    await station.call('POST', '/api/practice/inbound', [{ from, text: 'hola' }])
    await station.call('POST', '/api/practice/inbound', [{ from, text: '2' }])
    const newest: Body = await station.call('GET', '/api/conversations?view=all&limit=1')
    const { items } = newest.body as { items: { lastMessage: { text: string } }[] }
    return items[0]?.lastMessage.text ?? ''
  }

  it('has published all of a version or nothing of it', async () => {
    const { args, end } = await database()
    const life = () => startStation({ data, args: ['--speed', 'manual', ...args] })
    let station = await life()
    let n = 0

    /** Saves and publishes without rest; the station is killed `ms` after the first time. */
    const publish = async (here: StationProcess, ms: number): Promise<void> => {
      let death: Promise<void> | null = null
      try {
        for (;;) {
          const { summary, files } = await shown(here)
          const question = `"report_what": "Pregunta ${++n}`
          const words = { ...files.words, es: replaced(files.words.es ?? '', /"report_what": "[^"]*/, question) }
          const revision = summary.draft?.revision ?? null
          const draft = { files: { ...files, words }, basedOn: summary.published?.version, revision }
          const saved: Body = await here.call('PUT', '/api/assistant/flows/report/draft', draft)
          const { draft: kept } = saved.body as { draft: { revision: number } }
          await here.call('POST', '/api/assistant/flows/report/publish', { revision: kept.revision })
          death ??= new Promise<void>((resolve) => setTimeout(resolve, ms)).then(here.kill)
        }
      } catch (error) {
        if (!death) throw error
        await death
      }
    }

    for (let round = 0; round < kills; round++) {
      await publish(station, dialect.length + round * 61)
      station = await life()
      const history: Body = await station.call('GET', '/api/assistant/flows/report/versions')
      const versions = history.body as FlowVersion[]
      expect(versions.map(({ version }) => version)).toEqual(versions.map((_, i) => versions.length - i))
      expect(versions.filter(({ state }) => state === 'published').map(({ version }) => version)).toEqual([
        versions.length,
      ])
      const trail: Body = await station.call('GET', '/api/audit?limit=200&action=assistant.publish')
      const acts = (trail.body as { items: { object: { id: string } | null; detail: string }[] }).items
      expect(acts.filter(({ detail }) => detail === `version ${versions.length}`).length).toBeGreaterThan(0)
      const { body } = await station.call('GET', `/api/assistant/flows/report/versions/${versions.length}`)
      const { files } = body as Shown
      expect(JSON.parse(files.flow)).toMatchObject({ version: versions.length })
      expect(await asked(station)).toBe(JSON.parse(files.words.es ?? '').texts.report_what)
      expect((await shown(station)).summary.published?.version).toBe(versions.length)
    }
    expect(n).toBeGreaterThanOrEqual(kills)
    expect(await station.stop()).toBe(0)
    await end()
  })
})
