import { initialState, type State, stateSchema } from './conversation.ts'
import type { Session } from './queries.ts'

/** Where a conversation stands. An open question belongs to the version that the row names. */
export function standing(row: Session | undefined): State {
  if (!row) return initialState
  const state = parseState(row.state_json)
  return state.step === null ? state : { ...state, flow: row.flow, version: row.flow_version }
}

/** No question open; when the citizen was greeted still counts. */
export const atRest = (state: State): State => ({
  ...initialState,
  greetedAt: state.greetedAt,
  thanked: state.thanked,
})

/** A state nobody can read is a new beginning. */
function parseState(json: string): State {
  try {
    return stateSchema.parse(JSON.parse(json))
  } catch {
    return initialState
  }
}
