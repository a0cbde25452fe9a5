import type { Host } from '../station/host.ts'
import type { ApiContext } from './context.ts'
import { portHandler } from './handlers.ts'

type Port = Parameters<ReturnType<typeof portHandler>['upgrade']>[0]

/** Answers consoles over message ports; each port keeps the session of its own window. */
export function portServer(host: Host) {
  const handler = portHandler()
  return {
    /** `desk` names the window's workstation. */
    attach(port: Port, desk: string): void {
      let token: string | null = null
      const context: ApiContext = {
        host,
        desk,
        keeper: {
          token: () => token,
          keep: (next) => {
            token = next
          },
        },
      }
      handler.upgrade(port, { context })
    },
  }
}
