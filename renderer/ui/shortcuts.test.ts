import { describe, expect, it } from 'vitest'
import { keyCaps } from './key-hint.tsx'
import { defaultKeys, keyOf, readSaved } from './shortcuts.tsx'

const pressed = (key: string, more: Partial<KeyboardEvent> = {}) => ({
  ...{ key, code: '', ctrlKey: false, altKey: false, metaKey: false },
  ...more,
})

describe('a key that was pressed', () => {
  it('is written as it is listened to', () => {
    expect(keyOf(pressed('J'))).toBe('j')
    expect(keyOf(pressed('k', { ctrlKey: true }))).toBe(defaultKeys.search)
    expect(keyOf(pressed('u', { altKey: true, code: 'KeyU' }))).toBe(defaultKeys.switchOperator)
  })

  it.each(['Shift', 'Tab', 'Escape', 'ArrowDown', 'Dead'])('is never %s', (key) => {
    expect(keyOf(pressed(key))).toBeNull()
  })

  it('is shown as caps', () => {
    expect(keyCaps('$mod+k')).toEqual([{ name: 'ctrl' }, { text: 'K' }])
    expect(keyCaps('Alt+KeyU')).toEqual([{ name: 'alt' }, { text: 'U' }])
    expect(keyCaps('/')).toEqual([{ text: '/' }])
  })
})

describe('keys kept on this computer', () => {
  it('are believed only as far as they make sense', () => {
    const kept = JSON.stringify({ on: false, keys: { help: null, lock: 'x', search: 7, 'drop.tables': 'y' } })
    expect(readSaved(kept)).toEqual({ on: false, keys: { help: null, lock: 'x' } })
  })

  it.each([null, 'nonsense{', '7', '[]', '{"keys":null}'])('are the usual ones when %s was kept', (text) => {
    expect(readSaved(text)).toEqual({ on: true, keys: {} })
  })
})
