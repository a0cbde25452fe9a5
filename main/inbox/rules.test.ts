import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  afterBot,
  afterHandToBot,
  afterInbound,
  afterOwnPhone,
  afterReply,
  afterResolve,
  afterSnooze,
  afterTyping,
  believedTime,
  cleanText,
  knownKind,
  needsReasonToResolve,
  newThread,
  preview,
  type Thread,
} from './rules.ts'

const open: Thread = { ...newThread, state: 'open', assigneeId: 'ana', waitingSince: 100 }

describe('a citizen writes', () => {
  it('waits since the first words, not the last', () => expect(afterInbound(open, 500).waitingSince).toBe(100))
  it('waits from now when we had the last word', () =>
    expect(afterInbound({ ...open, waitingSince: null }, 500).waitingSince).toBe(500))
  it('wakes a snoozed conversation and keeps its owner', () => {
    const woken = afterInbound(afterSnooze({ ...open, waitingSince: null }, 9000), 500)
    expect(woken).toMatchObject({ state: 'open', assigneeId: 'ana', snoozedUntil: null, waitingSince: 500 })
  })
  it('starts afresh with the assistant after a resolved one', () =>
    expect(afterInbound(afterResolve(open), 500)).toEqual(newThread))
})

describe('the town’s own phone', () => {
  it('answers: nobody waits, the assistant is out, and the owner stays who it was', () => {
    expect(afterOwnPhone(open, 200, 100)).toMatchObject({ state: 'open', assigneeId: 'ana', waitingSince: null })
    expect(afterOwnPhone({ ...newThread, unfinished: true }, 200, 200)).toMatchObject({
      state: 'open',
      assigneeId: null,
      unfinished: false,
    })
  })
  it('answers nothing that came after it', () => expect(afterOwnPhone(open, 99, 100)).toBe(open))
  it('may speak first', () => expect(afterOwnPhone(newThread, 1, null).state).toBe('open'))
})

describe('the assistant', () => {
  it('leaves nobody waiting while it has the conversation', () =>
    expect(
      afterBot(newThread, { handedOver: false, unfinished: true, topic: 'report', alarm: false }, 500),
    ).toMatchObject({
      state: 'bot',
      waitingSince: null,
      unfinished: true,
      topic: 'report',
    }))
  it('hands over with the citizen waiting since they wrote', () =>
    expect(afterBot(newThread, { handedOver: true, unfinished: false, topic: null, alarm: false }, 500)).toMatchObject({
      state: 'open',
      waitingSince: 500,
    }))
  it('is silent from the first keystroke of an operator', () => {
    const silenced = afterTyping({ ...newThread, unfinished: true }, 400)
    expect(silenced).toMatchObject({ state: 'open', waitingSince: 400 })
  })
  it('starts clean when it is given back', () =>
    expect(afterHandToBot({ ...open, topic: 'report' })).toEqual({ ...newThread, topic: 'report' }))
})

describe('an answer', () => {
  it('ends the waiting and gives the conversation an owner', () =>
    expect(afterReply({ ...open, assigneeId: null }, 'luis')).toMatchObject({ waitingSince: null, assigneeId: 'luis' }))
  it('does not take it from whoever has it', () => expect(afterReply(open, 'luis').assigneeId).toBe('ana'))
})

it('only an answer, a resolution or the assistant ends the waiting: opening is not answering', () => {
  expect(needsReasonToResolve(open)).toBe(true)
  expect(needsReasonToResolve(afterReply(open, 'ana'))).toBe(false)
  expect(needsReasonToResolve(afterTyping(open, 100))).toBe(true)
  expect(needsReasonToResolve(afterSnooze(open, 900))).toBe(true)
})

describe('text as it arrives', () => {
  it('makes NUL visible and mends broken surrogates', () => expect(cleanText('a\u0000b\ud83d')).toBe('a\u2400b\ufffd'))
  it('keeps everything else as it was', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        fc.pre(!text.includes('\u0000'))
        expect(cleanText(text)).toBe(text.toWellFormed())
      }),
    ))
  it('previews a megabyte on one short line', () => {
    const line = preview('palabra\n'.repeat(130_000))
    expect(line.length).toBeLessThanOrEqual(160)
    expect(line).not.toContain('\n')
  })
  it('keeps a kind nobody knows as a placeholder', () => {
    expect(knownKind('poll')).toBe('unknown')
    expect(knownKind('image')).toBe('image')
  })
})

describe('believedTime', () => {
  const recorded = Date.UTC(2026, 10, 22)
  it.each([
    ['a minute ago', recorded - 60_000, recorded - 60_000],
    ['1970', 0, recorded],
    ['next year', Date.UTC(2027, 1, 1), recorded],
    ['nothing', null, recorded],
    ['a skewed clock', recorded + 60_000, recorded + 60_000],
  ])('reads %s', (_, reported, believed) => expect(believedTime(reported, recorded)).toBe(believed))
})
