import { describe, expect, it } from 'vitest'
import { panesFor } from './panes.ts'
import { conversationPath, seqInHistory, viewOf } from './paths.ts'

describe('addresses of the inbox', () => {
  it('name a view, and fall back to what waits', () => {
    expect(viewOf('mine')).toBe('mine')
    expect(viewOf('nonsense')).toBe('unanswered')
    expect(viewOf(undefined)).toBe('unanswered')
    expect(conversationPath('all', 'a/b')).toBe('/inbox/all/a%2Fb')
  })

  it('carry a message in the history, and only a number', () => {
    expect(seqInHistory({ seq: 7 })).toBe(7)
    for (const state of [null, undefined, 'x', {}, { seq: '7' }]) expect(seqInHistory(state)).toBeNull()
  })
})

describe('panesFor', () => {
  it('shows one pane at 200 % on a small screen and three on a desk', () => {
    expect(panesFor(600)).toBe('one')
    expect(panesFor(900)).toBe('two')
    expect(panesFor(1182)).toBe('three')
  })
})
