import { describe, expect, it } from 'vitest'
import { shippedFiles } from '../../../tests/support/library.ts'
import { deepest, isTooDeep, type Known, languagesOf, nextVersion, outlineOf, reception } from './rules.ts'

const published = (version: number, shippedVersion: number | null): Known => ({
  ...{ version, state: 'published', shippedVersion },
})
const retired = (version: number, shippedVersion: number | null): Known => ({
  ...{ version, state: 'retired', shippedVersion },
})

describe('a version that comes with the program', () => {
  it.each<[string, number, readonly Known[], ReturnType<typeof reception>]>([
    ['is published where there was none', 1, [], 'publish'],
    ['is known already', 1, [published(1, 1)], null],
    ['is older than what came before', 1, [retired(1, 1), published(2, 2)], null],
    ['is newer, and nobody has touched the flow', 2, [published(1, 1)], 'publish'],
    ['is newer, and the town has its own', 2, [retired(1, 1), published(2, null)], 'offer'],
    [
      'is newer, and the town went back to an older one',
      3,
      [retired(1, 1), retired(2, 2), published(3, null)],
      'offer',
    ],
    ['has the name of a flow the town made', 1, [published(1, null)], 'offer'],
    ['was offered and declined', 2, [retired(1, 1), published(2, null), retired(3, 2)], null],
    [
      'was taken, so that the next one comes by itself',
      3,
      [retired(2, null), retired(3, 2), published(4, 2)],
      'publish',
    ],
  ])('%s', (_, version, known, expected) => expect(reception(version, known)).toBe(expected))

  it('keeps its own number as long as no other has it', () => {
    expect(nextVersion([], 3)).toBe(3)
    expect(nextVersion([{ version: 3 }], 5)).toBe(5)
    expect(nextVersion([{ version: 7 }, { version: 6 }], 5)).toBe(8)
  })
})

describe('the outline of a flow', () => {
  it('is told of a sound one', () => {
    expect(outlineOf(shippedFiles('front').flow)).toMatchObject({ front: true })
    const report = outlineOf(shippedFiles('report').flow)
    expect(report.front).toBe(false)
    expect(report.steps).toBeGreaterThan(4)
    expect(languagesOf(shippedFiles('report'))).toEqual(['es', 'ca', 'gl', 'eu', 'en'])
  })

  it.each(['', '{', '7', 'null', '{"steps":7,"intents":[],"version":"x"}'])('is empty for %j', (flow) => {
    expect(outlineOf(flow)).toEqual({ version: null, front: false, intents: [], steps: 0 })
  })
})

describe('depth', () => {
  it('counts what is open, not what is written in texts', () => {
    expect(isTooDeep(`${'['.repeat(deepest)}${']'.repeat(deepest)}`)).toBe(false)
    expect(isTooDeep('['.repeat(deepest + 1))).toBe(true)
    expect(isTooDeep(JSON.stringify({ a: '[{"'.repeat(100), b: '\\' }))).toBe(false)
    expect(isTooDeep('[]'.repeat(100))).toBe(false)
    expect(isTooDeep(shippedFiles('front').flow)).toBe(false)
  })
})
