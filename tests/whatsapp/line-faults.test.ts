import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../support/station.ts'
import { startFakeWhatsApp } from './fake/server.ts'
import { type LinkedTown, linkedTown } from './linked-town.ts'
import { openTownLine, townFolder } from './town-line.ts'

const marta = '+34700000001'

/**
 * The faults of the bare library (`library-faults.test.ts`, same numbers), through the whole product: it goes on, loses
 * and doubles nothing. A killed browser (7) and a crashed page (8) are in `channel.test.ts`.
 */
describe('the line in spite of the library’s faults', () => {
  let town: LinkedTown
  beforeAll(async () => {
    town = await linkedTown()
  }, 120_000)
  afterAll(() => town.close(), 60_000)

  const write = (text: string) => town.whatsapp.phone.send({ from: marta, text })
  const documents = (change: Parameters<typeof town.whatsapp.faults.nextDocuments>[0]) => async () =>
    town.whatsapp.faults.nextDocuments(change)

  it('1: a page that synced before anybody listened is nudged, and connects', async () => {
    await town.restart(documents({ sync: 'early' }))
    town.whatsapp.faults.healthyDocuments()
    await write('Tras un aviso que nadie oyó')
    await town.recorded('Tras un aviso que nadie oyó')
    expect(town.line().phases).not.toContain('qr')
  }, 60_000)

  it('2: messages that come while the library sets itself up are all recorded, once each', async () => {
    const words = Array.from({ length: 20 }, (_, n) => `Mientras se prepara ${n}`)
    await town.restart(async () => {
      town.whatsapp.faults.atSync(() => {
        for (const text of words) void write(text)
      })
    })
    for (const text of words) await town.recorded(text)
  }, 60_000)

  it('4: a sync told twice changes nothing', async () => {
    await town.restart(documents({ sync: 'twice' }))
    town.whatsapp.faults.healthyDocuments()
    await write('Dicho una vez')
    await town.recorded('Dicho una vez')
    expect(town.line().phases.filter((phase) => phase === 'connected')).toHaveLength(1)
  }, 60_000)

  it('5: a frame inside the page makes nothing heard twice', async () => {
    town.whatsapp.faults.addFrame()
    town.whatsapp.faults.syncAgain()
    await write('Con un marco dentro')
    await town.recorded('Con un marco dentro')
    await town.answer(marta, 'Respuesta con un marco dentro')
    await town.arrived(marta, 'Respuesta con un marco dentro')
    expect(town.times(marta, 'Respuesta con un marco dentro')).toBe(1)
  }, 60_000)

  it('6: a stray navigation ends no station: the line comes back, and what came meanwhile is there', async () => {
    const escaped: unknown[] = []
    const note = (error: unknown) => void escaped.push(error)
    process.on('unhandledRejection', note)
    town.whatsapp.faults.navigate()
    await town.line().phase('reconnecting')
    await write('Mientras la página estaba en otra parte')
    await town.line().phase('connected', 60_000)
    await town.recorded('Mientras la página estaba en otra parte')
    process.off('unhandledRejection', note)
    expect(escaped).toEqual([])
  }, 90_000)

  it('3: a module that WhatsApp no longer has halts the line in words, and the session outlives it', async () => {
    await town.line().close()
    town.whatsapp.faults.nextDocuments({ missing: ['WAWebSyncGatingUtils'] })
    const halted = await openTownLine(town.whatsapp, town.folder)
    expect(await halted.phase('halted', 60_000)).toMatchObject({ halt: 'whatsapp_changed' })
    await until(
      async () => halted.link.pid() ?? null,
      (pid) => pid === null,
      20_000,
    )
    town.whatsapp.faults.healthyDocuments()
    await write('Mientras WhatsApp era otro')
    await halted.link.begin()
    await halted.phase('connected', 60_000)
    expect(halted.phases).not.toContain('qr')
    const rows = () =>
      halted.store.read.selectFrom('messages').select('id').where('text', '=', 'Mientras WhatsApp era otro').execute()
    expect(await until(rows, ({ length }) => length > 0, 20_000)).toHaveLength(1)
    await halted.close()
  }, 150_000)
})

it('9: a code that nobody scanned in time is renewed', async () => {
  const whatsapp = await startFakeWhatsApp()
  const folder = await townFolder()
  const line = await openTownLine(whatsapp, folder.path)
  await line.link.begin()
  const { qr } = await line.phase('qr')
  // The library listens a moment after it showed the code; a page that becomes idle before that does so again.
  await until(
    async () => {
      for (const state of ['OPENING', 'UNPAIRED_IDLE'] as const) whatsapp.faults.state(state)
      await new Promise((resolve) => setTimeout(resolve, 200))
      return whatsapp.phone.asked('new ref').length
    },
    (asked) => asked > 0,
    15_000,
  )
  const renewed = await until(
    async () => line.link.state(),
    (state) => state.qr !== null && state.qr !== qr,
    5_000,
  )
  expect(renewed.phase).toBe('qr')
  await line.close()
  await whatsapp.close()
  await folder.remove()
}, 60_000)
