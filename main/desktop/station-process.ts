import type { Clock } from '../station/needs.ts'
import { type FromStation, fromStation, type StartMessage, type ToStation } from '../station/utility-messages.ts'
import type { LineProcesses } from './line-processes.ts'
import { afterCrash, rememberedCrashes, type SupervisionPolicy } from './rules.ts'

/** A running station: Electron's utility process, or a Node child in tests. */
export interface StationProcess<Port> {
  post(message: ToStation, ports: readonly Port[]): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once; `code` is null when a signal ended it. */
  onExit(listener: (code: number | null) => void): void
  kill(): void
}

export type StationLost = { readonly reason: 'crashes' } | { readonly reason: 'fatal'; readonly code: string }

export type SupervisorNeeds<Port> = {
  readonly startProcess: () => StationProcess<Port>
  /** The processes of lines, which only the shell may start. */
  readonly lines: Pick<LineProcesses<Port>, 'start' | 'kill' | 'abandon'>
  readonly startMessage: StartMessage
  readonly clock: Clock
  /** A number from 0 to 1. */
  readonly chance: () => number
  readonly policy: SupervisionPolicy
  /** A station answers, the first or one after a crash: every window needs a fresh port. */
  readonly onReady: () => void
  readonly onNews: (news: Extract<FromStation, { kind: 'unanswered' | 'notify' }>) => void
  /** It is not started again until `restart`. */
  readonly onLost: (lost: StationLost) => void
}

type Life<Port> =
  | { readonly kind: 'starting' | 'ready' | 'stopping'; readonly process: StationProcess<Port> }
  | { readonly kind: 'waiting'; readonly cancel: () => void }
  | { readonly kind: 'down' }

/** Keeps one station running: starts it, starts it again when it dies, and ends it cleanly. */
export function superviseStation<Port>(needs: SupervisorNeeds<Port>) {
  const { clock, policy } = needs
  let life: Life<Port> = { kind: 'down' }
  let crashes: readonly number[] = []
  let fatal: string | null = null
  let stopped = Promise.withResolvers<void>()

  function start(): void {
    const process = needs.startProcess()
    fatal = null
    life = { kind: 'starting', process }
    process.onMessage((message) => hear(process, message))
    process.onExit(() => ended(process))
    process.post(needs.startMessage, [])
  }

  function hear(from: StationProcess<Port>, message: unknown): void {
    if (!('process' in life) || life.process !== from) return
    const heard = fromStation.safeParse(message)
    if (!heard.success) return
    const news = heard.data
    switch (news.kind) {
      case 'ready':
        if (life.kind !== 'starting') return
        life = { kind: 'ready', process: from }
        needs.onReady()
        break
      case 'fatal':
        fatal = news.code
        from.kill()
        break
      case 'line_start':
        needs.lines.start(news.id, (message, ports) => from.post(message, ports))
        break
      case 'line_kill':
        needs.lines.kill(news.id)
        break
      case 'unanswered':
      case 'notify':
        needs.onNews(news)
    }
  }

  function ended(process: StationProcess<Port>): void {
    if (!('process' in life) || life.process !== process) return
    needs.lines.abandon()
    const wanted = life.kind === 'stopping'
    life = { kind: 'down' }
    if (wanted) stopped.resolve()
    else if (fatal !== null) needs.onLost({ reason: 'fatal', code: fatal })
    else crashed()
  }

  function crashed(): void {
    crashes = [...rememberedCrashes(crashes, clock.now(), policy), clock.now()]
    const next = afterCrash(crashes, clock.now(), needs.chance(), policy)
    if (next.kind === 'give_up') needs.onLost({ reason: 'crashes' })
    else life = { kind: 'waiting', cancel: clock.after(next.afterMs, start) }
  }

  return {
    /** Starts a station that is down, with a clean record. */
    restart(): void {
      if (life.kind !== 'down') return
      crashes = []
      start()
    },

    isReady: (): boolean => life.kind === 'ready',

    /** Hands a window's port to the station. Call it only while ready. */
    attach(desk: string, port: Port): void {
      if (life.kind === 'ready') life.process.post({ kind: 'attach', desk }, [port])
    },

    /** Resolves when no station runs. Asks first; after the grace it kills. */
    async stop(): Promise<void> {
      if (life.kind === 'waiting') {
        life.cancel()
        life = { kind: 'down' }
      }
      if (life.kind === 'down') return
      if (life.kind === 'stopping') return stopped.promise
      const { process } = life
      stopped = Promise.withResolvers<void>()
      life = { kind: 'stopping', process }
      process.post({ kind: 'shutdown' }, [])
      const cancel = clock.after(policy.graceMs, () => process.kill())
      await stopped.promise
      cancel()
    },
  }
}

export type StationSupervisor<Port> = ReturnType<typeof superviseStation<Port>>
