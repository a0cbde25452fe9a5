import { join } from 'node:path'
import { buildStale } from '../../main/desktop/launch/build.ts'
import { everyPart } from '../../main/desktop/launch/parts.ts'

/** Builds the product once for all the specs that start it, as `npm start` and `npm run package` do. */
export async function setup(): Promise<void> {
  const root = join(import.meta.dirname, '..', '..')
  await buildStale(everyPart, { root, out: join(root, 'out'), onBuild: () => undefined })
}
