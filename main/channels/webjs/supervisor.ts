import type { Clock } from '../../station/needs.ts'
import type { LineProcess, StartLineProcess } from './line-process.ts'
import { CallFailed, pendingCalls } from './pending-calls.ts'
import { type Call, type FromChild, fromChild, type HaltCode, type StartMessage } from './protocol.ts'
import { limits, mayPass, recycles, restartDelay } from './rules.ts'
import { repeating } from './timers.ts'

/** What the child says, without what only concerns the supervisor. */
export type News = Exclude<FromChild, { kind: 'answer' | 'failed' | 'broken' | 'halt' }>

export type SupervisorNeeds = {
  readonly startProcess: StartLineProcess
  readonly clock: Clock
  /** A number from 0 to 1. */
  readonly chance: () => number
  /** The hour of the day where the town is, 0 to 23. */
  readonly hour: () => number
  /** What the next life is told; null when it must not start, having said why. */
  readonly startMessage: () => Promise<StartMessage | null>
  /** Told in order, before any pending call is failed. */
  readonly onNews: (news: News) => void
  readonly onLost: (reason: string, nextAttemptAt: number) => void
  readonly onHalt: (code: HaltCode, detail: string) => void
  /** A healthy browser is about to be started afresh. */
  readonly onRecycle: () => void
  /** No child runs and the profile is at rest; before the next start. */
  readonly atRest: () => Promise<void>
}

type Life = {
  readonly process: LineProcess
  readonly startedAt: number
  heardAt: number
  signAt: number
  sign: 'none' | 'pairing' | 'syncing' | 'ready'
  activityAt: number
  /** Its end was told already. */
  lost: boolean
  readonly ended: Promise<void>
}

function bornAt(now: number, process: LineProcess): Life {
  const ended = new Promise<void>((resolve) => process.onExit(resolve))
  const times = { startedAt: now, heardAt: now, signAt: now, activityAt: now }
  return { process, ...times, sign: 'none', lost: false, ended }
}

function wantsRest(of: Life, memory: Extract<FromChild, { kind: 'alive' }>, now: number, hour: number): boolean {
  const { memoryMiB, heapMiB } = memory
  if (of.sign !== 'ready' || of.lost) return false
  return recycles({ now, startedAt: of.startedAt, lastActivityAt: of.activityAt, hour, memoryMiB, heapMiB })
}

function heardFrom(of: Life, message: FromChild, now: number): void {
  of.heardAt = now
  if (message.kind === 'events') of.activityAt = now
  const sign = signs[message.kind]
  if (!sign) return
  of.signAt = now
  if (of.sign !== 'ready') of.sign = sign
}

const checkEvery = 2_000
/** The child has a limit of its own for every call; this much later it is taken for dead. */
const grace = 5_000

const signs: Readonly<Partial<Record<FromChild['kind'], Life['sign']>>> = {
  qr: 'pairing',
  authenticated: 'syncing',
  syncing: 'syncing',
  ready: 'ready',
  offline: 'ready',
}

/** How long this life may go without a sign. */
function overdue({ sign, signAt, heardAt }: Life, now: number): string | null {
  if (now - heardAt > limits.silence) return 'no sign of life'
  if (sign === 'none' && now - signAt > limits.firstSign) return 'WhatsApp did not open'
  if (sign === 'syncing' && now - signAt > limits.syncing) return 'the sync stands still'
  return null
}

