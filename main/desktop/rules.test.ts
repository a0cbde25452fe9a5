import { describe, expect, test } from 'vitest'
import { afterCrash, placeWindow, rememberedCrashes, smallestWindow, supervision } from './rules.ts'

const minute = 60_000

describe('afterCrash', () => {
  test('waits longer after each crash, never beyond the longest delay', () => {
    const delays = [1, 2, 3, 4, 5, 6].map((count) => {
      const next = afterCrash(new Array<number>(count).fill(0), 1, 0)
      return next.kind === 'restart' ? next.afterMs : Number.NaN
    })
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 8000])
    expect(afterCrash(new Array<number>(40).fill(0), 1, 0, { ...supervision, restarts: 100 })).toEqual({
      kind: 'restart',
      afterMs: supervision.longestDelayMs,
    })
  })

  test('chance takes up to half of the delay away', () => {
    expect(afterCrash([0], 1, 1)).toEqual({ kind: 'restart', afterMs: 125 })
    expect(afterCrash([0], 1, 0.5)).toEqual({ kind: 'restart', afterMs: 188 })
  })

  test('gives up when crashes come too close together', () => {
    expect(afterCrash([1, 2, 3, 4, 5, 6, 7], 8, 0)).toEqual({ kind: 'give_up' })
  })

  test('old crashes are forgotten', () => {
    const crashes = [0, 1, 2, 3, 4, 5, 10 * minute]
    expect(rememberedCrashes(crashes, 10 * minute, supervision)).toEqual([10 * minute])
    expect(afterCrash(crashes, 10 * minute, 0)).toEqual({ kind: 'restart', afterMs: 250 })
  })
})

describe('placeWindow', () => {
  const primary = { x: 0, y: 0, width: 1920, height: 1040 }
  const second = { x: 1920, y: 0, width: 1280, height: 1024 }
  const left = (x: number, y: number, width = 1200, height = 800) => ({
    bounds: { x, y, width, height },
    maximized: false,
  })

  test('opens centred on the primary display the first time', () => {
    expect(placeWindow(null, [primary])).toEqual({
      bounds: { x: 280, y: 90, width: 1360, height: 860 },
      maximized: false,
    })
  })

  test('opens as it was left, on any display', () => {
    expect(placeWindow(left(1950, 40), [primary, second])).toEqual(left(1950, 40))
  })

  test.each([
    ['the display is gone', left(1950, 40)],
    ['above the top edge', left(100, -300)],
    ['below the bottom edge', left(100, 1035)],
    ['only a sliver at the side', left(-1150, 40)],
  ])('comes back to the primary display: %s', (_case, remembered) => {
    expect(placeWindow(remembered, [primary])).toEqual({
      bounds: { x: 360, y: 120, width: 1200, height: 800 },
      maximized: false,
    })
  })

  test('is never smaller than the console needs, nor larger than its display', () => {
    expect(placeWindow(left(10, 10, 300, 200), [primary]).bounds).toEqual({ x: 10, y: 10, ...smallestWindow })
    expect(placeWindow(left(10, 10, 5000, 4000), [primary]).bounds).toEqual({ x: 10, y: 10, width: 1920, height: 1040 })
  })

  test('stays maximized', () => {
    expect(placeWindow({ ...left(0, 0), maximized: true }, [primary]).maximized).toBe(true)
  })

  test('survives a machine that reports no display', () => {
    expect(placeWindow(left(10, 10), []).bounds.width).toBeGreaterThanOrEqual(smallestWindow.width)
  })
})
