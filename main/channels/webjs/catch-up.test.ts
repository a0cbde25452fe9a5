import fc from 'fast-check'
import { expect, it } from 'vitest'
import { catchUp, overlap } from './catch-up.ts'
import { type PageMessage, readPageMessage } from './inbound.ts'

function message(chat: string, n: number, t: number): PageMessage {
  const read = readPageMessage({
    id: { id: `3EB0${n}`, remote: chat, fromMe: false, _serialized: `false_${chat}_3EB0${n}` },
    type: 'chat',
    t,
    body: 'x',
  })
  if (!read) throw new Error('not readable')
  return read
}

/** A phone with chats; `broken` ones cannot be read. */
function phone(chats: Record<string, PageMessage[]>, broken: readonly string[] = []) {
  const heard: string[] = []
  return {
    heard,
    needs: {
      chats: async () => Object.entries(chats).map(([id, all]) => ({ id, t: Math.max(0, ...all.map(({ t }) => t)) })),
      newest: async (id: string, limit: number) => {
        if (broken.includes(id)) throw new Error('no answer')
        return [...(chats[id] ?? [])].sort((a, b) => a.t - b.t).slice(-limit)
      },
      identify: async (id: string) => ({ lid: id }),
      hear: async ({ id }: PageMessage) => heard.push(id.id) > 0,
    },
  }
}

const chat = '34700000001@c.us'

it('hears everything since the mark, however much it is, and nothing long before it', () =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 0, max: 300 }), async (missed, before) => {
      const mark = 1_000_000
      const old = Array.from({ length: before }, (_, i) => message(chat, i, mark - 1000 - i))
      const missing = Array.from({ length: missed }, (_, i) => message(chat, 10_000 + i, mark + i))
      const { needs, heard } = phone({ [chat]: [...old, ...missing] })
      const { read, gaps } = await catchUp(needs, mark * 1000)
      expect(heard).toEqual(missing.map(({ id }) => id.id))
      expect([read, gaps]).toEqual([missed, []])
    }),
  ))

it('reads a minute more than the mark says', async () => {
  const { needs, heard } = phone({ [chat]: [message(chat, 1, 1000 - overlap / 1000), message(chat, 2, 900)] })
  await catchUp(needs, 1_000_000)
  expect(heard).toEqual(['3EB01'])
})

it('moves the mark to the newest message of the phone, never back', async () => {
  const { needs } = phone({ [chat]: [message(chat, 1, 2000)] })
  expect((await catchUp(needs, 1_000_000)).mark).toBe(2_000_000)
  expect((await catchUp(needs, 9_000_000)).mark).toBe(9_000_000)
})

it('names the chats that it cannot read and goes on with the others', async () => {
  const other = '34700000002@c.us'
  const { needs, heard } = phone({ [chat]: [message(chat, 1, 2000)], [other]: [message(other, 2, 2000)] }, [chat])
  const { gaps } = await catchUp(needs, 1_990_000)
  expect(gaps).toEqual([{ person: { lid: chat }, since: 1_930_000, until: 2_000_000 }])
  expect(heard).toEqual(['3EB02'])
})

it('leaves groups, channels and status alone', async () => {
  const { needs, heard } = phone({ '1-2@g.us': [message('1-2@g.us', 1, 5000)], 'status@broadcast': [] })
  expect(await catchUp(needs, 1_000_000)).toEqual({ mark: 1_000_000, gaps: [], chats: 0, read: 0 })
  expect(heard).toEqual([])
})
