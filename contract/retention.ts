import { z } from 'zod'
import { procedure } from './base.ts'
import { done, id, instant } from './common.ts'

const name = z
  .string()
  .trim()
  .regex(/^[a-z][a-z0-9_]{0,39}$/)

/** How long each category is kept. The bounds are what a town can defend; its archive rules prevail within them. */
export const retentionSettings = z.object({
  /** Each night without anybody pressing anything. */
  nightly: z.boolean(),
  chatMonths: z.int().min(1).max(60),
  /** The reserved folder. */
  sensitiveMonths: z.int().min(1).max(24),
  mediaDays: z.int().min(7).max(730),
  voiceDays: z.int().min(1).max(365),
  /** Pictures taken for identity documents. */
  identityDays: z.int().min(1).max(30),
  /** What the assistant gathered or did not understand. */
  botDays: z.int().min(1).max(90),
  /** What is handed over with one of these goes to the reserved folder by itself. */
  reserved: z.object({ topics: z.array(name).max(30), departments: z.array(name).max(30) }),
})
export type RetentionSettings = z.infer<typeof retentionSettings>

export const retentionCategories = ['chat', 'sensitive', 'media', 'voice', 'identity', 'bot'] as const
export const retentionCategory = z.enum(retentionCategories)
export type RetentionCategory = z.infer<typeof retentionCategory>

const count = z.object({ conversations: z.int(), messages: z.int(), files: z.int() })
export type RetentionCount = z.infer<typeof count>
/** Of `bot`, `messages` are entries of the assistant. */
export const retentionCounts = z.record(retentionCategory, count)
export type RetentionCounts = z.infer<typeof retentionCounts>

export const retentionHold = z.enum(['open', 'on_its_way', 'report', 'appointment', 'rights', 'by_hand'])
export type RetentionHold = z.infer<typeof retentionHold>

/** What a run would remove now. Numbers and ids, never a name or a word. */
export const retentionPreview = z.object({
  counts: retentionCounts,
  /** Conversations whose term is over and that are held, by every reason that holds them. */
  held: z.record(retentionHold, z.int()),
  /** Those that would lose most time first: the oldest. */
  oldest: z.array(
    z.object({
      conversationId: id,
      category: z.enum(['chat', 'sensitive']),
      messages: z.int(),
      files: z.int(),
      since: instant,
    }),
  ),
  /** There is more than was counted. */
  more: z.boolean(),
})
export type RetentionPreview = z.infer<typeof retentionPreview>

export const retentionRun = z.object({
  id,
  startedAt: instant,
  /** Null while it runs, or when it was cut short and waits to be taken up. */
  finishedAt: instant.nullable(),
  /** Who pressed it; null for one of the night. */
  by: z.string().nullable(),
  counts: retentionCounts,
})
export type RetentionRun = z.infer<typeof retentionRun>

export const retentionStatus = z.object({
  settings: retentionSettings,
  /** From the settings of the backups. */
  backupDays: z.int(),
  running: z.boolean(),
  /** The newest first. */
  runs: z.array(retentionRun),
  holds: z.array(z.object({ conversationId: id, reason: z.string(), at: instant, by: z.string() })),
})
export type RetentionStatus = z.infer<typeof retentionStatus>

const reason = z.string().trim().min(5).max(300)

export const retention = {
  status: procedure('privacy.read').route({ method: 'GET', path: '/retention' }).output(retentionStatus),
  saveSettings: procedure('privacy.write')
    .route({ method: 'PUT', path: '/retention/settings' })
    .input(retentionSettings)
    .output(retentionStatus),
  preview: procedure('privacy.read')
    .route({ method: 'GET', path: '/retention/preview', summary: 'What would be removed now' })
    .output(retentionPreview),
  /** Answers at once; `status` tells when it is done. */
  run: procedure('privacy.write')
    .route({ method: 'POST', path: '/retention/runs', summary: 'Remove what is over its term now' })
    .output(retentionStatus),
  /** Keeps a conversation whatever its age. */
  hold: procedure('inbox.write')
    .route({ method: 'POST', path: '/retention/holds/{id}' })
    .input(z.object({ id, reason }))
    .output(done),
  release: procedure('privacy.write')
    .route({ method: 'DELETE', path: '/retention/holds/{id}' })
    .input(z.object({ id }))
    .output(done),
  /** Puts a conversation, or one message of it, where only `sensitive.read` sees it. */
  reserve: procedure('inbox.write')
    .route({ method: 'POST', path: '/conversations/{id}/reserve', summary: 'Put into the reserved folder' })
    .input(z.object({ id, messageId: id.optional() }))
    .output(done),
  unreserve: procedure('sensitive.read')
    .route({ method: 'POST', path: '/conversations/{id}/unreserve', summary: 'Take out of the reserved folder' })
    .input(z.object({ id, messageId: id.optional(), reason }))
    .output(done),
  /** What is left out stays as it is. */
  markFile: procedure('inbox.write')
    .route({
      method: 'POST',
      path: '/media/{id}/marks',
      summary: 'Say that a file shows an identity document, or stays',
    })
    .input(z.object({ id, identity: z.boolean().optional(), kept: z.boolean().optional() }))
    .output(done),
}
