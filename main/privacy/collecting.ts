import type { Reader, Writer } from '../store/store.ts'
import type { PrivacyNeeds } from './needs.ts'
import type { PersonalFile } from './personal-data.ts'

export type Gathered = {
  readonly parts: readonly { readonly name: string; readonly json: unknown }[]
  readonly files: readonly (PersonalFile & { readonly part: string })[]
}

/** Everything the town holds about somebody, part by part. Throws NOT_FOUND for nobody. */
export async function gather(
  { parts }: Pick<PrivacyNeeds, 'parts'>,
  db: Reader | Writer,
  citizenId: string,
): Promise<Gathered> {
  const collected = []
  for (const part of parts) collected.push({ name: part.name, ...(await part.collect(db, citizenId)) })
  const shown = collected.filter(({ json }) => json !== null).toReversed()
  return {
    parts: shown.map(({ name, json }) => ({ name, json })),
    files: collected.flatMap(({ name, files }) => files.map((file) => ({ ...file, part: name }))),
  }
}
