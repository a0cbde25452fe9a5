import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Citizen, citizens } from './script.ts'

/** The folder of the practice town in a checkout. */
export const shippedTown = join(import.meta.dirname, '../../../resources/practice')

/** Every citizen of the folder's `citizens/*.json`. Throws a `ZodError` naming the place of what does not fit. */
export function readCitizens(resources: string): readonly Citizen[] {
  const folder = join(resources, 'citizens')
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return citizens.parse(files.sort().flatMap((name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))))
}
