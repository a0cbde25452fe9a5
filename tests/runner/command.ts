import { type ChildProcess, spawn } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { readReport } from './reports.ts'
import { root, type Stage } from './stages.ts'

export type Ran = { readonly exitCode: number; readonly output: string; readonly report: unknown }

/** Milliseconds a runner gets to put its house in order (stop servers, close browsers) once it is cancelled. */
const patience = 10_000

/** Milliseconds after which a stage hangs: none takes a third of it on two slow cores. */
const limit = 15 * 60_000

const colour = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1', FORCE_COLOR: undefined }

/**
 * Runs a stage in a process group of its own, so that whatever it started ends with it when `signal` fires.
 * `scratch` becomes its folder for temporary files, so that what it leaves behind can be removed whole; what Node
 * compiled stays there too, for the many stations a stage starts.
 */
export async function runStage(stage: Stage, scratch: string, cancelled: AbortSignal): Promise<Ran> {
  const signal = AbortSignal.any([cancelled, AbortSignal.timeout(limit)])
  await mkdir(dirname(stage.report), { recursive: true })
  await rm(stage.report, { force: true })
  const [script, ...args] = stage.command
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { ...process.env, ...colour, ...placesIn(scratch), ...stage.environment },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = (): void => stopGroup(child)
  signal.addEventListener('abort', stop, { once: true })
  try {
    const { exitCode, output } = await finished(child)
    return { exitCode, output, report: await readReport(stage.report) }
  } finally {
    signal.removeEventListener('abort', stop)
    signalGroup(child, 'SIGKILL')
  }
}

const placesIn = (scratch: string) => ({
  TMPDIR: scratch,
  TEMP: scratch,
  TMP: scratch,
  NODE_COMPILE_CACHE: join(scratch, 'compiled'),
})

function finished(child: ChildProcess): Promise<{ exitCode: number; output: string }> {
  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
  return new Promise((done, failed) => {
    child.once('error', failed)
    // `exit`, not `close`: a grandchild that outlives its parent would hold the pipe open for ever.
    child.once('exit', (code) => {
      setTimeout(() => done({ exitCode: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }), 50)
    })
  })
}

/** The runner alone is asked first: it stops its servers and removes its folders, which workers cut short cannot. */
function stopGroup(child: ChildProcess): void {
  child.kill('SIGINT')
  setTimeout(() => signalGroup(child, 'SIGKILL'), patience).unref()
}

function signalGroup(child: ChildProcess, name: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, name)
  } catch {
    // The group has ended already.
  }
}
