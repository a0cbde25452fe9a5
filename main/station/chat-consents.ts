import type { CitizenRegister } from '../citizens/register.ts'
import type { Consents } from '../consent/service.ts'
import { saidToCitizen } from '../inbox/recall.ts'
import type { Posters } from '../posters/service.ts'
import type { ConsentNeeds, Neighbourhoods } from './consent-needs.ts'

type Parts = {
  readonly consents: Pick<Consents, 'desk' | 'reader'>
  readonly posters: Pick<Posters, 'isPrinted'>
  readonly neighbourhoods: Neighbourhoods
}

/** Where citizens live, as their cards say. */
export const neighbourhoodsOf = ({ settings, forCitizens }: CitizenRegister): Neighbourhoods => ({
  known: async () => (await settings()).neighbourhoods,
  of: forCitizens.neighbourhoodOf,
  set: async (tx, citizenId, name) => void (await forCitizens.setNeighbourhood(tx, citizenId, name)),
})

/** The consents of a town as the assistant talks about them. */
export const chatConsents = ({ consents, posters, neighbourhoods }: Parts): ConsentNeeds => ({
  desk: consents.desk,
  pausedUntil: consents.reader.pausedUntil,
  saidLately: saidToCitizen,
  isPoster: posters.isPrinted,
  neighbourhoods,
})
