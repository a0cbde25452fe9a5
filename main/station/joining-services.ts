import type { Answer } from '../bot/answer.ts'
import type { Arguments, Caller, CallResult, Said } from '../bot/ports.ts'
import type { OfferedPurpose, ShownMessage } from '../consent/desk.ts'
import type { Writer } from '../store/store.ts'
import type { ConsentNeeds } from './consent-needs.ts'
import { posterCode } from './consent-words.ts'
import { type TownService, textOf } from './town-service.ts'

export const done: CallResult = { ok: true, fields: {} }
export const unsaid: CallResult = { ok: false, reason: 'nobody_said_it' }

export const listOf = (purposes: readonly { readonly name: string }[]) =>
  purposes.map(({ name }) => `• ${name}`).join('\n')

export const choicesOf = (purposes: readonly OfferedPurpose[]) =>
  purposes.map(({ id, name }) => ({ value: id, label: name }))

export const chosenIn = (answer: Answer | undefined): readonly string[] =>
  answer?.kind === 'choices' ? answer.values : []

const noticeIn = (answer: Answer | undefined) => (answer?.kind === 'result' ? answer.fields : {})

/** Whether the request that a notice belongs to still stands. */
const stands = (notice: Answer | undefined, now: number) => now <= Number(noticeIn(notice).until ?? 0)

const tooLate: CallResult = { ok: false, reason: 'expired' }

/** Two purposes to try a flow out with. */
export const rehearsed = [
  { value: 'works', label: '…' },
  { value: 'culture', label: '… …' },
] as const

/** A yes counts only for what was read before it: the notice word for word, and the question that it answers. */
function shownBefore(lately: readonly ShownMessage[], noticeText: string): readonly ShownMessage[] {
  const notice = lately.find(({ text }) => noticeText !== '' && text.includes(noticeText))
  const [question] = lately
  return [notice, question].filter((message) => message !== undefined)
}

/** Joining, as the assistant leads through it: the notice, the age, what is wanted, and the word that gives it. */
export function joiningServices({ desk, ...needs }: ConsentNeeds): Readonly<Record<string, TownService>> {
  const methodOf = async (tx: Writer, told: string) => {
    const code = posterCode.exec(told)?.[0].toUpperCase()
    return code !== undefined && (await needs.isPoster(tx, code)) ? ('qr' as const) : ('chat' as const)
  }

  /** What counts only as somebody's own words, and only while the request stands. */
  const inTime =
    (act: (tx: Writer, args: Arguments, who: Caller & { readonly said: Said }) => Promise<CallResult>) =>
    async (tx: Writer, args: Arguments, who: Caller): Promise<CallResult> => {
      if (!who.said) return unsaid
      return stands(args.notice, who.now) ? act(tx, args, { ...who, said: who.said }) : tooLate
    }

  return {
    begin_joining: {
      params: ['told'],
      fields: ['text', 'more', 'age', 'until'],
      effects: true,
      async call(tx, { told }, { citizenId, conversationId, language, said }) {
        const method = await methodOf(tx, textOf(told))
        const by = { kind: 'citizen', id: citizenId } as const
        const begun = await desk.begin(tx, { citizenId, conversationId, language, method, by, said })
        const { noticeText: text, secondLayer: more, minimumAge, expiresAt } = begun
        return { ok: true, fields: { text, more, age: String(minimumAge), until: String(expiresAt) } }
      },
      rehearse: async (_, { now }) => ({
        ok: true,
        fields: { text: '…', more: '…', age: '14', until: String(now + 48 * 3_600_000) },
      }),
    },

    declare_age: {
      params: ['notice', 'old_enough'],
      fields: [],
      effects: true,
      call: inTime(async (tx, args, { citizenId, said }) => {
        await desk.declareAge(tx, { citizenId, oldEnough: textOf(args.old_enough) === 'yes', said })
        return done
      }),
      rehearse: async () => done,
    },

    list_purposes: {
      params: [],
      fields: ['count'],
      effects: false,
      async call(tx, _, { citizenId, language }) {
        const offered = await desk.offered(tx, citizenId, language)
        const choices = choicesOf(offered.filter(({ state }) => state !== 'given'))
        return { ok: true, fields: { count: String(choices.length) }, choices }
      },
      rehearse: async () => ({ ok: true, fields: { count: '2' }, choices: rehearsed }),
    },

    choose_purposes: {
      params: ['notice', 'purposes'],
      fields: [],
      effects: true,
      call: inTime(async (tx, args, { citizenId, said }) => {
        await desk.choose(tx, { citizenId, purposeIds: chosenIn(args.purposes), said })
        return done
      }),
      rehearse: async () => done,
    },

    accept_notices: {
      params: ['notice'],
      fields: ['outcome'],
      effects: true,
      async call(tx, { notice }, { citizenId, conversationId, said }) {
        if (!said) return unsaid
        const shown = shownBefore(await needs.saidLately(tx, conversationId), noticeIn(notice).text ?? '')
        const given = await desk.accept(tx, { citizenId, said, shown })
        return { ok: true, fields: { outcome: given.ok ? 'done' : given.reason } }
      },
      rehearse: async () => ({ ok: true, fields: { outcome: 'done' } }),
    },

    decline_notices: {
      params: [],
      fields: [],
      effects: true,
      async call(tx, _, { citizenId, said }) {
        if (!said) return unsaid
        await desk.decline(tx, { citizenId, said })
        return done
      },
      rehearse: async () => done,
    },
  }
}
