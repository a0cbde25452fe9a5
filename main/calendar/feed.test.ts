import { describe, expect, it } from 'vitest'
import { readFeed } from './feed.ts'

const feed = (...events: readonly string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Villaclara//ES', ...events, 'END:VCALENDAR'].join('\r\n')
const event = (...lines: readonly string[]) =>
  ['BEGIN:VEVENT', `UID:${lines.join()}@example`, ...lines, 'END:VEVENT'].join('\r\n')
const allDay = (from: string, to: string | null, name: string, ...more: readonly string[]) =>
  event(`DTSTART;VALUE=DATE:${from}`, ...(to ? [`DTEND;VALUE=DATE:${to}`] : []), `SUMMARY:${name}`, ...more)
const read = (text: string) => readFeed(text, '2026-01-01', '2028-12-31')
const reason = (text: string) => {
  try {
    read(text)
    return 'read'
  } catch (error) {
    return (error as { data?: { reason?: string } }).data?.reason
  }
}

describe('a feed', () => {
  it('becomes whole days, the last one included, in order', () => {
    const { events, left } = read(
      feed(
        allDay('20260814', '20260817', 'Fiestas de San Roque'),
        allDay('20260510', null, 'Romería'),
        event('DTSTART:20260601T090000Z', 'DTEND:20260601T100000Z', 'SUMMARY:Reunión'),
        allDay('20190101', '20190102', 'Año Nuevo'),
      ),
    )
    expect(events).toEqual([
      { from: '2026-05-10', to: '2026-05-10', name: 'Romería' },
      { from: '2026-08-14', to: '2026-08-16', name: 'Fiestas de San Roque' },
    ])
    expect(left).toEqual({ timed: 1, outside: 1 })
  })

  it('repeats what repeats, without its exceptions, and names a day once', () => {
    const yearly = allDay('20200510', '20200511', 'Romería', 'RRULE:FREQ=YEARLY', 'EXDATE;VALUE=DATE:20270510')
    const { events } = read(feed(yearly, allDay('20260510', '20260511', 'Romería')))
    expect(events.map(({ from }) => from)).toEqual(['2026-05-10', '2028-05-10'])
  })

  it('reads names on one line, folded, escaped and cut', () => {
    const long = `Cierre\\, por obras\\nen la planta baja ${'y más '.repeat(40)}`
    const { events } = read(feed(allDay('20260302', null, '\u202eCierre\r\n  oculto'), allDay('20260303', null, long)))
    expect(events[0]?.name).toBe('Cierre oculto')
    expect(events[1]?.name.startsWith('Cierre, por obras en la planta baja y más')).toBe(true)
    expect([...(events[1]?.name ?? '')].length).toBeLessThanOrEqual(80)
  })

  it.each([
    ['', 'not_ical'],
    ['nombre;fecha\nRomería;10/05/2026', 'not_ical'],
    ['<html><body>BEGIN</body></html>', 'not_ical'],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART', 'broken'],
    ['BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Sin final\r\n', 'broken'],
    [feed(), 'empty'],
    [feed(allDay('20261332', null, 'Mes trece')), 'broken'],
    [feed(allDay('20260230', null, '30 de febrero')), 'broken'],
    [feed(allDay('ayer', null, 'Ayer')), 'broken'],
    [feed(allDay('20260301', '20260302', 'Siempre', 'RRULE:FREQ=DAILY;INTERVAL=0')), 'too_many'],
    [feed(allDay('18000301', '18000302', 'Siempre', 'RRULE:FREQ=DAILY')), 'too_many'],
    [feed(...Array.from({ length: 501 }, (_, n) => allDay('20260301', null, `Acto ${n}`))), 'too_many'],
  ])('that is bad says why: %#', (text, why) => {
    expect(reason(text)).toBe(why)
  })

  it('may be nested as deep as it likes without harm', () => {
    const deep = `BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\n'.repeat(20_000)}`
    expect(['broken', 'not_ical', 'empty']).toContain(reason(deep))
  })
})
