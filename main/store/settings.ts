import { prepared } from './prepared.ts'
import type { Reader, Writer } from './store.ts'

const settingByKey = prepared<{ key: string }, { value_json: string }>((db, param) =>
  db.selectFrom('settings').select('value_json').where('key', '=', param('key')),
)

/** What is kept under a key, as JSON text; null where nothing is. Each area reads and writes keys of its own. */
export async function readSetting(db: Reader | Writer, key: string): Promise<string | null> {
  const [row] = await settingByKey(db, { key })
  return row?.value_json ?? null
}

/** `now`: epoch milliseconds. */
export async function writeSetting(tx: Writer, key: string, value: unknown, now: number): Promise<void> {
  const written = { value_json: JSON.stringify(value), updated_at: now }
  await tx
    .insertInto('settings')
    .values({ key, ...written })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(written))
    .execute()
}
