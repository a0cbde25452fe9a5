import type { Logger } from 'pino'
import type { Town } from '../../../contract/settings.ts'
import type { Writer } from '../../store/store.ts'
import type { Flows } from '../flows.ts'
import type { Facts, TownServices, Understand } from '../ports.ts'
import type { ActNeeds } from './acts.ts'
import { flowDrafts } from './drafts.ts'
import { publishedFlows } from './published.ts'
import { flowPublishing } from './publishing.ts'
import { flowReader } from './reader.ts'
import { runningFlows } from './running.ts'
import { readShipped, receiveShipped } from './shipped.ts'
import { flowSwitches } from './switches.ts'
import { tryOut } from './try-out.ts'

export type LibraryNeeds = Omit<ActNeeds, 'services'> & {
  readonly log: Logger
  readonly newId: () => string
  /** The folder of the flows that come with the program. */
  readonly directory: string
  readonly services: TownServices
  readonly understand: Understand
  readonly town: () => Promise<Town>
  /** What the town knows, for trying a flow out. */
  readonly facts: (town: Town) => Promise<Facts>
}

/**
 * The flows of the assistant: their versions, drafts and switches, and those that run now. Takes in what the program
 * ships before it resolves. Throws `FlowError` when that cannot run.
 */
export async function openLibrary(needs: LibraryNeeds) {
  const shipped = await readShipped(needs.directory)
  const services = needs.services.catalogue
  await receiveShipped({ ...needs, services }, shipped)
  const running = runningFlows({ ...needs, services, shipped: shipped.map(({ source }) => source) })
  const published = publishedFlows({ services })
  const acts = { ...needs, services, published }
  await running.now()
  return {
    /** What answers the messages of a transaction; null while the whole assistant is switched off. */
    async flows(tx: Writer): Promise<Flows | null> {
      const { on, flows } = await running.within(tx)
      return on ? flows : null
    },
    /** What runs now, also while the assistant is switched off: for reading what it collected. */
    latest: async (): Promise<Flows> => (await running.now()).flows,
    reader: flowReader({ store: needs.store, published, running }),
    drafts: flowDrafts(acts),
    publishing: flowPublishing(acts),
    switches: flowSwitches(acts),
    tryOut: tryOut({ ...needs, published }),
  }
}

export type Library = Awaited<ReturnType<typeof openLibrary>>
