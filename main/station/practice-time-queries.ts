import { z } from 'zod'
import type { Reader, Writer } from '../store/store.ts'

const key = 'practice.clock'
const stored = z.object({ ahead: z.int() })

/** How far the clock of the practice town was ahead of the machine's when it was last written down, in milliseconds. */
export async function storedAhead(db: Reader): Promise<number> {
  const row = await db.selectFrom('settings').select('value_json').where('key', '=', key).executeTakeFirst()
  return row ? stored.parse(JSON.parse(row.value_json)).ahead : 0
}

export async function putAhead(tx: Writer, ahead: number, now: number): Promise<void> {
  const written = { value_json: JSON.stringify({ ahead }), updated_at: now }
  await tx
    .insertInto('settings')
    .values({ key, ...written })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(written))
    .execute()
}
