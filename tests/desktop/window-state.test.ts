import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readWindowState, writeWindowState } from '../../main/desktop/window-state.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ventanilla-window-'))
})
afterEach(() => rm(folder, { recursive: true }))

describe('window state', () => {
  test('is read as it was written, also in a folder made just then', () => {
    const state = { bounds: { x: -1200, y: 30, width: 1100, height: 700 }, maximized: true }
    expect(writeWindowState(join(folder, 'new'), state)).toBe(true)
    expect(readWindowState(join(folder, 'new'))).toEqual(state)
  })

  test('nothing was remembered', () => {
    expect(readWindowState(folder)).toBeNull()
  })

  test.each([
    '',
    '{',
    'null',
    '{"bounds":{"x":0,"y":0,"width":"wide","height":1},"maximized":false}',
    '{"bounds":{"x":1e300,"y":0,"width":10,"height":10},"maximized":false}',
    '{"bounds":{"x":0,"y":0,"width":-5,"height":10},"maximized":false}',
  ])('what cannot be used is forgotten: %s', async (text) => {
    await writeFile(join(folder, 'window.json'), text)
    expect(readWindowState(folder)).toBeNull()
  })

  test('a place that cannot be written costs only the memory', async () => {
    await writeFile(join(folder, 'file'), '')
    expect(
      writeWindowState(join(folder, 'file'), { bounds: { x: 0, y: 0, width: 1, height: 1 }, maximized: false }),
    ).toBe(false)
  })
})
