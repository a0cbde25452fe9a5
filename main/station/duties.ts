import type { Logger } from 'pino'
import { describeError } from './describe-error.ts'
import type { Clock } from './needs.ts'

export type Duty = { readonly name: string; readonly every: number; readonly work: () => Promise<void> }

/** Work that comes back with the clock; one that fails is logged and comes back all the same. */
export function duties({ clock, log }: { readonly clock: Clock; readonly log: Logger }, list: readonly Duty[]) {
  const cancels = new Map<string, () => void>()
  const running = new Set<Promise<void>>()
  let open = false

  const run = (duty: Duty) => {
    const work = duty
      .work()
      .catch((error) => log.error({ duty: duty.name, error: describeError(error) }, 'a duty failed'))
      .finally(() => {
        running.delete(work)
        schedule(duty)
      })
    running.add(work)
  }

  const schedule = (duty: Duty) => {
    if (open)
      cancels.set(
        duty.name,
        clock.after(duty.every, () => run(duty)),
      )
  }

  return {
    start(): void {
      open = true
      for (const duty of list) schedule(duty)
    },
    async stop(): Promise<void> {
      open = false
      for (const cancel of cancels.values()) cancel()
      await Promise.all(running)
    },
  }
}
