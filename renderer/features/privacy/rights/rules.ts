import type { RightsKind, RightsRequest, RightsState } from '../../../../contract/rights.ts'

const dayMs = 86_400_000

/** From this many days before the last one a request is marked. */
const soonDays = 7

export type Due = { readonly how: 'calm' | 'soon' | 'today' | 'late'; readonly days: number }

/** How a request stands against its last day: whole days left, or gone by. */
export function dueIn(dueAt: number, now: number): Due {
  const left = dueAt - now
  if (left < 0) return { how: 'late', days: Math.ceil(-left / dayMs) }
  const days = Math.floor(left / dayMs)
  if (days === 0) return { how: 'today', days }
  return { how: days <= soonDays ? 'soon' : 'calm', days }
}

export const isOpen = (state: RightsState): boolean => state !== 'answered' && state !== 'refused'

export type RequestAct =
  | 'link'
  | 'askIdentity'
  | 'verifyIdentity'
  | 'export'
  | 'rectify'
  | 'object'
  | 'restrict'
  | 'block'
  | 'answer'
  | 'extend'
  | 'refuse'

/** What verified requests of each kind let be done, the most fitting first. */
const byKind: Readonly<Record<RightsKind, readonly RequestAct[]>> = {
  access: ['export'],
  portability: ['export'],
  rectification: ['rectify', 'restrict'],
  objection: ['object', 'restrict'],
  restriction: ['restrict'],
  erasure: ['block', 'export', 'object'],
}

/** What can be done now; the first is what comes next. */
export function actsOf(request: Pick<RightsRequest, 'kind' | 'state' | 'citizen' | 'extendableUntil'>): RequestAct[] {
  const { kind, state, citizen, extendableUntil } = request
  if (!isOpen(state)) return []
  const later: RequestAct[] = [...(extendableUntil === null ? [] : (['extend'] as const)), 'refuse']
  const whose: RequestAct[] = citizen === null ? ['link'] : []
  if (state === 'received') return [...whose, 'verifyIdentity', 'askIdentity', ...later]
  if (state === 'identity') return [...whose, 'verifyIdentity', ...later]
  return [...whose, ...(citizen === null ? [] : byKind[kind]), 'answer', ...later]
}
