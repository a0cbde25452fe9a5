import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { State } from './conversation.ts'
import type { Flows } from './flows.ts'
import { onlyTheMenu } from './plain.ts'
import type { Facts } from './ports.ts'
import { clearReminder, dueReminders, oldSessions, type Session, saveReminded, sessionOf } from './queries.ts'
import { remind } from './rules.ts'
import { stepOf } from './scene.ts'
import { standing } from './standing.ts'
import { inWords, operatorWords } from './write.ts'

/** What the assistant gathered so far, as operators read it. */
export type Collected = {
  /** The question that is open, as it is asked in the operators' language; null when none is. */
  readonly question: string | null
  readonly items: { readonly label: string; readonly value: string }[]
}

export type OpenQuestionsNeeds = {
  /** Null while the assistant is switched off: it reminds nobody. */
  readonly flows: (tx: Writer) => Promise<Flows | null>
  /** What runs now, switched off or not. */
  readonly latest: () => Promise<Flows>
  readonly facts: (tx: Writer, town: Town) => Promise<Facts>
}

type Reminding = {
  readonly conversationId: string
  readonly citizen: { readonly name: string; readonly language: Language | null }
  readonly town: Town
  /** Epoch milliseconds. */
  readonly now: number
}

/** Questions of the assistant that citizens left open. */
export function openQuestions({ flows, latest, facts }: OpenQuestionsNeeds) {
  return {
    async collected(db: Reader, conversationId: string): Promise<Collected> {
      const [row] = await sessionOf(db, { conversationId })
      return collectedIn(await latest(), standing(row))
    },

    /** The conversations whose citizen may be reminded now, the oldest first. */
    async due(db: Reader, now: number): Promise<readonly string[]> {
      return (await dueReminders(db, { now })).map((row) => row.conversation_id)
    },

    /** Asks the open question once more, for the last time; nothing when none is open. */
    async remind(tx: Writer, { conversationId, citizen, town, now }: Reminding): Promise<readonly string[]> {
      const [row] = await sessionOf(tx, { conversationId })
      const running = await flows(tx)
      const asked =
        row && running
          ? remind(running, standing(row), {
              now,
              town,
              citizenName: citizen.name,
              language: citizen.language,
              reference: '',
              understand: onlyTheMenu,
              facts: await facts(tx, town),
            })
          : null
      if (!asked) {
        await clearReminder(tx, { conversationId })
        return []
      }
      await saveReminded(tx, { conversationId, state: JSON.stringify(asked.state) })
      return asked.replies
    },

    /** It is not the time to remind this citizen at all. */
    async letBe(tx: Writer, conversationId: string): Promise<void> {
      await clearReminder(tx, { conversationId })
    },

    /** The conversations whose question was open for longer than its flow waits. */
    async expired(db: Reader, now: number): Promise<readonly string[]> {
      const rows = await oldSessions(db, now - hour)
      const running = await latest()
      return rows.filter((row) => isExpired(running, row, now)).map((row) => row.conversation_id)
    },
  }
}

export type OpenQuestions = ReturnType<typeof openQuestions>

const hour = 3_600_000

function isExpired(flows: Flows, row: Session & { readonly updated_at: number }, now: number): boolean {
  const hours = flows.find(row.flow, row.flow_version)?.document.forgetAfterHours
  return now - row.updated_at > (hours ?? 1) * hour
}

/** Everything that has a label in the flow the question belongs to. Pure. */
export function collectedIn(flows: Flows, state: State): Collected {
  const flow = (state.flow === null ? undefined : flows.find(state.flow, state.version)) ?? flows.front
  const words = operatorWords(flow)
  const items = Object.entries(words.labels).flatMap(([name, label]) => {
    const answer = Object.hasOwn(state.answers, name) ? state.answers[name] : undefined
    const value = answer ? inWords({ words, reader: 'operator' }, answer) : ''
    return value === '' ? [] : [{ label, value }]
  })
  const step = stepOf(flow, state.step)
  const lines = step?.kind === 'ask' ? (words.texts[step.text] ?? '').split('\n') : []
  const asked = lines.filter((line) => !line.includes('{{'))
  return { question: asked.find((line) => line.includes('?')) ?? asked[0] ?? null, items }
}
