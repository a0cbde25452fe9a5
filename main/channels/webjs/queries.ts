import { prepared } from '../../store/prepared.ts'
import type { Writer } from '../../store/store.ts'

/** Keys of the table `settings` that belong to this channel. */
export type LineSettingKey = `webjs.${string}`

export const lineSetting = prepared<{ key: LineSettingKey }, { value_json: string }>((db, param) =>
  db.selectFrom('settings').select('value_json').where('key', '=', param('key')),
)

export async function putLineSetting(tx: Writer, key: LineSettingKey, value: unknown, now: number): Promise<void> {
  const written = { value_json: JSON.stringify(value), updated_at: now }
  await tx
    .insertInto('settings')
    .values({ key, ...written })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(written))
    .execute()
}
