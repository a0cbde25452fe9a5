import { fileURLToPath } from 'node:url'
import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { Words } from '../../main/bot/compile.ts'
import {
  type Call,
  type Context,
  type InputMessage,
  initialState,
  type State,
  type StepResult,
} from '../../main/bot/conversation.ts'
import { type Flows, loadFlows } from '../../main/bot/flows.ts'
import { onlyTheMenu, onlyTheSettings } from '../../main/bot/plain.ts'
import type { CallResult, Facts, Understand } from '../../main/bot/ports.ts'
import { step } from '../../main/bot/rules.ts'
import { atMost } from '../../main/bot/scene.ts'
import { townCatalogue } from '../../main/bot/town-catalogue.ts'
import { mostCalls } from '../../main/bot/turn.ts'

/** The flows the product ships. */
export const flowsFolder = fileURLToPath(new URL('../../resources/flows', import.meta.url))
export const flows = await loadFlows(flowsFolder, { services: townCatalogue })
/** The front door, in all its languages. */
export const starter = flows.front
/** The words of every shipped flow together, by language. */
export const shipped: ReadonlyMap<Language, Words> = new Map(
  [...flows.front.words].map(([language, words]) => {
    const all = flows.all.map((flow) => flow.words.get(language) ?? words)
    const texts = Object.assign({}, ...all.map((own) => own.texts))
    return [language, { ...words, texts, words: Object.assign({}, ...all.map((own) => own.words)) }]
  }),
)

/** An invented town, open on weekday mornings and on Thursday afternoons. */
export const town: Town = {
  name: 'Valdearenas del Soto',
  language: 'es',
  timeZone: 'Europe/Madrid',
  phone: '',
  address: 'Plaza Mayor, 1',
  website: '',
  openingHours: [
    ...[1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: '09:00', to: '14:00' })),
    { weekday: 4, from: '16:30', to: '18:30' },
  ],
  privacyNotice: 'El Ayuntamiento trata sus datos para responderle. Puede ejercer sus derechos en la oficina.',
}

/** Monday 2 March 2026, 10:30 in Madrid: the office is open. */
export const mondayMorning = Date.UTC(2026, 2, 2, 9, 30)

export const text = (words: string): InputMessage => ({ kind: 'text', text: words, location: null })
export const photo = (caption = ''): InputMessage => ({
  kind: 'image',
  text: caption,
  location: null,
  mediaId: 'photo',
})
export const voice: InputMessage = { kind: 'audio', text: '', location: null, mediaId: 'voice' }
export const sticker: InputMessage = { kind: 'sticker', text: '', location: null }
export const unknown: InputMessage = { kind: 'unknown', text: '', location: null }
export const place = (latitude: number, longitude: number, label: string | null = null): InputMessage => ({
  kind: 'location',
  text: '',
  location: { latitude, longitude, label },
})

const noTown = (): CallResult => ({ ok: false, reason: 'this town has no services' })

export type Said = string | InputMessage | readonly (string | InputMessage)[]

/** One citizen's conversation with the starter, with the state carried from turn to turn. */
export function citizen(
  about: {
    language?: Language | null
    town?: Partial<Town>
    state?: State
    flows?: Flows
    understand?: Understand
    facts?: Facts
    /** The services of the town; without them every call fails. */
    call?: (call: Call) => CallResult
  } = {},
) {
  let state = about.state ?? initialState
  let language = about.language ?? null
  let now = mondayMorning
  const here = { ...town, ...about.town }
  return {
    /** What the assistant makes of one burst. */
    says(said: Said): StepResult {
      const messages = [said].flat().map((message) => (typeof message === 'string' ? text(message) : message))
      const context: Context = {
        now,
        town: here,
        citizenName: 'Nuria',
        language,
        reference: 'R-7K3MQX',
        understand: about.understand ?? onlyTheMenu,
        facts: about.facts ?? onlyTheSettings(here),
      }
      const running = about.flows ?? flows
      const replies: string[] = []
      let result = step(running, state, { messages }, context)
      for (let calls = 0; result.call; calls++) {
        replies.push(...result.replies)
        const answer = calls < mostCalls ? (about.call ?? noTown)(result.call) : 'exhausted'
        result = step(running, result.state, { messages, result: answer }, { ...context, language: result.language })
      }
      state = result.state
      language = result.language
      return { ...result, replies: atMost([...replies, ...result.replies]) }
    },
    later(hours: number): void {
      now += hours * 3_600_000
    },
    get state(): State {
      return state
    },
  }
}

/** A text of the shipped words as it is written there. */
export const written = (key: string, language: Language = 'es'): string => shipped.get(language)?.texts[key] ?? ''

/** A citizen who was greeted and has the menu before them. */
export function greeted() {
  const someone = citizen({ language: 'es' })
  someone.says('hola')
  return someone
}

/** A citizen who is asked where a street lamp is out. */
export function reporting() {
  const someone = greeted()
  someone.says('2')
  someone.says('hay una farola apagada')
  return someone
}