/** Keeps one child alive: starts it, watches it, starts it again when it breaks, and lets it rest when told to. */
export function supervisor(needs: SupervisorNeeds) {
  const { clock } = needs
  let life: Life | null = null
  let wanted = false
  let failures = 0
  let cancelStart: (() => void) | null = null
  const calls = pendingCalls(clock)

  const begin = async () => {
    cancelStart = null
    const message = await needs.startMessage()
    if (!message || !wanted || life) return
    const born = bornAt(clock.now(), needs.startProcess())
    life = born
    born.process.onMessage((raw) => hear(born, raw))
    void born.ended.then(() => onProcessGone(born))
    born.process.post(message)
    checks.begin()
  }

  const lose = (of: Life, reason: string, delay: number) => {
    if (of.lost) return
    of.lost = true
    failures += 1
    needs.onLost(reason, clock.now() + delay)
    calls.failAll(reason)
  }

  /** It closes its browser first; if it cannot, it is ended. */
  const killLater = (of: Life) =>
    clock.after(limits.stop + limits.settleAfterPairing, () => {
      if (life === of) of.process.kill()
    })

  const loseAndWait = (of: Life, reason: string) => {
    lose(of, reason, restartDelay(failures + 1, needs.chance()))
    killLater(of)
  }

  const loseAndKill = (of: Life, reason: string) => {
    lose(of, reason, restartDelay(failures + 1, needs.chance()))
    of.process.kill()
  }

  const onProcessGone = (of: Life) => {
    if (life !== of) return
    life = null
    if (!wanted) return calls.failAll('stopped')
    const delay = restartDelay(of.lost ? failures : failures + 1, needs.chance())
    lose(of, 'the process ended', delay)
    startAfter(delay)
  }

  const startAfter = (ms: number) => {
    cancelStart?.()
    cancelStart = clock.after(ms, () => {
      void needs
        .atRest()
        .catch(() => undefined)
        .then(begin)
        .catch(() => startAfter(restartDelay(++failures, needs.chance())))
    })
  }

  const halt = (of: Life, code: HaltCode, detail: string) => {
    if (mayPass(code, failures)) return loseAndWait(of, code)
    wanted = false
    of.lost = true
    needs.onHalt(code, detail)
    calls.failAll(code)
    killLater(of)
  }

  const hear = (from: Life, raw: unknown) => {
    const heard = fromChild.safeParse(raw)
    if (!heard.success || life !== from) return
    const message = heard.data
    heardFrom(from, message, clock.now())
    if (message.kind === 'ready') failures = 0
    switch (message.kind) {
      case 'answer':
        return calls.answered(message.id, message.value)
      case 'failed':
        return calls.refused(message.id, message.failure)
      case 'broken':
        return loseAndWait(from, message.reason)
      case 'halt':
        return from.lost ? undefined : halt(from, message.code, message.detail)
      default:
        if (!from.lost) pass(from, message)
    }
  }

  const pass = (of: Life, news: News) => {
    needs.onNews(news)
    if (news.kind !== 'alive' || calls.underway() > 0 || !wantsRest(of, news, clock.now(), needs.hour())) return
    needs.onRecycle()
    recycle('a fresh browser')
  }

  const recycle = (reason: string): boolean => {
    if (!life || life.lost || calls.underway() > 0) return false
    loseAndWait(life, reason)
    failures = 0
    life.process.post({ kind: 'stop' })
    return true
  }

  const endIfOverdue = () => {
    const reason = life && !life.lost ? overdue(life, clock.now()) : null
    if (life && reason !== null) loseAndKill(life, reason)
  }

  const checks = repeating(clock, checkEvery, endIfOverdue)

  const rest = async () => {
    cancelStart?.()
    const resting = life
    if (!resting) return
    resting.lost = true
    resting.process.post({ kind: 'stop' })
    const cancel = killLater(resting)
    await resting.ended
    cancel()
  }

  return {
    /** Starts now, also after a halt; nothing happens while a child runs. */
    async start(): Promise<void> {
      if (wanted && life) return
      if (life) await rest()
      wanted = true
      failures = 0
      cancelStart?.()
      await needs.atRest()
      await begin()
    },

    /** Resolves when no child runs. */
    async stop(): Promise<void> {
      wanted = false
      await rest()
      checks.end()
      calls.failAll('stopped')
    },

    /** Starts the browser afresh. False, and nothing happens, where none runs or something is being asked of it. */
    recycle,

    committed: (batch: number): void => life?.process.post({ kind: 'delivered', batch }),

    /** Rejects with `CallFailed`. A child that answers nothing within the limit is ended. */
    call(call: Call, limitMs: number): Promise<unknown> {
      const to = life
      if (!to || to.lost) return Promise.reject(new CallFailed({ kind: 'unknown', reason: 'no line' }))
      to.activityAt = clock.now()
      return calls.ask(
        limitMs + grace,
        (id) => to.process.post({ kind: 'call', id, call }),
        () => loseAndKill(to, `no answer to ${call.name}`),
      )
    },

    pid: () => life?.process.pid,
  }
}

export type Supervisor = ReturnType<typeof supervisor>
