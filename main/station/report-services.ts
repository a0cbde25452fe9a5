import type { ReportPlace } from '../../contract/reports.ts'
import type { Answer } from '../bot/answer.ts'
import { shortened, stateWord } from '../reports/news.ts'
import { type ServiceNeeds, type TownService, textOf } from './town-service.ts'
import { dayInWords } from './town-words.ts'

const yes = /^(yes|true|1|s[ií]|bai)$/i

function placeFrom(where: Answer | undefined, place: Answer | undefined): ReportPlace {
  const point = [place, where].find((answer) => answer?.kind === 'place')
  const text = [where, place].map(textOf).find((words) => words.trim() !== '') ?? ''
  if (point?.kind !== 'place') return { text, point: null }
  return { text, point: { latitude: point.latitude, longitude: point.longitude } }
}

/** Reports of the street, as the assistant opens and looks them up. */
export function reportServices({ reports, town }: ServiceNeeds): Readonly<Record<string, TownService>> {
  const { forCitizens } = reports
  return {
    open_report: {
      params: ['what', 'where', 'place', 'photo', 'notify'],
      fields: ['number'],
      effects: true,
      async call(tx, args, { conversationId, citizenId }) {
        const opened = await forCitizens.open(tx, {
          conversationId,
          citizenId,
          what: textOf(args.what),
          place: placeFrom(args.where, args.place),
          photos: args.photo?.kind === 'photo' ? args.photo.count : 0,
          notify: yes.test(textOf(args.notify).trim()),
        })
        return opened ? { ok: true, fields: { number: opened.number } } : { ok: false, reason: 'no_words' }
      },
      rehearse: async () => ({ ok: true, fields: { number: 'A-00-0001' } }),
    },

    report_status: {
      params: ['number'],
      fields: ['number', 'state', 'what', 'since', 'reason'],
      effects: false,
      async call(tx, args, { citizenId, language }) {
        const number = textOf(args.number).trim()
        const found = await forCitizens.statusOf(tx, { citizenId, number: number === '' ? null : number })
        if (!found) return { ok: false, reason: 'not_found' }
        const { timeZone } = await town()
        return {
          ok: true,
          fields: {
            number: found.number,
            state: stateWord(found.state, language),
            what: shortened(found.what),
            since: dayInWords(found.changedAt, language, timeZone),
            reason: found.reason,
          },
        }
      },
      async rehearse(_, { language, now }) {
        const { timeZone } = await town()
        const since = dayInWords(now, language, timeZone)
        const fields = { number: 'A-00-0001', state: stateWord('in_progress', language), what: '…', since, reason: '' }
        return { ok: true, fields }
      },
    },
  }
}
