import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { resources } from '../support/station.ts'
import { browserPid, rendererPids } from './browser-processes.ts'
import { type FakeWhatsApp, startFakeWhatsApp } from './fake/server.ts'
import { openTownLine, type TownLine, townFolder } from './town-line.ts'

const until = async <T>(ask: () => T | Promise<T>, patience = 20_000): Promise<NonNullable<T>> => {
  const deadline = Date.now() + patience
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > deadline) throw new Error('gave up waiting')
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
}

const sample = (name: string) => readFile(join(resources, 'practice/media', name))
const marta = '+34700000001'
const luis = '+34700000002'

describe('the real line', () => {
  let whatsapp: FakeWhatsApp
  let town: Awaited<ReturnType<typeof townFolder>>
  let line: TownLine

  const profile = () => join(town.path, 'whatsapp', 'session')
  const stored = (text: string) =>
    line.store.read.selectFrom('messages').selectAll().where('text', '=', text).where('direction', '=', 'in').execute()
  const one = async (text: string) => {
    await until(async () => (await stored(text)).length > 0)
    const rows = await stored(text)
    expect(rows).toHaveLength(1)
    return rows[0] as (typeof rows)[number]
  }
  const answer = async (phone: string, text: string) => {
    const citizens = await line.station.inbox.list({ view: 'all', operatorId: line.operator.id, limit: 50 })
    const conversation = citizens.items.find(({ citizen }) => citizen.phone === phone)
    if (!conversation) throw new Error('nobody has written')
    return line.station.conversations.send(line.operator, { id: conversation.id, text, undoSeconds: 0 })
  }
  const arrived = (phone: string, text: string) =>
    until(() => whatsapp.phone.received(phone).some((each) => each.text === text))
  const times = (phone: string, text: string) =>
    whatsapp.phone.received(phone).filter((each) => each.text === text).length

  beforeAll(async () => {
    whatsapp = await startFakeWhatsApp()
    town = await townFolder()
    line = await openTownLine(whatsapp, town.path)
  }, 120_000)

  afterAll(async () => {
    await line.close()
    await whatsapp.close()
    await town.remove()
  }, 60_000)

  it('is not linked until a person asks for it', async () => {
    expect(line.link.state().phase).toBe('not_linked')
    expect(await browserPid(profile())).toBeUndefined()
  })

  it('shows a QR, a fresh one when it gets old, and connects when a phone scans it', async () => {
    await line.link.begin()
    const { qr } = await line.phase('qr')
    expect(qr).toMatch(/^[^,]+(,[^,]+){4}$/)
    whatsapp.phone.rotateCode()
    await until(() => line.link.state().qr !== qr)
    await whatsapp.phone.scan()
    expect(await line.phase('connected')).toMatchObject({ phone: whatsapp.ownPhone, qr: null, failures: 0 })
    await until(() => line.link.state().completeUntil)
  })

  it('records what a citizen writes, and the assistant answers', async () => {
    await whatsapp.phone.send({ from: marta, text: 'Hola, soy Marta' })
    await one('Hola, soy Marta')
    await until(() => whatsapp.phone.received(marta).length > 0)
  })

  it('keeps photo and voice as they were sent', async () => {
    const [photo, voice] = [await sample('pothole.jpg'), await sample('voice.ogg')]
    await whatsapp.phone.send({
      from: marta,
      kind: 'image',
      text: 'El bache',
      media: { bytes: photo, mime: 'image/jpeg' },
    })
    await whatsapp.phone.send({ from: marta, kind: 'voice', media: { bytes: voice, mime: 'audio/ogg', seconds: 3 } })
    await one('El bache')
    const kept = () =>
      line.store.read.selectFrom('media').select(['state', 'bytes', 'reason']).orderBy('created_at').execute()
    await until(async () => (await kept()).length === 2 && (await kept()).every(({ state }) => state !== 'pending'))
    expect(await kept()).toMatchObject([{ state: 'stored' }, { state: 'stored' }])
    expect((await kept()).map(({ bytes }) => Number(bytes)).sort((a, b) => a - b)).toEqual(
      [photo.length, voice.length].sort((a, b) => a - b),
    )
  })

  it('knows a citizen by LID and by phone as one', async () => {
    await whatsapp.phone.send({ from: luis, lid: true, text: 'Por LID' })
    await whatsapp.phone.send({ from: luis, text: 'Por número' })
    const [byLid, byPhone] = [await one('Por LID'), await one('Por número')]
    expect(byLid.conversation_id).toBe(byPhone.conversation_id)
  })

  it('leaves groups, status and channels alone', async () => {
    for (const chat of ['34700000001-1@g.us', 'status@broadcast', '120363@newsletter'])
      await whatsapp.phone.send({ from: marta, chat, text: `Desde ${chat}` })
    await whatsapp.phone.send({ from: marta, text: 'Después del grupo' })
    await one('Después del grupo')
    const rows = await line.store.read.selectFrom('messages').select('text').where('text', 'like', 'Desde %').execute()
    expect(rows).toEqual([])
  })

  it('shows edits, deletions and reactions', async () => {
    const id = await whatsapp.phone.send({ from: marta, text: 'Calle Mallor' })
    await one('Calle Mallor')
    await whatsapp.phone.edit(id, 'Calle Mayor')
    await one('Calle Mayor')
    await whatsapp.phone.react(id, '👍', { from: marta })
    await until(async () => (await line.store.read.selectFrom('reactions').selectAll().execute()).length > 0)
    await whatsapp.phone.delete(id)
    await until(async () => {
      const rows = await line.store.read
        .selectFrom('messages')
        .select('deleted_at')
        .where('provider_id', '=', id)
        .execute()
      return rows[0]?.deleted_at
    })
  })

  it('sends what an operator writes and follows it to the citizen’s eyes', async () => {
    const id = await answer(marta, 'Buenos días, Marta')
    await arrived(marta, 'Buenos días, Marta')
    await until(async () => {
      const rows = await line.store.read.selectFrom('outbox').select('state').where('message_id', '=', id).execute()
      return rows[0]?.state === 'read'
    })
  })

  it('loses and doubles nothing when the browser is killed', async () => {
    const pid = await until(() => browserPid(profile()))
    process.kill(pid, 'SIGKILL')
    await whatsapp.phone.send({ from: marta, text: 'Mientras no hay navegador' })
    await line.phase('reconnecting')
    await answer(marta, 'Respuesta sin navegador')
    await line.phase('connected')
    await one('Mientras no hay navegador')
    await arrived(marta, 'Respuesta sin navegador')
    expect(times(marta, 'Respuesta sin navegador')).toBe(1)
  }, 60_000)

  it('loses and doubles nothing when the page crashes', async () => {
    for (const pid of await rendererPids(profile())) process.kill(pid, 'SIGKILL')
    await whatsapp.phone.send({ from: luis, text: 'Mientras no hay página' })
    await line.phase('reconnecting')
    await line.phase('connected')
    await one('Mientras no hay página')
  }, 60_000)

  it('loses and doubles nothing when its process is killed', async () => {
    process.kill(await until(line.link.pid), 'SIGKILL')
    await whatsapp.phone.send({ from: luis, text: 'Mientras no hay proceso' })
    await line.phase('reconnecting')
    await line.phase('connected')
    await one('Mientras no hay proceso')
    await answer(luis, 'Tras el proceso')
    await arrived(luis, 'Tras el proceso')
  }, 60_000)

  it('waits for a dropped connection without a new browser', async () => {
    const pid = line.link.pid()
    whatsapp.faults.offline(true)
    await line.phase('reconnecting')
    await whatsapp.phone.send({ from: marta, text: 'Sin conexión' })
    whatsapp.faults.offline(false)
    await line.phase('connected')
    await one('Sin conexión')
    expect(line.link.pid()).toBe(pid)
  }, 60_000)

  it('needs no QR after a restart, and hears what came meanwhile', async () => {
    await line.close()
    await whatsapp.phone.send({ from: marta, text: 'Con la estación cerrada' })
    line = await openTownLine(whatsapp, town.path)
    await line.phase('connected')
    expect(line.phases).not.toContain('qr')
    await one('Con la estación cerrada')
  }, 60_000)

  it('records a message that cannot be read yet, and fills it in', async () => {
    const id = await whatsapp.phone.send({ from: luis, text: 'Por fin legible', undecryptable: true })
    const placeholder = await until(async () => {
      const rows = await line.store.read.selectFrom('messages').selectAll().where('provider_id', '=', id).execute()
      return rows[0]
    }, 30_000)
    expect(placeholder).toMatchObject({ kind: 'unknown', text: '' })
    await whatsapp.phone.fill(id)
    const filled = await one('Por fin legible')
    expect(filled.id).toBe(placeholder.id)
  }, 60_000)

  it('stops town-started sends at once when WhatsApp restricts the number', async () => {
    whatsapp.faults.refuse({ code: 463, whom: 'everybody' })
    await answer(marta, 'Esto no sale')
    expect(await line.phase('restricted')).toMatchObject({ restrictedUntil: expect.any(Number) })
    await whatsapp.phone.send({ from: marta, text: 'Sigo pudiendo escribir' })
    await one('Sigo pudiendo escribir')
    expect(times(marta, 'Esto no sale')).toBe(0)
    whatsapp.faults.refuse(null)
  })

  it('stands still after a conflict until a person acts, and keeps the session', async () => {
    whatsapp.faults.state('CONFLICT')
    expect(await line.phase('halted')).toMatchObject({ halt: 'conflict' })
    await until(() => line.link.pid() === undefined)
    await line.link.begin()
    await line.phase('restricted')
    expect(line.phases).not.toContain('qr')
  }, 60_000)

  it('restores the copy of a damaged session without a QR', async () => {
    line.link.copySession()
    await line.phase('reconnecting')
    await line.phase('restricted')
    await line.close()
    await rm(profile(), { recursive: true, force: true })
    line = await openTownLine(whatsapp, town.path)
    await line.phase('restricted')
    expect(line.phases).not.toContain('qr')
  }, 90_000)

  it('ends, removes the session and says so when the phone unlinks it', async () => {
    whatsapp.phone.unlink()
    expect(await line.phase('halted')).toMatchObject({ halt: 'logged_out' })
    await until(() => line.link.pid() === undefined)
    await line.link.begin()
    await line.phase('qr')
  }, 60_000)
})
