import { consoleOrigin, type DesktopBridge, openConversationChannel, stationPortMessage } from '../contract/desktop.ts'

/** What the shell sends to this window. */
export interface ShellMessages<Port> {
  on(channel: string, listener: (event: { readonly ports: readonly Port[] }, ...values: unknown[]) => void): unknown
}

/** The page of this window. */
export interface Page<Port> {
  readonly origin: string
  /** Resolves when the page's own scripts have run. */
  readonly loaded: Promise<unknown>
  postMessage(message: string, targetOrigin: string, transfer: readonly Port[]): void
}

const isConversationId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= 64

/** The few native things a page may know and do. */
export function desktopBridge<Port>(
  shell: ShellMessages<Port>,
  about: { readonly platform: string; readonly version: string },
): DesktopBridge {
  const listeners = new Set<(conversationId: string) => void>()
  let waiting: string | null = null
  shell.on(openConversationChannel, (_event, id) => {
    if (!isConversationId(id)) return
    if (listeners.size === 0) waiting = id
    for (const listener of listeners) listener(id)
  })
  return {
    platform: about.platform,
    version: about.version,
    onOpenConversation: (listener) => {
      listeners.add(listener)
      if (waiting !== null) listener(waiting)
      waiting = null
      return () => void listeners.delete(listener)
    },
  }
}

/** Hands the station's port on to the console's own page, and to no other. */
export function forwardPorts<Port>(shell: ShellMessages<Port>, page: Page<Port>): void {
  shell.on(stationPortMessage, (event) => {
    const [port] = event.ports
    if (event.ports.length !== 1 || port === undefined || page.origin !== consoleOrigin) return
    void page.loaded.then(() => page.postMessage(stationPortMessage, consoleOrigin, [port]))
  })
}

/** The value of an argument such as `--ventanilla-version=0.1.0`, or an empty text. */
export const argument = (argv: readonly string[], prefix: string): string =>
  argv.find((word) => word.startsWith(prefix))?.slice(prefix.length) ?? ''
