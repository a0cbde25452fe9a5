import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { Flows } from './flows.ts'
import { leaves } from './leaving.ts'
import { onlyTheMenu, onlyTheSettings } from './plain.ts'
import type { Understand } from './ports.ts'
import { stepOf } from './scene.ts'
import { operatorWords, wordsFor, write } from './write.ts'

/** What somebody hears who leaves where the assistant is silent, and what whoever has the conversation reads. */
export type Farewell = { readonly reply: string; readonly note: string }

type Leaving = {
  readonly text: string
  readonly citizen: { readonly name: string; readonly language: Language | null }
  readonly town: Town
  /** Epoch milliseconds. */
  readonly now: number
}

/** Null unless the text says beyond doubt that its writer wants no more notices. Pure. */
export function farewellTo({ front }: Flows, understand: Understand, leaving: Leaving): Farewell | null {
  const { text, citizen, town, now } = leaving
  if (!leaves(front, understand, text)) return null
  const step = stepOf(front, front.door.optOut.yes)
  const words = wordsFor(front, citizen.language, town.language)
  const context = {
    ...{ now, town, citizenName: citizen.name, language: citizen.language, reference: '' },
    ...{ understand: onlyTheMenu, facts: onlyTheSettings(town) },
  }
  const page = { words, labels: {}, reader: 'citizen', context, answers: {}, said: text, language: words.name } as const
  return {
    reply: step && 'text' in step && step.text !== undefined ? write(page, step.text) : '',
    note: operatorWords(front).texts.note_left ?? '',
  }
}
