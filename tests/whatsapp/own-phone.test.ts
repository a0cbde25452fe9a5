import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resources, until } from '../support/station.ts'
import { type LinkedTown, linkedTown } from './linked-town.ts'

const marta = '+34700000001'
const pau = '+34700000002'

describe('the town’s own phone', () => {
  let town: LinkedTown
  beforeAll(async () => {
    town = await linkedTown()
  }, 120_000)
  afterAll(() => town.close(), 60_000)

  const write = (to: string, text: string) => town.whatsapp.phone.send({ from: to, text, byOwnPhone: true })
  const said = async (phone: string) => {
    const { id } = await town.conversation(phone)
    const messages = await town.line().station.inbox.messages({ id, limit: 50 })
    return messages.items.toReversed().map(({ author, text }) => [author.kind, text])
  }

  it('answers a citizen: it is in the thread, nobody waits, and the assistant is silent from then on', async () => {
    await town.whatsapp.phone.send({ from: marta, text: 'Quiero hablar con una persona' })
    await town.recorded('Quiero hablar con una persona')
    await write(marta, 'Dígame, soy del ayuntamiento')
    expect(await town.recorded('Dígame, soy del ayuntamiento')).toMatchObject({
      direction: 'out',
      author_kind: 'phone',
    })
    expect(await town.conversation(marta)).toMatchObject({ state: 'open', waitingSince: null })
    await town.whatsapp.phone.send({ from: marta, text: 'Gracias, voy mañana' })
    await town.recorded('Gracias, voy mañana')
    expect((await said(marta)).slice(-2)).toEqual([
      ['phone', 'Dígame, soy del ayuntamiento'],
      ['citizen', 'Gracias, voy mañana'],
    ])
    expect(await town.conversation(marta)).toMatchObject({ waitingSince: expect.any(Number) })
  })

  it('sends a photo, corrects itself and deletes: all of it is seen here', async () => {
    const bytes = await readFile(join(resources, 'practice/media/pothole.jpg'))
    const media = { bytes, mime: 'image/jpeg' }
    await town.whatsapp.phone.send({ from: marta, kind: 'image', text: 'Mire el plano', media, byOwnPhone: true })
    const photo = await town.recorded('Mire el plano')
    const store = town.line().store
    const kept = () =>
      store.read
        .selectFrom('media')
        .select('state')
        .where('id', '=', photo.media_id ?? '')
        .executeTakeFirst()
    await until(kept, (row) => row?.state === 'stored', 20_000)
    const id = await write(marta, 'A las onze')
    await town.recorded('A las onze')
    await town.whatsapp.phone.edit(id, 'A las once')
    await town.recorded('A las once')
    await town.whatsapp.phone.delete(id)
    const deleted = () =>
      store.read.selectFrom('messages').select('deleted_at').where('provider_id', '=', id).executeTakeFirst()
    await until(deleted, (row) => row?.deleted_at != null, 20_000)
  })

  it('begins a conversation with somebody who never wrote', async () => {
    await write(pau, 'Su partida ya está lista')
    await town.recorded('Su partida ya está lista')
    expect(await town.conversation(pau)).toMatchObject({ state: 'open', waitingSince: null })
  })

  it('is not what an operator writes here: the echo of that is no second message', async () => {
    const id = await town.answer(marta, 'Escrito en Ventanilla')
    await town.arrived(marta, 'Escrito en Ventanilla')
    const status = () =>
      town.line().store.read.selectFrom('outbox').select('state').where('message_id', '=', id).executeTakeFirst()
    await until(status, (row) => row?.state === 'read', 20_000)
    expect(await town.recorded('Escrito en Ventanilla')).toMatchObject({ id, author_kind: 'operator' })
  })

  it('writes while the station is closed: it is there afterwards, once, and so is what we sent', async () => {
    await town.restart(() => write(marta, 'Con la estación cerrada'))
    expect(await town.recorded('Con la estación cerrada')).toMatchObject({ author_kind: 'phone' })
    expect(await town.recorded('Escrito en Ventanilla')).toMatchObject({ author_kind: 'operator' })
  }, 60_000)

  it('notes something down for itself, in a group or as status: no citizen’s thread', async () => {
    for (const chat of ['34700000001-1@g.us', 'status@broadcast'])
      await town.whatsapp.phone.send({ from: marta, chat, text: `En ${chat}`, byOwnPhone: true })
    await write(town.whatsapp.ownPhone, 'Nota para mí')
    await write(pau, 'Después de la nota')
    await town.recorded('Después de la nota')
    const rows = await town.line().store.read.selectFrom('messages').select('text').execute()
    expect(rows.filter(({ text }) => /^En |^Nota para/.test(text))).toEqual([])
  })
})
