import { z } from 'zod'
import { procedure } from './base.ts'
import { done, instant } from './common.ts'

export const backupKind = z.enum(['scheduled', 'manual', 'before_update'])
export type BackupKind = z.infer<typeof backupKind>

export const backupSettings = z.object({
  /** Every night. */
  scheduled: z.boolean(),
  /** The hour of the town, 0 to 23. */
  hour: z.int().min(0).max(23),
  keepDays: z.int().min(7).max(90),
  /** An absolute path; null keeps them beside the data, which a broken disk would take too. */
  folder: z.string().trim().min(1).max(500).nullable(),
})
export type BackupSettings = z.infer<typeof backupSettings>

/** What a trial restore found; nothing of the town is touched by one. */
export const restoreTest = z.object({
  backupId: z.string(),
  at: instant,
  ok: z.boolean(),
  /** Rows that came back, and files that open. */
  rows: z.int(),
  files: z.int(),
  unreadableFiles: z.int(),
  /** The consent ledger in it holds; null when it could not be read that far. */
  ledger: z.boolean().nullable(),
  /** Milliseconds it took. */
  took: z.int(),
})
export type RestoreTest = z.infer<typeof restoreTest>

export const backup = z.object({
  id: z.string(),
  madeAt: instant,
  kind: backupKind,
  /** Of the program that made it. */
  version: z.string(),
  /** Of its rows; files are shared between copies. */
  bytes: z.int(),
  tested: restoreTest.nullable(),
})
export type Backup = z.infer<typeof backup>

export const backupStatus = z.object({
  settings: backupSettings,
  folder: z.string(),
  backups: z.array(backup),
  /** When the next one is due; null when none is scheduled. */
  nextAt: instant.nullable(),
  /** The last one of every night could not be made. */
  failed: z.object({ at: instant, reason: z.string() }).nullable(),
  running: z
    .object({
      work: z.enum(['copying', 'testing']),
      of: z.enum(['rows', 'files']),
      done: z.int(),
      total: z.int().nullable(),
    })
    .nullable(),
})
export type BackupStatus = z.infer<typeof backupStatus>

const backupId = z.string().regex(/^[\w-]{1,80}$/)

export const backups = {
  status: procedure('backups.manage').route({ method: 'GET', path: '/backups' }).output(backupStatus),
  saveSettings: procedure('backups.manage')
    .route({ method: 'PUT', path: '/backups/settings' })
    .input(backupSettings)
    .output(backupStatus),
  /** Answers at once; `status` tells how far it is. */
  make: procedure('backups.manage')
    .route({ method: 'POST', path: '/backups', summary: 'Make a backup now' })
    .output(backupStatus),
  cancel: procedure('backups.manage').route({ method: 'POST', path: '/backups/cancel' }).output(backupStatus),
  /** Restores into a store of its own, checks it and throws it away. Answers at once. */
  test: procedure('backups.manage')
    .route({ method: 'POST', path: '/backups/{id}/test', summary: 'Try to restore' })
    .input(z.object({ id: backupId }))
    .output(backupStatus),
  /** The town goes back to the moment of the copy; everybody signs in again. What is there now is kept beside it. */
  restore: procedure('backups.manage')
    .route({ method: 'POST', path: '/backups/{id}/restore' })
    .input(z.object({ id: backupId, reason: z.string().trim().min(5).max(500) }))
    .output(done),
  /** What opens the copies on another computer. Seeing it is recorded. */
  recoveryCode: procedure('backups.manage')
    .route({ method: 'POST', path: '/backups/recovery-code' })
    .output(z.object({ code: z.string() })),
}
