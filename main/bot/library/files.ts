import type { Language } from '../../../contract/common.ts'
import { type FlowFiles, flowFiles } from '../../../contract/flow.ts'
import { Problem } from '../../../contract/problems.ts'
import type { FlowSource } from '../compile.ts'
import { FlowError, flowError } from '../flow-error.ts'
import { readFlow, readWords } from '../read.ts'
import type { Plain } from './diff.ts'
import { faultOf } from './fault.ts'
import { languagesOf, outlineOf } from './rules.ts'

type Texts = { readonly flow_json: string; readonly words_json: string }

export const filesOf = ({ flow_json, words_json }: Texts): FlowFiles =>
  flowFiles.parse({ flow: flow_json, words: JSON.parse(words_json) })

export const textsOf = ({ flow, words }: FlowFiles): Texts => ({
  flow_json: flow,
  words_json: JSON.stringify(words),
})

/** The documents as plain JSON, for comparing. Throws `FLOW_FAULTY` when one is not JSON. */
export function plainOf(name: string, { flow, words }: FlowFiles): Plain {
  try {
    const texts = Object.entries(words).map(([language, text]) => [language, JSON.parse(text)] as const)
    return { flow: JSON.parse(flow), words: Object.fromEntries(texts) }
  } catch {
    const read = readFiles(name, { flow, words })
    throw new Problem('FLOW_FAULTY', { faults: 'flow' in read ? [] : read.map(faultOf) })
  }
}

/** The documents of a flow, or what is wrong with each of its files. `name`: what the flow is known by. */
export function readFiles(name: string, files: FlowFiles): FlowSource | readonly FlowError[] {
  const errors: FlowError[] = []
  const attempt = <T>(read: () => T): T | null => {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof FlowError)) throw error
      errors.push(error)
      return null
    }
  }
  const { front } = outlineOf(files.flow)
  const flow = attempt(() => namedFlow(name, files.flow))
  const words = languagesOf(files).map((language) => attempt(() => wordsIn(name, language, files, front)))
  const read = words.filter((source) => source !== null)
  return flow === null || errors.length > 0 ? errors : { flow, words: read }
}

function namedFlow(name: string, text: string): FlowSource['flow'] {
  const source = readFlow(`${name}/flow.json`, text)
  if (source.document.name !== name) throw flowError(source, 'name', `must be "${name}", the name of the flow`)
  return source
}

function wordsIn(name: string, language: Language, files: FlowFiles, front: boolean): FlowSource['words'][number] {
  const source = readWords(`${name}/${language}.json`, files.words[language] ?? '', front)
  if (source.document.language === language) return source
  throw flowError(source, 'language', `must be "${language}", the name of the file`)
}
