import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { until } from '../support/station.ts'
import type { Draft } from './fake/drafts.ts'
import { type LinkedTown, linkedTown } from './linked-town.ts'

const marta = '+34700000001'
const megabyte = 1024 * 1024

/** What comes from the far side as it should not; the line goes on, and nothing is lost of what can be shown. */
describe('bad input from the far side', () => {
  let town: LinkedTown
  beforeAll(async () => {
    town = await linkedTown()
  }, 120_000)
  afterAll(() => town.close(), 60_000)

  const send = (draft: Omit<Draft, 'from'>) => town.whatsapp.phone.send({ from: marta, ...draft })
  const row = (providerId: string, wanted: 'recorded' | 'fetched' = 'fetched') =>
    until(
      () =>
        town
          .line()
          .store.read.selectFrom('messages')
          .leftJoin('media', 'media.id', 'messages.media_id')
          .select([
            'kind',
            'text',
            'provider_at',
            'messages.conversation_id',
            'media.state',
            'media.reason',
            'media.bytes',
          ])
          .where('provider_id', '=', providerId)
          .executeTakeFirst(),
      (found) => found !== undefined && (wanted === 'recorded' || found.state !== 'pending'),
      60_000,
    )

  it.each([
    ['no time', { t: 'ayer' }, { kind: 'text', text: 'Hola', provider_at: 0 }],
    ['a body that is no text', { body: { text: 'Hola' } }, { kind: 'text', text: '' }],
    ['an unheard-of type', { type: 'hologram', body: null }, { kind: 'unknown', text: '' }],
    ['no sender', { from: null }, { kind: 'text', text: 'Hola' }],
    ['a place off the earth', { type: 'location', lat: 4000, lng: 'norte' }, { kind: 'unknown' }],
    ['a picture without a file', { type: 'image', mimetype: 7, size: -1 }, { kind: 'image', state: 'pending' }],
  ])('a malformed model of the page: %s', async (_what, raw, shown) => {
    expect(await row(await send({ text: 'Hola', raw }), 'recorded')).toMatchObject(shown)
  })

  it('an id without a number: the messages stay together, and an answer finds its way back', async () => {
    const chat = 'sin-numero@lid'
    const [first, second] = [await send({ chat, text: 'Sin número' }), await send({ chat, text: 'Y otra' })]
    const { conversation_id: id } = (await row(first)) ?? expect.fail('not recorded')
    expect(await row(second)).toMatchObject({ conversation_id: id })
    const { station, operator } = town.line()
    await station.conversations.send(operator, { id: id ?? '', text: 'Le leemos', undoSeconds: 0 })
    await until(
      async () => town.whatsapp.phone.received().filter(({ text, to }) => text === 'Le leemos' && to === chat),
      ({ length }) => length === 1,
      30_000,
    )
  })

  it('16 MB of media: kept whole; more than 25 MB, or so declared: not even fetched', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(16 * megabyte)])
    const media = { bytes, mime: 'application/pdf', fileName: 'plano.pdf' }
    expect(await row(await send({ kind: 'document', media }))).toMatchObject({
      state: 'stored',
      bytes: bytes.length,
    })
    const declared = await send({
      kind: 'document',
      media: { ...media, bytes: Buffer.from('%PDF-') },
      raw: { size: 26 * megabyte },
    })
    expect(await row(declared)).toMatchObject({ state: 'failed', reason: 'too_large' })
  }, 120_000)

  it('a page that never answers again: the line starts afresh, and what came meanwhile is there', async () => {
    town.whatsapp.faults.freeze(120_000)
    const id = await send({ text: 'Con la página parada' })
    await town.line().phase('reconnecting', 60_000)
    await town.line().phase('connected', 60_000)
    expect(await row(id)).toMatchObject({ text: 'Con la página parada' })
    expect(town.line().phases).not.toContain('halted')
  }, 150_000)

  it('a page that swallows a send: the line is not held up, and the citizen has it once', async () => {
    town.whatsapp.faults.holdSends(true)
    const before = town.whatsapp.phone.asked('send').length
    await town.answer(marta, 'Se queda a medias')
    await until(
      async () => town.whatsapp.phone.asked('send').length,
      (asked) => asked > before,
      20_000,
    )
    await send({ text: 'Yo sigo escribiendo' })
    await town.recorded('Yo sigo escribiendo')
    town.whatsapp.faults.holdSends(false)
    await town.arrived(marta, 'Se queda a medias')
    expect(town.times(marta, 'Se queda a medias')).toBe(1)
  }, 120_000)
})
