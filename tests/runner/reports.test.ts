import { describe, expect, test } from 'vitest'
import { oneCheck, playwrightCounts, readReport, vitestCounts } from './reports.ts'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((one) => ({ status: one })),
})
const vitest = (numPassedTests: number, ...testResults: ReturnType<typeof file>[]) => ({
  numPassedTests,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults,
})
const playwright = (expected: number, unexpected: number, flaky = 0, errors: unknown[] = []) => ({
  stats: { expected, unexpected, flaky, skipped: 2 },
  errors,
})

describe('counts', () => {
  test('a tool is one check', () => {
    expect(oneCheck({ exitCode: 0, report: undefined })).toEqual({ passed: 1, failed: 0, skipped: 0 })
    expect(oneCheck({ exitCode: 2, report: undefined })).toEqual({ passed: 0, failed: 1, skipped: 0 })
  })

  test('Vitest: tests, and files that fail as a whole', () => {
    const report = vitest(3, file('passed', 'passed', 'passed'), file('failed', 'passed', 'failed'), file('failed'))
    expect(vitestCounts({ exitCode: 1, report })).toEqual({ passed: 3, failed: 2, skipped: 2 })
  })

  test('Playwright: a flaky test and an error outside tests are failures', () => {
    const report = playwright(4, 1, 1, ['cannot load a file'])
    expect(playwrightCounts({ exitCode: 1, report })).toEqual({ passed: 4, failed: 3, skipped: 2 })
  })

  test.each([
    ['left no report', 0, undefined],
    ['ran nothing', 0, vitest(0)],
    ['ended badly without saying why', 1, vitest(5, file('passed', 'passed'))],
  ])('a runner that %s has failed', (_, exitCode, report) => {
    expect(vitestCounts({ exitCode, report }).failed).toBe(1)
  })

  test('a Playwright run without tests has failed', () => {
    expect(playwrightCounts({ exitCode: 0, report: playwright(0, 0) }).failed).toBe(1)
  })

  test('a report that is missing or torn is no report', async () => {
    expect(await readReport('/nowhere/report.json')).toBeUndefined()
    expect(await readReport(import.meta.filename)).toBeUndefined()
  })
})
