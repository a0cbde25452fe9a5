import type { Account } from './account.ts'
import type { People } from './people.ts'
import type { Recipients } from './recipients.ts'
import type { Answers, Attributes, Key, Question, WireMessage } from './wire.ts'

const HISTORY_PAGE = 50
const ON_THE_SERVER = 1

/** How far a message gets by itself: the server's word, the citizen's phone, the citizen's eyes. */
export type AutoAck = 'none' | 'server' | 'delivered' | 'read'

const furtherAcks: Readonly<Record<AutoAck, readonly number[]>> = { none: [], server: [], delivered: [2], read: [2, 3] }

/** What WhatsApp refuses with a code instead of taking it. */
export type Refusal = { readonly code: number; readonly whom: 'first contacts' | 'everybody' }

type Needs = {
  readonly account: Account
  readonly people: People
  readonly recipients: Recipients
  change(key: Key, set: Attributes): void
  /** The page's telephone wants the messages it could not read once more. */
  onResend(ids: readonly string[]): void
  onLogout(): void
}

export type Asked = { readonly question: Question['what']; readonly about: string }

/** WhatsApp's servers answering a page. */
export function makeAnswers({ account, people, recipients, change, onResend, onLogout }: Needs) {
  const asked: Asked[] = []
  const unanswered = new Map<string, (answer: Answers['send']) => void>()
  let held: (() => void)[] = []
  let autoAck: AutoAck = 'read'
  let refusal: Refusal | null = null
  let holding = false

  function refuses({ key }: WireMessage): number | null {
    if (refusal === null) return null
    return refusal.whom === 'everybody' || !account.hasWritten(key.remote) ? refusal.code : null
  }

  async function send(message: WireMessage): Promise<Answers['send']> {
    if (holding) await new Promise<void>((resolve) => held.push(resolve))
    const code = refuses(message)
    if (code !== null) return { refused: code }
    account.sent(message.key)
    const shown = recipients.take(message)
    if (autoAck === 'none') return new Promise((resolve) => unanswered.set(message.key.id, resolve))
    account.disk.add({ ...message, attributes: { ...message.attributes, ack: ON_THE_SERVER } })
    const further = shown ? furtherAcks[autoAck] : []
    setImmediate(() => {
      for (const ack of further) change(message.key, { ack })
    })
    return { refused: null }
  }

  function exists(wid: string): Answers['exists'] {
    const person = people.find(wid)
    return person && account.learn(person)
  }

  function about(question: Question): string {
    switch (question.what) {
      case 'send':
        return question.message.key.remote
      case 'exists':
        return question.wid
      case 'earlier':
      case 'seen':
        return question.chat
      case 'chat state':
        return `${question.chat} ${question.state}`
      case 'messages':
      case 'resend':
        return question.ids.join(' ')
      case 'react':
        return `${question.parent.id} ${question.text}`
      case 'code':
        return question.phone
      case 'new ref':
      case 'logout':
        return ''
    }
  }

  return {
    asked,

    async answer(question: Question): Promise<unknown> {
      asked.push({ question: question.what, about: about(question) })
      switch (question.what) {
        case 'send':
          return send(question.message)
        case 'exists':
          return exists(question.wid)
        case 'earlier':
          return account.disk.earlier(question.chat, question.before, HISTORY_PAGE)
        case 'messages':
          return account.disk.byName(question.ids)
        case 'seen':
          account.disk.seen(question.chat)
          return null
        case 'resend':
          onResend(question.ids)
          return null
        case 'logout':
          onLogout()
          return null
        case 'code':
          return 'VENT4N1L'
        case 'chat state':
        case 'react':
        case 'new ref':
          return null
      }
    },

    setAutoAck(how: AutoAck): void {
      autoAck = how
    },

    /** An acknowledgement by hand; level 1 answers the page that has been waiting for it. */
    ack(key: Key, level: number): void {
      const waiting = unanswered.get(key.id)
      unanswered.delete(key.id)
      waiting?.({ refused: null })
      if (!waiting || level > ON_THE_SERVER) change(key, { ack: level })
    },

    refuse(next: Refusal | null): void {
      refusal = next
    },

    /** Nothing crosses and nothing is answered while sends are held. */
    hold(is: boolean): void {
      holding = is
      if (is) return
      for (const release of held) release()
      held = []
    },
  }
}

export type AnswersOfWhatsApp = ReturnType<typeof makeAnswers>
