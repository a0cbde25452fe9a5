import pino from 'pino'
import { z } from 'zod'
import { openTownLine } from './town-line.ts'

/** A station that answers when told to, until it is killed. */
const order = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open'),
    folder: z.string(),
    browserArgs: z.array(z.string()),
    log: z.string().nullable(),
  }),
  z.object({ kind: z.literal('answer'), phone: z.string(), text: z.string() }),
  z.object({ kind: z.literal('begin') }),
  z.object({ kind: z.literal('close') }),
])

let unhandled = 0
process.on('unhandledRejection', () => {
  unhandled += 1
})
process.on('disconnect', () => process.exit(1))

const tell = (message: object) => process.send?.(message)
let line: Awaited<ReturnType<typeof openTownLine>> | null = null

async function answer(phone: string, text: string): Promise<void> {
  if (!line) return
  const page = await line.station.inbox.list({ view: 'all', operatorId: line.operator.id, limit: 100 })
  const conversation = page.items.find(({ citizen }) => citizen.phone === phone)
  if (conversation) await line.station.conversations.send(line.operator, { id: conversation.id, text, undoSeconds: 0 })
}

async function obey(raw: unknown): Promise<void> {
  const asked = order.parse(raw)
  switch (asked.kind) {
    case 'open': {
      const log = asked.log === null ? pino({ level: 'silent' }) : pino({ level: 'info' }, pino.destination(asked.log))
      line = await openTownLine({ browserArgs: asked.browserArgs }, asked.folder, log)
      tell({ kind: 'phase', phase: line.link.state().phase })
      line.link.watch(({ phase, qr }) => tell({ kind: 'phase', phase, qr: qr !== null, child: line?.link.pid() }))
      return void tell({ kind: 'opened' })
    }
    case 'begin':
      return line?.link.begin()
    case 'answer':
      return answer(asked.phone, asked.text)
    case 'close':
      await line?.close()
      tell({ kind: 'closed', unhandled })
      process.exit(0)
  }
}

process.on('message', (raw) => {
  obey(raw).catch((error: unknown) => tell({ kind: 'refused', error: String(error) }))
})
