import { Problem } from '../../contract/problems.ts'
import { readChoice } from './choice.ts'
import type { HostOptions } from './host.ts'
import { openPlace } from './place.ts'

/**
 * For whoever owns the machine, when nobody is left who could open a locked account: opens it in the store that was
 * open last, also while a station runs on it. Throws `NOT_SET_UP`, `NOT_FOUND` and `StoreError`.
 */
export async function unlockFromMachine(options: HostOptions, username: string): Promise<void> {
  const kind = options.open ?? (await readChoice(options.dataDirectory))
  if (!kind) throw new Problem('NOT_SET_UP')
  const { station, store } = await openPlace(options, kind)
  try {
    await station.accounts.openFromMachine(username)
  } finally {
    await store.close()
  }
}
