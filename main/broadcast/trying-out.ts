import type { Variant } from '../../contract/broadcast.ts'
import type { BroadcastContent } from '../../contract/broadcasts.ts'
import type { Language } from '../../contract/common.ts'
import { type Acts, variantsOf } from './acts.ts'
import type { Audiences } from './audience.ts'
import { consentsByPurpose, knownNeighbourhoods, knownTags } from './audience-queries.ts'
import { valuesFor } from './audience-rules.ts'
import type { ComingBroadcasts } from './coming.ts'
import { audiencePlanOf } from './launching.ts'
import type { BroadcastNeeds } from './needs.ts'
import { theLine } from './queries.ts'
import { filled, longestLength, textFaults, withOneWording } from './text-rules.ts'
import { finishedVariants, shippedGuard, textTown } from './texts.ts'

/** How many real people a preview shows. */
const shownPeople = 5

type Plan = Pick<BroadcastContent, 'purpose' | 'audience' | 'variants' | 'scheduleAt' | 'emergency'> & {
  readonly id?: string | undefined
}

/** What can be seen of a broadcast before anything leaves. */
export function tryingOut(needs: BroadcastNeeds, acts: Acts, audiences: Audiences, coming: ComingBroadcasts) {
  const { store, clock, permissions } = needs

  /** A wording for every language, where none is written yet, so that only people are counted. */
  const anyWording = (variants: readonly Variant[], townLanguage: Language): readonly Variant[] =>
    variants.length > 0 ? variants : [{ lang: townLanguage, text: '' }]

  return {
    /** `id`: the broadcast it is a plan of, which does not wait behind itself. */
    async forecast({ id = '', ...plan }: Plan) {
      const { language } = await needs.town()
      const lineId = await theLine(store.read)
      const variants = anyWording(plan.variants, language)
      const of = { lineId, broadcastId: id, purpose: plan.purpose, emergency: plan.emergency, audience: plan.audience }
      const startAt = Math.max(clock.now(), plan.scheduleAt ?? 0)
      const others = await coming.on(lineId, startAt)
      return audiences.forecast(store.read, { ...of, variants }, { startAt, others })
    },

    async check({ variants, confirmed }: Pick<BroadcastContent, 'variants' | 'confirmed'>) {
      const town = textTown(await needs.town(), await acts.rules(store.read))
      const shown = finishedVariants(variants, town)
      return {
        faults: [...textFaults(shown, { town, guard: shippedGuard, confirmed, hasFile: false })],
        fewVariants: [...withOneWording(shown)],
        shown: shown.map(({ text }) => ({ text, length: longestLength(text, town) })),
      }
    },

    async options() {
      const { language } = await needs.town()
      const counts = await consentsByPurpose(store.read)
      const purposes = await permissions.purposes(store.read, language)
      return {
        purposes: purposes
          .filter(({ active }) => active)
          .map(({ id, name, urgent }) => ({ id, name, urgent, consents: counts.get(id) ?? 0 })),
        neighbourhoods: [...(await knownNeighbourhoods(store.read))],
        tags: [...(await knownTags(store.read))],
        townLanguage: language,
      }
    },

    /** How the first of its recipients would read it. Throws `NOT_FOUND`. */
    async preview(id: string) {
      const row = await acts.load(store.read, id)
      const { name } = await needs.town()
      const judged = await audiences.judge(store.read, audiencePlanOf(row), '')
      return judged
        .filter(({ verdict }) => verdict.excluded === null)
        .slice(0, shownPeople)
        .map(({ candidate, verdict }) => ({
          citizen: { id: candidate.citizenId, name: candidate.name },
          lang: verdict.language,
          text: filled(variantsOf(row)[verdict.variant ?? 0]?.text ?? '', valuesFor(candidate, name)),
        }))
    },
  }
}
