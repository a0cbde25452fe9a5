import type { Language } from '../../../contract/common.ts'
import type { FlowFault, FlowFiles } from '../../../contract/flow.ts'
import { checkFlows } from '../check.ts'
import type { FlowSource } from '../compile.ts'
import { FlowError } from '../flow-error.ts'
import type { ServiceShape } from '../ports.ts'
import { faultOf, sameFault } from './fault.ts'
import { readFiles } from './files.ts'

type Services = Readonly<Record<string, ServiceShape>>

const nameOf = ({ flow }: FlowSource) => flow.document.name

/** The first fault of flows that are to run together; null when there is none. */
export function faultOfSet(sources: readonly FlowSource[], services: Services): FlowFault | null {
  const newestFirst = sources.toSorted((a, b) => b.flow.document.version - a.flow.document.version)
  const door = newestFirst.find(({ flow }) => flow.document.front !== undefined)
  try {
    if (!door) throw new FlowError({ file: '', path: '', line: null }, 'there is no front door')
    checkFlows(newestFirst, door, services)
    return null
  } catch (error) {
    if (error instanceof FlowError) return faultOf(error)
    throw error
  }
}

/**
 * The faults a flow would bring among what is published: of each file, or, when every file can be read, of each
 * language. A fault that another flow had before is not counted against this one.
 */
export function faultsOf(
  name: string,
  files: FlowFiles,
  published: readonly FlowSource[],
  services: Services,
): readonly FlowFault[] {
  const read = readFiles(name, files)
  if (!('flow' in read)) return read.map(faultOf)
  const others = published.filter((source) => nameOf(source) !== name)
  const before = faultOfSet(published, services)
  const found: FlowFault[] = []
  for (const set of byLanguage([read, ...others])) {
    const fault = faultOfSet(set, services)
    if (fault && !(before && sameFault(before, fault)) && !found.some((other) => sameFault(other, fault))) {
      found.push(fault)
    }
  }
  return found
}

/** All of it, and with one language at a time beside those of the operators: each language has a first fault. */
function byLanguage(set: readonly FlowSource[]): readonly (readonly FlowSource[])[] {
  const operators = set.map(({ flow }) => flow.document.operators)
  const spoken = new Set(set.flatMap(({ words }) => words.map(({ document }) => document.language)))
  const only = (language: Language) =>
    set.map((source) => ({
      ...source,
      words: [language, ...operators].flatMap((kept, i, all) =>
        all.indexOf(kept) === i ? source.words.filter(({ document }) => document.language === kept) : [],
      ),
    }))
  return [set, ...[...spoken].map(only)]
}
