import type { FlowFault, FlowFiles } from '../../../contract/flow.ts'
import type { Reader, Writer } from '../../store/store.ts'
import type { FlowSource } from '../compile.ts'
import { FlowError } from '../flow-error.ts'
import type { ServiceShape } from '../ports.ts'
import { faultsOf } from './check-set.ts'
import { publishedVersions, type VersionRow } from './queries.ts'
import { sourceOf } from './running.ts'

/** How many versions stay read. */
const most = 200

/** What is published, read into documents: what a draft is judged among. A version never changes, so it is read once. */
export function publishedFlows({ services }: { readonly services: Readonly<Record<string, ServiceShape>> }) {
  const known = new Map<string, FlowSource | null>()

  /** Null when the program no longer reads it: the draft that mends it must not be refused for that. */
  function read(row: VersionRow): FlowSource | null {
    const key = `${row.flow} ${row.version} ${row.created_at}`
    const found = known.get(key)
    if (found !== undefined) return found
    if (known.size >= most) known.clear()
    const source = attempt(row)
    known.set(key, source)
    return source
  }

  const sources = async (db: Reader | Writer): Promise<readonly FlowSource[]> =>
    (await publishedVersions(db)).map(read).filter((source) => source !== null)

  return {
    sources,
    /** The faults that files would bring as the next version of a flow. */
    faultsOf: async (db: Reader | Writer, name: string, files: FlowFiles): Promise<readonly FlowFault[]> =>
      faultsOf(name, files, await sources(db), services),
  }
}

export type Published = ReturnType<typeof publishedFlows>

function attempt(row: VersionRow): FlowSource | null {
  try {
    return sourceOf(row)
  } catch (error) {
    if (error instanceof FlowError) return null
    throw error
  }
}
