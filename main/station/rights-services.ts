import { rightsKind } from '../../contract/rights.ts'
import { type ServiceNeeds, type TownService, textOf } from './town-service.ts'
import { dayInWords } from './town-words.ts'

/** What a citizen asks of their own data, opened with its number and its last day: day 0 is the message that asks. */
export function rightsServices({ rights, town }: ServiceNeeds): Readonly<Record<string, TownService>> {
  return {
    open_rights_request: {
      params: ['kind'],
      fields: ['number', 'due'],
      effects: true,
      async call(tx, { kind: asked }, { citizenId, conversationId, language, now }) {
        const kind = rightsKind.safeParse(textOf(asked))
        if (!kind.success) return { ok: false, reason: 'unknown_kind' }
        const request = { kind: kind.data, citizenId, conversationId, words: '', receivedAt: now }
        const { number, dueAt } = await rights.askedInChat(tx, request)
        const { timeZone } = await town()
        return { ok: true, fields: { number, due: dayInWords(dueAt, language, timeZone) } }
      },
      async rehearse(_, { language, now }) {
        const { timeZone } = await town()
        return { ok: true, fields: { number: 'D-00-0001', due: dayInWords(now, language, timeZone) } }
      },
    },
  }
}
