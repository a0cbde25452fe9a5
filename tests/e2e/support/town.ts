import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Conversation, View } from '../../../contract/inbox.ts'
import type { PracticeInbound } from '../../../contract/practice.ts'
import type { Role } from '../../../contract/session.ts'
import { type StationProcess, startStation } from '../../support/station-process.ts'
import { expect, test } from './console.ts'
import { type Account, type Citizen, citizen } from './people.ts'

export type Town = ReturnType<typeof townOf>

/** A station on the folder `data`, and what its practice town does by hand. */
function townOf(first: StationProcess, data: string) {
  let station = first
  const answer = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const { status, body: found } = await station.call(method, path, body)
    expect(status, `${method} ${path}`).toBe(200)
    return found
  }
  const inbound = (body: PracticeInbound | readonly PracticeInbound[]) =>
    answer<{ accepted: string[] }>('POST', '/api/practice/inbound', body)
  const received = async ({ phone }: Citizen) => {
    const messages = await answer<{ text: string }[]>(
      'GET',
      `/api/practice/received?phone=${encodeURIComponent(phone)}`,
    )
    return messages.map(({ text }) => text)
  }
  const conversations = async (view: View = 'all') =>
    (await answer<{ items: Conversation[] }>('GET', `/api/conversations?view=${view}&limit=200`)).items

  return {
    url: first.url,
    /** The practice account, an administrator. */
    practice: { id: '', name: 'Práctica', username: first.username, password: first.password } as Account,
    answer,
    inbound,
    stop: () => station.stop(),
    /** The station dies without a word. */
    kill: () => station.kill(),
    /** It starts again, on the same port and data. */
    async comeBack(): Promise<void> {
      station = await startStation({ data, args: ['--speed', 'manual', '--port', new URL(first.url).port] })
    },
    /** One message of a citizen. */
    says: ({ name, phone }: Citizen, text: string) => inbound({ from: phone, name, text }),
    /** What a phone received, oldest first. */
    received,
    conversations,
    /** The citizen's conversation, once the town knows it. */
    async conversationOf({ phone }: Citizen): Promise<Conversation> {
      const find = async () => (await conversations()).find((item) => item.citizen.phone === phone)
      await expect
        .poll(async () => (await find()) !== undefined, { message: `a conversation with ${phone}` })
        .toBe(true)
      return (await find()) as Conversation
    },
    /** An invented citizen who asked for a person, waits for one and, if given, has added `words`. */
    async waiting(name: string, words?: string): Promise<Citizen> {
      const who = citizen(name)
      await inbound({ ...from(who), text: 'Quiero hablar con una persona' })
      const asked = async () => (await conversations('unanswered')).find((item) => item.citizen.phone === who.phone)
      await expect.poll(async () => Boolean(await asked()), { message: `${name} waits for a person` }).toBe(true)
      if (words === undefined) return who
      await inbound({ ...from(who), text: words })
      await expect.poll(async () => (await asked())?.lastMessage?.text).toBe(words)
      return who
    },
    /**
     * An answer of the practice account that leaves at once and has arrived when this resolves. What was queued before
     * it has arrived by then, too; so what is not on the phone was never sent.
     */
    async sentinel(who: Citizen): Promise<string[]> {
      const { id } = await this.conversationOf(who)
      const text = `Hasta aquí (${crypto.randomUUID()})`
      await answer('POST', `/api/conversations/${id}/messages`, { text })
      await expect.poll(() => received(who)).toContain(text)
      return (await received(who)).filter((message) => message !== text)
    },
    /** A new account with a password nobody uses elsewhere. */
    async account(name: string, role: Role): Promise<Account> {
      const username = name.toLowerCase().replaceAll(' ', '.')
      const password = 'buzón lateral 9 olivos'
      const { id } = await answer<{ id: string }>('POST', '/api/operators', { username, name, role, password })
      return { id, name, username, password }
    },
  }
}

const from = ({ name, phone }: Citizen) => ({ from: phone, name })

/**
 * One station for all specs of a file, on a data folder of its own, in which nobody writes by itself. Call at the top
 * of the file; the answer is the town while specs run.
 */
export function townOfFile(options: { firstRun?: boolean } = {}): () => Town {
  let data = ''
  let town: Town | undefined
  test.beforeAll(async () => {
    data = await mkdtemp(join(tmpdir(), 'ventanilla-e2e-'))
    town = townOf(await startStation({ data, ...options }), data)
  })
  test.afterAll(async () => {
    await town?.stop()
    await rm(data, { recursive: true, force: true, maxRetries: 5 })
  })
  return () => {
    if (!town) throw new Error('The station has not started')
    return town
  }
}
