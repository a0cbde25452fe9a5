import type { MessageRow } from '../../main/inbox/queries.ts'
import { until } from '../support/station.ts'
import { type FakeWhatsApp, startFakeWhatsApp } from './fake/server.ts'
import { openTownLine, type TownLine, townFolder } from './town-line.ts'

/** A town with its line linked to a fake phone, and what a test asks of both ends. */
export type LinkedTown = {
  readonly whatsapp: FakeWhatsApp
  readonly folder: string
  /** The station of now: `restart` makes another. */
  line(): TownLine
  /** Closes the station, does `meanwhile` and opens it again; resolves when it is so far. */
  restart(meanwhile?: () => Promise<unknown>, phase?: 'connected' | 'restricted'): Promise<void>
  /** The only recorded message with this text, once there is one. */
  recorded(text: string): Promise<MessageRow>
  conversation(
    phone: string,
  ): Promise<{ readonly id: string; readonly waitingSince: number | null; readonly state: string }>
  /** An operator writes. */
  answer(phone: string, text: string): Promise<string>
  /** Resolves once the citizen's phone shows it. */
  arrived(phone: string, text: string): Promise<void>
  /** How often the citizen's phone shows it. */
  times(phone: string, text: string): number
  close(): Promise<void>
}

const patience = 30_000

export async function linkedTown(): Promise<LinkedTown> {
  const whatsapp = await startFakeWhatsApp()
  const folder = await townFolder()
  let line = await openTownLine(whatsapp, folder.path)
  await line.link.begin()
  await line.phase('qr')
  await whatsapp.phone.scan()
  await line.phase('connected')
  await until(
    async () => line.link.state().completeUntil,
    (at) => at !== null,
  )

  const rows = (text: string) =>
    line.store.read.selectFrom('messages').selectAll().where('text', '=', text).execute() as Promise<MessageRow[]>
  const conversation = async (phone: string) => {
    const page = await line.station.inbox.list({ view: 'all', operatorId: line.operator.id, limit: 100 })
    const found = page.items.find(({ citizen }) => citizen.phone === phone)
    if (!found) throw new Error('there is no conversation with this number')
    return found
  }
  const times = (phone: string, text: string) =>
    whatsapp.phone.received(phone).filter((each) => each.text === text).length

  return {
    whatsapp,
    folder: folder.path,
    line: () => line,
    conversation,
    times,
    async restart(meanwhile = async () => undefined, phase = 'connected') {
      await line.close()
      await meanwhile()
      line = await openTownLine(whatsapp, folder.path)
      await line.phase(phase)
    },
    async recorded(text) {
      const found = await until(
        () => rows(text),
        ({ length }) => length > 0,
        patience,
      )
      if (found.length !== 1 || !found[0]) throw new Error(`recorded ${found.length} times`)
      return found[0]
    },
    async answer(phone, text) {
      const { id } = await conversation(phone)
      return line.station.conversations.send(line.operator, { id, text, undoSeconds: 0 })
    },
    async arrived(phone, text) {
      await until(
        async () => times(phone, text),
        (n) => n > 0,
        patience,
      )
    },
    async close() {
      await line.close()
      await whatsapp.close()
      await folder.remove()
    },
  }
}
