import type { Standing } from '../../contract/consents.ts'
import type { Reader, Writer } from '../store/store.ts'
import { limitsOf, standingRows } from './queries.ts'
import { barrier, type Given, type Limits, noLimits, standingOf } from './rules.ts'
import type { Suppression } from './suppression.ts'

/** Whether somebody may be written to, as the rows of this very transaction have it. */
export function standings(suppressed: Pick<Suppression, 'appliesTo' | 'knowsAny'>) {
  const limits = async (db: Reader | Writer, citizenId: string): Promise<Limits & { suppressed: boolean }> => {
    const [row] = await limitsOf(db, { citizenId })
    return { ...limitsFrom(row), suppressed: await suppressed.appliesTo(db, citizenId) }
  }

  return {
    limits,

    async of(db: Reader | Writer, citizenId: string, purpose: string, now: number): Promise<Standing> {
      const rows = await standingRows(db, { citizenId, purpose })
      const [row] = rows
      const inForce = row ? { active: row.active === 1, liveFrom: row.live_from } : null
      const identifiers = rows.flatMap(({ kind, value }) => (kind === null || value === null ? [] : [{ kind, value }]))
      const barred = { ...limitsFrom(row), suppressed: await suppressed.knowsAny(db, identifiers) }
      return standingOf(givenFrom(row), inForce, barred, now)
    },

    /** What stands against writing to them about their own matters; nothing but having left, or being blocked. */
    async againstFollowUp(db: Reader | Writer, citizenId: string, now: number): Promise<Standing | null> {
      return barrier({ ...(await limits(db, citizenId)), heldAt: null, pausedUntil: null }, now)
    },
  }
}

export type Standings = ReturnType<typeof standings>

type LimitColumns = {
  held_at: number | null
  paused_until: number | null
  opted_out_at: number | null
  blocked_at: number | null
}

export const limitsFrom = (row: LimitColumns | undefined): Limits =>
  row
    ? {
        heldAt: row.held_at,
        pausedUntil: row.paused_until,
        optedOutAt: row.opted_out_at,
        blockedAt: row.blocked_at,
      }
    : noLimits

type ConsentColumns = {
  state: Given['state'] | null
  version: number | null
  since: number | null
  expires_at: number | null
}

const givenFrom = (row: ConsentColumns | undefined): Given | null =>
  row?.state ? { state: row.state, version: row.version ?? 0, since: row.since ?? 0, expiresAt: row.expires_at } : null
