import { readSetting, writeSetting } from '../../store/settings.ts'
import type { Reader, Writer } from '../../store/store.ts'

/** Keys of the table `settings` that belong to this channel. */
export type LineSettingKey = `webjs.${string}`

export const lineSetting = (db: Reader, key: LineSettingKey): Promise<string | null> => readSetting(db, key)

export async function putLineSetting(tx: Writer, key: LineSettingKey, value: unknown, now: number): Promise<void> {
  await writeSetting(tx, key, value, now)
}
