import type { AudienceForecast, Exclusion, Variant } from '../../contract/broadcast.ts'
import type { Language } from '../../contract/common.ts'
import type { Reader, Writer } from '../store/store.ts'
import { type AudienceOf, candidatesAfter, countWithoutConsent } from './audience-queries.ts'
import { type Candidate, type Verdict, verdictOn } from './audience-rules.ts'
import { type Coming, planOf } from './forecasting.ts'
import type { BroadcastNeeds } from './needs.ts'
import { firstBatch } from './rules.ts'

/** How many of an audience are looked at together. */
export const slice = 1000

export type AudiencePlan = AudienceOf & {
  readonly broadcastId: string
  readonly variants: readonly Variant[]
}

export type Judged = { readonly candidate: Candidate; readonly verdict: Verdict }

/** Who a broadcast is for: the same reading of the tables and the same verdicts for the forecast and for the plan. */
export function audience(needs: BroadcastNeeds) {
  const { clock, line, town: townNow } = needs

  /** The next slice of the audience with what becomes of each. */
  const judge = async (db: Reader | Writer, plan: AudiencePlan, after: string): Promise<readonly Judged[]> => {
    const town = await townNow()
    const now = clock.now()
    const candidates = await candidatesAfter(db, plan, after, slice)
    const citizenIds = candidates.map(({ citizenId }) => citizenId)
    const words = await line.wordOn(db, { lineId: plan.lineId, purpose: plan.purpose, citizenIds }, now)
    const rule = { ...plan, townLanguage: town.language, townName: town.name, now }
    return candidates.map((candidate) => ({
      candidate,
      verdict: verdictOn(candidate, words.get(candidate.citizenId) ?? null, rule),
    }))
  }

  /** Every slice, one after the other, so that memory does not grow with the audience. */
  async function* slices(db: Reader, plan: AudiencePlan): AsyncGenerator<readonly Judged[], void> {
    for (let after = ''; ; ) {
      const judged = await judge(db, plan, after)
      yield judged
      const last = judged.at(-1)
      if (judged.length < slice || !last) return
      after = last.candidate.citizenId
    }
  }

  const survey = async (db: Reader, plan: AudiencePlan) => {
    const excluded = new Map<Exclusion, number>()
    const languages = new Map<Language, number>()
    let [candidates, recipients] = [0, 0]
    for await (const judged of slices(db, plan)) {
      candidates += judged.length
      for (const { verdict } of judged) {
        if (verdict.excluded) excluded.set(verdict.excluded, (excluded.get(verdict.excluded) ?? 0) + 1)
        else {
          recipients++
          languages.set(verdict.language, (languages.get(verdict.language) ?? 0) + 1)
        }
      }
    }
    const outside = await countWithoutConsent(db, plan)
    if (outside > 0) excluded.set('no_consent', (excluded.get('no_consent') ?? 0) + outside)
    return { candidates, recipients, excluded, languages }
  }

  return {
    judge,
    survey,

    /** Who would get it, who not and why, and when it would end with what is coming on the line. */
    async forecast(
      db: Reader,
      plan: AudiencePlan,
      { startAt, others }: { readonly startAt: number; readonly others: readonly Coming[] },
    ): Promise<AudienceForecast> {
      const { candidates, recipients, excluded, languages } = await survey(db, plan)
      const look = firstBatch(recipients, plan.emergency, line.look) ?? 0
      const kind = plan.emergency ? 'emergency' : 'notice'
      const run = { id: plan.broadcastId, left: recipients, startAt, kind, look, restsUntil: startAt } as const
      return {
        candidates,
        recipients,
        byLanguage: [...languages].map(([lang, count]) => ({ lang, count })),
        excluded: [...excluded].map(([reason, count]) => ({ reason, count })),
        plan: await planOf(needs, { lineId: plan.lineId, run, others }),
      }
    },
  }
}

export type Audiences = ReturnType<typeof audience>
