import type { Answers, FromPage, Question, Told, ToPage } from '../wire.ts'

type Needs = {
  readonly neverAnswered: readonly Question['what'][]
  onFrame(frame: Told): Promise<void>
  /** What to say first on each new socket. */
  onOpen(): Promise<FromPage>
  onClose(): void
}

const RECONNECT_MS = 150

/** The page's line to the phone: comes back by itself, puts questions again that had no answer when it broke. */
export function connect(needs: Needs) {
  const open = new Map<number, { readonly question: Question; resolve(value: unknown): void }>()
  const waiting: FromPage[] = []
  let socket: WebSocket | undefined
  let greeted = false
  let seq = 0
  let ended = false
  let frames = Promise.resolve()

  function write(frame: FromPage): void {
    if (socket?.readyState === WebSocket.OPEN && greeted) socket.send(JSON.stringify(frame))
    else if (frame.type === 'modules') waiting.push(frame)
  }

  async function take(frame: ToPage): Promise<void> {
    if (frame.type !== 'answer') return needs.onFrame(frame)
    open.get(frame.seq)?.resolve(frame.value)
    open.delete(frame.seq)
  }

  function start(): void {
    const mine = new WebSocket(`wss://${location.host}/ws/chat`)
    socket = mine
    greeted = false
    mine.onopen = async () => {
      const hello = await needs.onOpen()
      if (mine.readyState !== WebSocket.OPEN) return
      mine.send(JSON.stringify(hello))
      greeted = true
      for (const frame of waiting.splice(0)) write(frame)
    }
    mine.onmessage = ({ data }) => {
      frames = frames.then(() => take(JSON.parse(String(data)) as ToPage)).catch(reportError)
    }
    mine.onclose = () => {
      if (socket !== mine || ended) return
      needs.onClose()
      setTimeout(start, RECONNECT_MS)
    }
  }

  start()
  return {
    write,

    /** Questions wait for the line; whoever may not be asked twice asks again himself. */
    ask<W extends Question['what']>(question: Extract<Question, { what: W }>): Promise<Answers[W]> {
      seq += 1
      const mine = seq
      const answer = new Promise<unknown>((resolve) => open.set(mine, { question, resolve }))
      if (!needs.neverAnswered.includes(question.what)) write({ type: 'ask', seq: mine, question })
      return answer as Promise<Answers[W]>
    },

    /** After a break: everything but sends, which have an outbox of their own. */
    askAgain(): void {
      for (const [mine, { question }] of open) {
        if (question.what === 'send' || needs.neverAnswered.includes(question.what)) continue
        write({ type: 'ask', seq: mine, question })
      }
    },

    restart(): void {
      socket?.close()
    },

    end(): void {
      ended = true
      socket?.close()
    },
  }
}

export type Connection = ReturnType<typeof connect>
