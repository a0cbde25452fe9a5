import { z } from 'zod'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'

const key = 'practice.clock'
const stored = z.object({ ahead: z.int() })

/** How far the clock of the practice town was ahead of the machine's when it was last written down, in milliseconds. */
export async function storedAhead(db: Reader): Promise<number> {
  const json = await readSetting(db, key)
  return json === null ? 0 : stored.parse(JSON.parse(json)).ahead
}

export async function putAhead(tx: Writer, ahead: number, now: number): Promise<void> {
  await writeSetting(tx, key, { ahead }, now)
}
