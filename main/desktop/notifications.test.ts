import { describe, expect, test } from 'vitest'
import { texts } from './i18n.ts'
import { notifications, quietMs, type ShownNotification, summary } from './notifications.ts'

const text = texts('es')
const from = (conversationId: string, citizenName: string | null = null) => ({ conversationId, citizenName })

describe('summary', () => {
  test('one citizen is named, and opens the conversation', () => {
    expect(summary([from('c1', 'Rosa Lema'), from('c1', 'Rosa Lema')], text)).toEqual({
      title: 'Rosa Lema ha escrito',
      body: 'Pulse para abrir la conversación.',
      conversationId: 'c1',
    })
  })

  test('nobody is named when nobody is signed in to read it', () => {
    expect(summary([from('c1')], text)?.title).toBe('Ha escrito alguien del vecindario')
  })

  test('several citizens are counted, and open the inbox', () => {
    expect(summary([from('c1', 'Rosa'), from('c2', 'Iker'), from('c2', 'Iker')], text)).toEqual({
      title: '3 mensajes nuevos',
      body: 'Pulse para abrir la bandeja.',
      conversationId: null,
    })
  })

  test('nothing says nothing', () => {
    expect(summary([], text)).toBeNull()
  })
})

describe('notifications', () => {
  function desk(lookedAt = { now: false }) {
    const shown: ShownNotification[] = []
    const timers: { ms: number; work: () => void }[] = []
    const clock = {
      now: () => 0,
      after: (ms: number, work: () => void) => {
        timers.push({ ms, work })
        return () => undefined
      },
    }
    const told = notifications({ clock, text, isLookedAt: () => lookedAt.now, show: (one) => shown.push(one) })
    return { shown, timers, told, pass: () => timers.shift()?.work() }
  }

  test('the first message is told at once; those of the next seconds together', () => {
    const { shown, timers, told, pass } = desk()
    told.inbound(from('c1', 'Rosa'))
    for (const citizen of ['c2', 'c3', 'c4']) told.inbound(from(citizen))
    expect(shown.map((one) => one.title)).toEqual(['Rosa ha escrito'])
    expect(timers.map((timer) => timer.ms)).toEqual([quietMs])
    pass()
    expect(shown.map((one) => one.title)).toEqual(['Rosa ha escrito', '3 mensajes nuevos'])
    pass()
    told.inbound(from('c5', 'Iker'))
    expect(shown.at(-1)?.title).toBe('Iker ha escrito')
  })

  test('silent while someone looks at the console', () => {
    const lookedAt = { now: true }
    const { shown, told } = desk(lookedAt)
    told.inbound(from('c1', 'Rosa'))
    expect(shown).toEqual([])
    lookedAt.now = false
    told.inbound(from('c1', 'Rosa'))
    expect(shown).toHaveLength(1)
  })
})
