import { readFile } from 'node:fs/promises'

/** How many tests of a stage ended how. */
export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }

export type Outcome = { readonly exitCode: number; readonly report: unknown }

/** Reads the counts from what a stage left behind. */
export type ReadCounts = (outcome: Outcome) => Counts

export const none: Counts = { passed: 0, failed: 0, skipped: 0 }

export function add(left: Counts, right: Counts): Counts {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  }
}

/** A tool that says yes or no counts as one test. */
export const oneCheck: ReadCounts = ({ exitCode }) => (exitCode === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 })

/** What Vitest's `--reporter=json` writes, as far as it is counted. */
type VitestReport = {
  readonly numPassedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { readonly status: string }[]
  }[]
}

/** A file that fails without a failing test in it (it does not load, a hook throws) counts as one failure. */
export const vitestCounts: ReadCounts = withReport<VitestReport>((report) => ({
  passed: report.numPassedTests,
  failed: report.testResults.reduce((sum, file) => {
    const failures = file.assertionResults.filter((test) => test.status === 'failed').length
    return sum + (file.status === 'failed' ? Math.max(1, failures) : failures)
  }, 0),
  skipped: report.numPendingTests + report.numTodoTests,
}))

/** What Playwright's JSON reporter writes, as far as it is counted. */
type PlaywrightReport = {
  readonly stats: {
    readonly expected: number
    readonly unexpected: number
    readonly flaky: number
    readonly skipped: number
  }
  readonly errors: readonly unknown[]
}

/** A test that passes only when repeated has failed. */
export const playwrightCounts: ReadCounts = withReport<PlaywrightReport>(({ stats, errors }) => ({
  passed: stats.expected,
  failed: stats.unexpected + stats.flaky + errors.length,
  skipped: stats.skipped,
}))

/** A runner that left no report, ran no test or ended badly without naming a failure has failed once. */
function withReport<Report>(count: (report: Report) => Counts): ReadCounts {
  return ({ exitCode, report }) => {
    if (report === undefined) return { ...none, failed: 1 }
    const counts = count(report as Report)
    const ranNothing = counts.passed + counts.failed === 0
    const hidesFailure = counts.failed === 0 && exitCode !== 0
    return ranNothing || hidesFailure ? { ...counts, failed: 1 } : counts
  }
}

/** The report a runner wrote, or undefined when it wrote none that can be read. */
export async function readReport(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    return undefined
  }
}
