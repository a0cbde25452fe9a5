import {
  type RetentionCategory,
  type RetentionCount,
  type RetentionCounts,
  retentionCategories,
} from '../../../contract/retention.ts'

const nothing: RetentionCount = { conversations: 0, messages: 0, files: 0 }

export const noCounts: RetentionCounts = Object.fromEntries(
  retentionCategories.map((category) => [category, nothing]),
) as RetentionCounts

export function plus(
  counts: RetentionCounts,
  category: RetentionCategory,
  more: Partial<RetentionCount>,
): RetentionCounts {
  const { conversations, messages, files } = counts[category]
  return {
    ...counts,
    [category]: {
      conversations: conversations + (more.conversations ?? 0),
      messages: messages + (more.messages ?? 0),
      files: files + (more.files ?? 0),
    },
  }
}

/** `chat 3/120/4`: conversations, messages and files of each category of which there were any. */
export const inShort = (counts: RetentionCounts): string =>
  retentionCategories
    .map((category) => ({ category, ...counts[category] }))
    .filter(({ conversations, messages, files }) => conversations + messages + files > 0)
    .map(({ category, conversations, messages, files }) => `${category} ${conversations}/${messages}/${files}`)
    .join(', ') || 'nothing'
