import { z } from 'zod'
import { checklistItem } from '../../contract/knowledge.ts'
import shipped from '../../resources/knowledge/checklist.json' with { type: 'json' }

const item = checklistItem.omit({ filled: true })

/** What citizens ask in any town, and what should answer it; facts are for each town to give. */
export const checklist: readonly z.infer<typeof item>[] = z.array(item).parse(shipped.facts)

/** Wishes that a fact may answer: those of the list, and those that the conversation itself sees to. */
export const knownIntents: ReadonlySet<string> = new Set([
  ...checklist.map(({ intent }) => intent),
  ...z.array(z.string()).parse(shipped.others),
])
