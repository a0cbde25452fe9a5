import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import type { Me } from '../../contract/session.ts'
import type { Connection } from './carrier.ts'
import type { StationClient } from './station.ts'
import type { Writer } from './typing.ts'

const StationContext = createContext<StationClient | null>(null)
const MeContext = createContext<Me | null>(null)

export function StationProvider(props: { station: StationClient; children: ReactNode }) {
  return <StationContext value={props.station}>{props.children}</StationContext>
}

export function MeProvider(props: { me: Me; children: ReactNode }) {
  return <MeContext value={props.me}>{props.children}</MeContext>
}

/** The station this console talks to: `client` to call, `api` for query options and keys. */
export function useStation(): StationClient {
  const station = useContext(StationContext)
  if (station === null) throw new Error('useStation needs a StationProvider above it')
  return station
}

/** Who is signed in; only below the frame. */
export function useMe(): Me {
  const me = useContext(MeContext)
  if (me === null) throw new Error('useMe needs a signed-in operator')
  return me
}

export function useMay(permission: Me['permissions'][number]): boolean {
  return useMe().permissions.includes(permission)
}

export function useConnection(): Connection {
  const { connection } = useStation().carrier
  return useSyncExternalStore(connection.subscribe, connection.get)
}

const nobody: readonly Writer[] = []

/** Colleagues writing in a conversation right now, the signed-in operator left out. */
export function useWriters(conversationId: string): readonly Writer[] {
  const { typing } = useStation()
  const me = useMe().operator.id
  const writers = useSyncExternalStore(typing.subscribe, () => typing.get().get(conversationId) ?? nobody)
  return writers.some((writer) => writer.id === me) ? writers.filter((writer) => writer.id !== me) : writers
}
