import { z } from 'zod'
import { procedure } from './base.ts'
import { instant, language } from './common.ts'
import { me, password, username } from './session.ts'
import { town } from './settings.ts'

/**
 * What the console must show before anybody signs in: `first_run` (the three choices), `practice` or `town`
 * (a store is open: sign in), `broken` (a store is there and cannot be opened; nothing was changed).
 */
export const setupStatus = z.object({
  stage: z.enum(['first_run', 'practice', 'town', 'broken']),
  townName: z.string().nullable(),
  /** For `broken`: the code of the store's problem; a sentence stands in `renderer/i18n`. */
  problem: z.string().nullable(),
  version: z.string(),
})

const backupsAt = z.object({ folder: z.string().trim().min(1).max(500), code: z.string().max(200) })

export const setup = {
  status: procedure('public').route({ method: 'GET', path: '/setup' }).output(setupStatus),
  /** Opens the practice town and signs in: nothing there can reach a real phone. */
  startPractice: procedure('public')
    .route({ method: 'POST', path: '/setup/practice' })
    .input(z.object({ language: language.optional() }))
    .output(z.object({ token: z.string(), me })),
  /** Leaves the open store (practice or town) and shows the three choices again; nothing is deleted. */
  leave: procedure('operators.manage').route({ method: 'POST', path: '/setup/leave' }).output(setupStatus),
  /** The copies of a town in a folder of this computer, newest first; only while no town is open. */
  backups: procedure('public')
    .route({ method: 'POST', path: '/setup/backups' })
    .input(backupsAt)
    .output(z.array(z.object({ id: z.string(), madeAt: instant, version: z.string() }))),
  /** A town comes back on this computer from a copy; its people sign in with their own accounts. */
  restore: procedure('public')
    .route({ method: 'POST', path: '/setup/restore' })
    .input(backupsAt.extend({ id: z.string().regex(/^[\w-]{1,80}$/) }))
    .output(setupStatus),
  createTown: procedure('public')
    .route({ method: 'POST', path: '/setup/town' })
    .input(z.object({ town, administrator: z.object({ username, name: z.string().trim().min(2).max(80), password }) }))
    .output(z.object({ token: z.string(), me })),
}
