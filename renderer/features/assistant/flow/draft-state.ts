import type { FlowDraft, FlowFault } from './contract-types.ts'
import type { Files } from './model.ts'

/** What the station knows of a flow that is being edited. */
export type Saved = {
  readonly files: Files
  /** The revision of the draft; null when there is none. */
  readonly revision: number | null
  /** The published version it changes; 0 for a new flow. */
  readonly basedOn: number
  readonly faults: readonly FlowFault[]
}

/** A flow on the screen of one operator: what is written, what was saved, and the way back. */
export type DraftState = {
  readonly files: Files
  readonly saved: Saved
  readonly past: readonly Files[]
  readonly future: readonly Files[]
  /** What was written last, so that letters of one field are taken back together. */
  readonly tag: string | null
  /** Files on their way to the station. */
  readonly leaving: Files | null
  readonly failure: unknown
}

export type DraftEvent =
  | { readonly kind: 'edited'; readonly files: Files; readonly tag: string | null }
  | { readonly kind: 'undone' }
  | { readonly kind: 'redone' }
  | { readonly kind: 'leaving' }
  | { readonly kind: 'kept'; readonly draft: FlowDraft; readonly faults: readonly FlowFault[] }
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Somebody else's work, or what was published: it takes the place of what is here. */
  | { readonly kind: 'adopted'; readonly saved: Saved }
  /** Ours goes over theirs: the next save says that it has seen it. */
  | { readonly kind: 'insisted'; readonly saved: Saved }

const steps = 100

export const begin = (saved: Saved): DraftState => ({
  files: saved.files,
  saved,
  past: [],
  future: [],
  tag: null,
  leaving: null,
  failure: null,
})

export function next(state: DraftState, event: DraftEvent): DraftState {
  switch (event.kind) {
    case 'edited':
      return edited(state, event)
    case 'undone': {
      const files = state.past.at(-1)
      if (files === undefined) return state
      const [past, future] = [state.past.slice(0, -1), [state.files, ...state.future]]
      return { ...state, files, past, future, tag: null, failure: null }
    }
    case 'redone': {
      const [files, ...future] = state.future
      if (files === undefined) return state
      return { ...state, files, past: [...state.past, state.files], future, tag: null, failure: null }
    }
    case 'leaving':
      return { ...state, leaving: state.files, failure: null }
    case 'kept': {
      const { revision, basedOn } = event.draft
      const saved = { files: state.leaving ?? state.saved.files, revision, basedOn, faults: event.faults }
      return { ...state, saved, leaving: null, failure: null }
    }
    case 'failed':
      return { ...state, leaving: null, failure: event.error }
    case 'adopted':
      return begin(event.saved)
    case 'insisted':
      return { ...state, saved: { ...state.saved, ...event.saved }, failure: null }
  }
}

function edited(state: DraftState, event: Extract<DraftEvent, { kind: 'edited' }>): DraftState {
  if (event.files === state.files) return state
  const together = event.tag !== null && event.tag === state.tag
  const past = together ? state.past : [...state.past, state.files].slice(-steps)
  return { ...state, files: event.files, past, future: [], tag: event.tag, failure: null }
}

export const isUnsaved = (state: DraftState): boolean => state.files !== state.saved.files

/** Whether what the station has now is news: others saved or published, and nothing here would be lost. */
export function isNews(state: DraftState, saved: Saved): boolean {
  if (isUnsaved(state) || state.leaving !== null) return false
  return saved.revision !== state.saved.revision || saved.basedOn !== state.saved.basedOn
}
