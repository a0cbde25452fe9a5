import { randomBytes, randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { Account } from './account.ts'
import type { FromPage, Question, ToPage, Update } from './wire.ts'

const REF_LIFE_MS = 20_000

type Needs = {
  readonly account: Account
  answer(question: Question): Promise<unknown>
  /** May take its time: then the page waits. */
  onModules(names: readonly string[]): void
  onSynced(): void
}

/** WhatsApp's end of the line to the pages: pairing, login, what waits for a page, who is replaced by whom. */
export function makeLink({ account, answer, onModules, onSynced }: Needs) {
  const sockets = new Set<WebSocket>()
  const showingRef = new Set<WebSocket>()
  const scans: (() => void)[] = []
  const calm: (() => void)[] = []
  let current: WebSocket | undefined
  let offline = false

  const say = (socket: WebSocket | undefined, frame: ToPage): void => socket?.send(JSON.stringify(frame))

  function showRef(socket: WebSocket): void {
    say(socket, { type: 'ref', ref: `2@${randomBytes(24).toString('base64')}` })
    showingRef.add(socket)
    for (const scan of scans.splice(0)) scan()
  }

  const rotation = setInterval(() => {
    for (const socket of showingRef) showRef(socket)
  }, REF_LIFE_MS)
  rotation.unref()

  function logIn(socket: WebSocket): void {
    showingRef.delete(socket)
    if (current && current !== socket) say(current, { type: 'state', state: 'CONFLICT' })
    current = socket
    say(socket, { type: 'welcome', me: account.me, chats: account.disk.list(), contacts: account.contacts() })
    for (const { n, update } of account.pending()) say(socket, { type: 'update', n, update })
    say(socket, { type: 'caught up' })
  }

  function hello(socket: WebSocket, device: string | null): void {
    if (device === null) showRef(socket)
    else if (device === account.device()) logIn(socket)
    else say(socket, { type: 'removed' })
  }

  async function ask(socket: WebSocket, seq: number, question: Question): Promise<void> {
    if (question.what === 'new ref') showRef(socket)
    const value = await answer(question)
    if (sockets.has(socket)) say(socket, { type: 'answer', seq, value })
  }

  function confirm(socket: WebSocket, n: number): void {
    if (socket !== current) return
    account.confirm(n)
    if (account.pending().length > 0) return
    for (const resolve of calm.splice(0)) resolve()
  }

  function take(socket: WebSocket, frame: FromPage): void {
    switch (frame.type) {
      case 'hello':
        hello(socket, frame.device)
        return
      case 'confirm':
        confirm(socket, frame.n)
        return
      case 'ask':
        void ask(socket, frame.seq, frame.question)
        return
      case 'modules':
        onModules(frame.names)
        return
      case 'synced':
        onSynced()
        return
    }
  }

  return {
    accept(socket: WebSocket): void {
      if (offline) {
        socket.terminate()
        return
      }
      sockets.add(socket)
      socket.on('message', (data) => take(socket, JSON.parse(String(data)) as FromPage))
      socket.on('error', () => socket.terminate())
      socket.on('close', () => {
        sockets.delete(socket)
        showingRef.delete(socket)
        if (current === socket) current = undefined
      })
    },

    /** To the page that is logged in, if there is one. */
    say: (frame: ToPage): void => say(current, frame),

    /** To every page, also to those that show a QR code. */
    sayToAll(frame: ToPage): void {
      for (const socket of sockets) say(socket, frame)
    },

    push(update: Update): void {
      const { n, writer } = account.push(update)
      if (writer) say(current, { type: 'contact', contact: writer })
      say(current, { type: 'update', n, update })
    },

    isPresent: (): boolean => current !== undefined,

    /** Resolves once a page that showed its code is linked. */
    async scan(): Promise<void> {
      if (showingRef.size === 0) await new Promise<void>((resolve) => scans.push(resolve))
      const [socket] = showingRef
      if (!socket) throw new Error('the code vanished while it was being scanned')
      const device = randomUUID()
      account.link(device)
      say(socket, { type: 'paired', device })
      logIn(socket)
    },

    rotate(): void {
      for (const socket of showingRef) showRef(socket)
    },

    unlink(): void {
      account.unlink()
      say(current, { type: 'removed' })
    },

    /** Resolves when the page has confirmed everything; an absent page never does. */
    async settled(): Promise<void> {
      if (account.pending().length > 0) await new Promise<void>((resolve) => calm.push(resolve))
    },

    drop(): void {
      for (const socket of sockets) socket.terminate()
    },

    offline(is: boolean): void {
      offline = is
      if (is) this.drop()
    },

    close(): void {
      clearInterval(rotation)
      this.drop()
    },
  }
}

export type Link = ReturnType<typeof makeLink>
