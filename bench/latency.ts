import { setTimeout as pause } from 'node:timers/promises'
import { startStation } from '../tests/support/station-process.ts'
import { type Account, type Console, openBrowser } from './browser.ts'
import { type LiveClient, liveClient } from './live-client.ts'
import { absentRow, type Context, latencyRow, type Measurement, type Row, usual } from './measurement.ts'

const limit = 150

const noticeOf = (number: number): string => `Aviso número ${number} del banco de pruebas`

type Sample = { readonly recorded: number; readonly heard: number; readonly painted: number | null }

/** An unanswered conversation of the filled town: the assistant is silent there, so the message is the last word. */
async function someConversation({ client }: LiveClient) {
  const { items } = await client.inbox.list({ view: 'unassigned', limit: 1 })
  const [conversation] = items
  if (!conversation?.citizen.phone) throw new Error('the filled town has no open conversation')
  return { id: conversation.id, phone: conversation.citizen.phone }
}

type Talk = { readonly live: LiveClient; readonly shown: Console | null; readonly id: string; readonly phone: string }

/** Times in epoch milliseconds: of the row, of the event in a socket and of the paint, for one message after another. */
async function talk({ live: { client }, shown, id, phone }: Talk, count: number): Promise<readonly Sample[]> {
  const heard = new Map<string, number>()
  const painted = new Map<string, number>()
  const ending = new AbortController()
  const events = await client.events.subscribe({}, { signal: ending.signal })
  const listening = (async () => {
    for await (const event of events) if (event.kind === 'message') heard.set(event.messageId, Date.now())
  })().catch(() => undefined)

  for (let number = 1; number <= count; number += 1) {
    const text = noticeOf(number)
    const whenPainted = await shown?.watch(text)
    // A phone whose clock says 1970: the message then shows when the station wrote it down.
    await client.practice.inbound({ body: { from: phone, text, at: 0 } })
    if (whenPainted) painted.set(text, await whenPainted())
    await pause(50 + ((number * 37) % 100))
  }
  const { items } = await client.inbox.messages({ id, limit: Math.min(200, count) })
  ending.abort()
  await listening
  return items
    .filter((message) => heard.has(message.id))
    .map(({ id, text, at }) => ({
      recorded: at,
      heard: heard.get(id) ?? Number.NaN,
      painted: painted.get(text) ?? null,
    }))
}

async function samples(context: Context, account: Account): Promise<readonly Row[]> {
  const count = context.size === 'quick' ? 33 : 153
  const live = await liveClient(account)
  const browser = await openBrowser(context.say)
  try {
    const { id, phone } = await someConversation(live)
    const shown = (await browser?.open(account, `/inbox/unassigned/${id}`)) ?? null
    // The list behind it and the pictures in it are of no interest here.
    await pause(1_500)
    context.say('messages to an open console')
    const taken = (await talk({ live, shown, id, phone }, count)).slice(3)
    const paints = taken.flatMap(({ recorded, painted }) => (painted === null ? [] : [painted - recorded]))
    const events = taken.map((each) => each.heard - each.recorded)
    const socket = latencyRow('written → event in a console’s socket', usual(events), limit)
    return [
      socket,
      shown
        ? latencyRow('written → painted in an open console', usual(paints), limit)
        : absentRow('written → painted in an open console', 'no browser on this machine'),
    ]
  } finally {
    live.close()
    await browser?.close()
  }
}

export const latency: Measurement = {
  name: 'latency',
  async run(context) {
    const { folder } = await context.filled.sqlite()
    const station = await startStation({ data: folder })
    try {
      return await samples(context, station)
    } finally {
      await station.stop()
    }
  },
}
