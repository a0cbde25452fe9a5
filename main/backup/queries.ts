import { backupSettings, type RestoreTest, restoreTest } from '../../contract/backups.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Reader, Writer } from '../store/store.ts'

export type BackupSetting = 'backups.settings' | 'backups.last'

export async function storedSetting(db: Reader | Writer, key: BackupSetting): Promise<unknown> {
  const json = await readSetting(db, key)
  return json === null ? null : JSON.parse(json)
}

/** The folder that the town chose for its copies; null where it chose none. */
export async function folderIn(db: Reader): Promise<string | null> {
  return backupSettings.partial().parse((await storedSetting(db, 'backups.settings')) ?? {}).folder ?? null
}

export async function putSetting(tx: Writer, key: BackupSetting, value: unknown, now: number): Promise<void> {
  await writeSetting(tx, key, value, now)
}

export async function putTest(tx: Writer, id: string, test: RestoreTest, operatorId: string | null): Promise<void> {
  await tx
    .insertInto('restore_tests')
    .values({
      id,
      backup_id: test.backupId,
      at: test.at,
      ok: test.ok ? 1 : 0,
      result_json: JSON.stringify(test),
      operator_id: operatorId,
    })
    .execute()
}

/** The newest test of each backup. */
export async function newestTests(db: Reader): Promise<ReadonlyMap<string, RestoreTest>> {
  const rows = await db.selectFrom('restore_tests').select('result_json').orderBy('at').orderBy('id').execute()
  const tests = rows.map(({ result_json }) => restoreTest.parse(JSON.parse(result_json)))
  return new Map(tests.map((test) => [test.backupId, test]))
}
