import type { Writer } from '../store/store.ts'
import { forgetWords, insertWord, searchedBy } from './queries.ts'
import { searchWords } from './rules.ts'

/** Makes a citizen found by what is known of them now, and by nothing else. */
export async function indexWords(tx: Writer, citizenId: string): Promise<void> {
  await forgetWords(tx, citizenId)
  const { names, phones, isFound } = await searchedBy(tx, citizenId)
  if (!isFound) return
  for (const word of searchWords(names, phones)) await insertWord(tx, { citizenId, word })
}
