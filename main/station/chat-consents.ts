import type { Consents } from '../consent/service.ts'
import { saidToCitizen } from '../inbox/recall.ts'
import type { Posters } from '../posters/service.ts'
import type { ConsentNeeds, Neighbourhoods } from './consent-needs.ts'

type Parts = {
  readonly consents: Pick<Consents, 'desk' | 'reader'>
  readonly posters: Pick<Posters, 'isPrinted'>
  /** Absent where citizens keep none. */
  readonly neighbourhoods?: Neighbourhoods
}

const nowhere: Neighbourhoods = { known: async () => [], of: async () => null, set: async () => undefined }

/** The consents of a town as the assistant talks about them. */
export const chatConsents = ({ consents, posters, neighbourhoods = nowhere }: Parts): ConsentNeeds => ({
  desk: consents.desk,
  pausedUntil: consents.reader.pausedUntil,
  saidLately: saidToCitizen,
  isPoster: posters.isPrinted,
  neighbourhoods,
})
