import { applyEdits, modify } from 'jsonc-parser'
import type { Language } from '../../../contract/common.ts'
import { type FlowFiles, flowFiles } from '../../../contract/flow.ts'
import { Problem } from '../../../contract/problems.ts'
import type { FlowSource } from '../compile.ts'
import { FlowError, flowError } from '../flow-error.ts'
import { readFlow, readWords } from '../read.ts'
import type { Plain } from './diff.ts'
import { faultOf } from './fault.ts'
import { deepest, isTooDeep, languagesOf, outlineOf } from './rules.ts'

type Texts = { readonly flow_json: string; readonly words_json: string }

export const filesOf = ({ flow_json, words_json }: Texts): FlowFiles =>
  flowFiles.parse({ flow: flow_json, words: JSON.parse(words_json) })

export const textsOf = ({ flow, words }: FlowFiles): Texts => ({
  flow_json: flow,
  words_json: JSON.stringify(words),
})

/** The files with their version written into `flow.json`; every line stays where it was. */
export function numbered(files: FlowFiles, version: number): FlowFiles {
  const outline = outlineOf(files.flow)
  if (outline.version === null || outline.version === version) return files
  return { ...files, flow: applyEdits(files.flow, modify(files.flow, ['version'], version, {})) }
}

/** The documents as plain JSON, for comparing. Throws `FLOW_FAULTY` when one is not JSON. */
export function plainOf(name: string, { flow, words }: FlowFiles): Plain {
  try {
    if ([flow, ...Object.values(words)].some(isTooDeep)) throw new RangeError('too deep')
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
  const attempt = <T>(file: string, text: string, read: (file: string, text: string) => T): T | null => {
    try {
      if (isTooDeep(text)) throw new FlowError({ file, path: '', line: 1 }, `is nested deeper than ${deepest} levels`)
      return read(file, text)
    } catch (error) {
      if (!(error instanceof FlowError)) throw error
      errors.push(error)
      return null
    }
  }
  const { front } = outlineOf(files.flow)
  const flow = attempt(`${name}/flow.json`, files.flow, (file, text) => namedFlow(name, readFlow(file, text)))
  const words = languagesOf(files).map((language) =>
    attempt(`${name}/${language}.json`, files.words[language] ?? '', (file, text) =>
      wordsIn(language, readWords(file, text, front)),
    ),
  )
  const read = words.filter((source) => source !== null)
  return flow === null || errors.length > 0 ? errors : { flow, words: read }
}

function namedFlow(name: string, source: FlowSource['flow']): FlowSource['flow'] {
  if (source.document.name === name) return source
  throw flowError(source, 'name', `must be "${name}", the name of the flow`)
}

type WordsSource = FlowSource['words'][number]

function wordsIn(language: Language, source: WordsSource): WordsSource {
  if (source.document.language === language) return source
  throw flowError(source, 'language', `must be "${language}", the name of the file`)
}
