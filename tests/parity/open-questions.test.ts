import pino from 'pino'
import { expect, it } from 'vitest'
import { openQuestions } from '../../main/bot/open-questions.ts'
import { noServices, onlyTheMenu, onlyTheSettings } from '../../main/bot/plain.ts'
import { assistant } from '../../main/bot/service.ts'
import { citizens } from '../../main/citizens/service.ts'
import { recorder } from '../../main/inbox/recorder.ts'
import { outbox } from '../../main/outbox/service.ts'
import { inbound } from '../../main/station/inbound.ts'
import { reminders } from '../../main/station/reminders.ts'
import type { Store } from '../../main/store/store.ts'
import { nobodyLeaves } from '../support/consents.ts'
import { sequentialIds } from '../support/ids.ts'
import { lineRow } from '../support/rows.ts'
import { flows, town, written } from '../support/starter.ts'
import { describeOnEachStore } from '../support/stores.ts'

const hour = 3_600_000
/** A Monday, in the morning and late in the evening of the town. */
const morning = Date.UTC(2026, 2, 2, 8, 0, 0)
const evening = Date.UTC(2026, 2, 2, 19, 30, 0)

/** What answers a line, without a line: what leaves is what is queued. Rosa has reported half a street lamp. */
async function reporting(store: Store, start: number) {
  const time = { now: start }
  const clock = { now: () => time.now, after: () => () => undefined }
  const needs = { store, clock, newId: sequentialIds(), log: pino({ level: 'silent' }) }
  const bot = {
    flows: async () => flows,
    latest: async () => flows,
    facts: async () => onlyTheSettings(town),
    understand: onlyTheMenu,
    services: noServices,
    newId: needs.newId,
  }
  const questions = openQuestions(bot)
  const parts = {
    ...needs,
    citizens: citizens(needs),
    recorder: recorder(needs),
    assistant: assistant(bot),
    outbox: outbox(needs),
    town: async () => town,
    meanings: { noteMisunderstood: async () => undefined },
    consents: nobodyLeaves,
    ownPhone: async () => null,
    replySpacing: 0,
    belongsInFolder: async () => false,
    noticeNews: async () => null,
    burstWindow: 0,
  }
  await store.transaction((tx) => tx.insertInto('lines').values(lineRow()).execute())
  const ears = inbound({ ...parts, lineId: lineRow().id })
  let written = 0
  const says = (text: string) =>
    ears.deliver([
      {
        type: 'message',
        providerId: `IN-${written++}`,
        from: { phone: '+34700400001' },
        at: time.now,
        kind: 'text',
        text,
      },
    ])
  await says('hay una farola rota')
  const only = () => store.read.selectFrom('conversations').selectAll().executeTakeFirstOrThrow()
  return {
    time,
    says,
    only,
    duty: reminders({ ...parts, questions }),
    /** What was queued for her after the first two messages. */
    later: async () => {
      const rows = await store.read
        .selectFrom('messages')
        .select('text')
        .where('direction', '=', 'out')
        .orderBy('seq')
        .execute()
      return rows.slice(2).map(({ text }) => text)
    },
    collected: async () => questions.collected(store.read, (await only()).id),
  }
}

describeOnEachStore('a question left open', (open) => {
  it('is asked once more after a while, and goes on where it was', async () => {
    const { time, says, duty, later } = await reporting(await open(), morning)
    time.now += hour
    await duty.remind()
    expect(await later()).toEqual([])
    time.now += 1.5 * hour
    await duty.remind()
    expect(await later()).toEqual([written('still_there'), written('report_where')])
    time.now += 3 * hour
    await duty.remind()
    expect(await later()).toHaveLength(2)
    await says('calle Ancha 9')
    expect((await later()).at(-1)).toBe(written('report_photo'))
    time.now += 4 * hour
    await duty.remind()
    expect(await later()).toHaveLength(3)
  })

  it('waits for the morning', async () => {
    const { time, duty, later } = await reporting(await open(), evening)
    time.now += 4 * hour
    await duty.remind()
    expect(await later()).toEqual([])
    time.now += 9 * hour
    await duty.remind()
    expect(await later()).toHaveLength(2)
  })

  it('is not asked again where a person has the conversation', async () => {
    const store = await open()
    const { time, duty, later } = await reporting(store, morning)
    await store.transaction((tx) => tx.updateTable('conversations').set({ state: 'open' }).execute())
    time.now += 4 * hour
    await duty.remind()
    expect(await later()).toEqual([])
  })

  it('shows operators what was collected', async () => {
    const { collected } = await reporting(await open(), morning)
    expect(await collected()).toEqual({
      question: '¿Dónde es? Comparta la ubicación, o escriba la calle y el número.',
      items: [{ label: 'Qué', value: 'hay una farola rota' }],
    })
  })

  it('is forgotten after a week', async () => {
    const { time, duty, only, collected } = await reporting(await open(), morning)
    time.now += 6 * 24 * hour
    await duty.forgetOld()
    expect((await only()).unfinished).toBe(1)
    time.now += 2 * 24 * hour
    await duty.forgetOld()
    expect((await only()).unfinished).toBe(0)
    expect(await collected()).toEqual({ question: null, items: [] })
  })
})
