import { z } from 'zod'
import type { TryAnswer, tryInput } from '../../../contract/assistant.ts'
import { type Language, language as languageSchema } from '../../../contract/common.ts'
import { Problem } from '../../../contract/problems.ts'
import type { Town } from '../../../contract/settings.ts'
import type { Operator } from '../../operators/actor.ts'
import type { Clock } from '../../station/needs.ts'
import type { Store } from '../../store/store.ts'
import { type Call, initialState, type State, stateSchema } from '../conversation.ts'
import type { CallResult, Facts, TownServices, Understand } from '../ports.ts'
import { referenceFrom } from '../reference.ts'
import { runTurn, type TurnResult } from '../turn.ts'
import type { Published } from './published.ts'
import { chooseFlows, trialFlows } from './trial-flows.ts'
import { heard, shownArguments, shownResult, shownUnderstanding } from './trial-shown.ts'

type Needs = {
  readonly store: Store
  readonly clock: Clock
  readonly newId: () => string
  readonly services: TownServices
  readonly understand: Understand
  readonly town: () => Promise<Town>
  readonly facts: (town: Town) => Promise<Facts>
  readonly published: Published
}

export type TryInput = z.infer<typeof tryInput>

/** Where a tried conversation stands; the console keeps it. */
const trialState = z.strictObject({ state: stateSchema, language: languageSchema.nullable() })

type Trial = { readonly state: State; readonly language: Language | null }

/** Talks to flows that citizens do not have yet, as one citizen would, in a town where nothing happens. */
export function tryOut({ store, clock, newId, services, understand, published, ...needs }: Needs) {
  const compiled = trialFlows(services.catalogue)

  /** Throws `FLOW_FAULTY` for files with faults, and `BAD_INPUT` for a state that no answer gave. */
  return async (operator: Operator, input: TryInput): Promise<TryAnswer> => {
    const { state, language } = standing(input)
    const chosen = await chooseFlows(store.read, published, input)
    const flows = compiled(chosen)
    const town = await needs.town()
    const now = input.now ?? clock.now()
    const calls: TryAnswer['calls'] = []
    const who = { conversationId: 'trial', citizenId: 'trial', language: language ?? town.language, now, said: null }
    const call = async ({ service, args }: Call, heardIn: Language | null): Promise<CallResult> => {
      const result = await services.rehearse(service, args, { ...who, language: heardIn ?? who.language })
      calls.push({ service, args: shownArguments(args), result: shownResult(result) })
      return result
    }
    const messages = input.messages.map(heard)
    const facts = await needs.facts(town)
    const reference = referenceFrom(newId())
    const context = { now, town, citizenName: operator.name, language, reference, understand, facts }
    const result = await runTurn(flows, state, { messages }, context, call)
    const text = messages.map((message) => message.text).join('\n')
    const understood = text.trim() === '' ? null : shownUnderstanding(understand(text, language))
    return { ...shown(result), understood, calls, leftAside: [...chosen.leftAside] }
  }
}

function standing({ state, language }: TryInput): Trial {
  if (state === null) return { state: initialState, language }
  try {
    return trialState.parse(JSON.parse(state))
  } catch {
    throw new Problem('BAD_INPUT', { fields: ['state'] })
  }
}

function shown(result: TurnResult): Omit<TryAnswer, 'understood' | 'calls' | 'leftAside'> {
  const { replies, state, outcome, summary, department, topic, language } = result
  const trial: Trial = { state, language }
  const { flow, version, step } = state
  return {
    replies: [...replies],
    state: JSON.stringify(trial),
    outcome,
    step: flow === null || step === null ? null : { flow, version, id: step },
    ...{ language, summary, department, topic },
  }
}
