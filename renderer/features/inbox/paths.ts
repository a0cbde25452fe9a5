import { type View, views } from '../../../contract/inbox.ts'

export const viewPath = (view: View): string => `/inbox/${view}`
export const conversationPath = (view: View, id: string): string => `/inbox/${view}/${encodeURIComponent(id)}`

/** The view an address names; what is unknown is the first one. */
export const viewOf = (text: string | undefined): View => views.find((view) => view === text) ?? 'unanswered'

/** The message a search result points at, handed over in the history entry: `{ seq }`. */
export function seqInHistory(state: unknown): number | null {
  if (typeof state !== 'object' || state === null || !('seq' in state)) return null
  return typeof state.seq === 'number' ? state.seq : null
}
