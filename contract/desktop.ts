/**
 * What crosses between the desktop shell, its preload and the page. A page in a browser has none of it:
 * `window.ventanilla` is absent there.
 */
export type DesktopBridge = {
  readonly platform: string
  /** The version of the product, as in `package.json`. */
  readonly version: string
  /**
   * Calls `listener` with a conversation's id when a person clicks its notification; an id that came before
   * anybody listened is told to the first listener. Returns how to stop.
   */
  readonly onOpenConversation: (listener: (conversationId: string) => void) => () => void
}

/** Everything the preload exposes; a test compares it with what a page sees. */
export const desktopBridgeKeys = [
  'platform',
  'version',
  'onOpenConversation',
] as const satisfies readonly (keyof DesktopBridge)[]

/**
 * The message (`window.postMessage`) that hands the page its port to the station: `event.data` is this word,
 * `event.ports[0]` the port, `event.source` the page itself. It comes once after the page loaded and again, with a
 * fresh port, whenever the station restarted; the port before it is dead. The listener must stand before `load` fires.
 */
export const stationPortMessage = 'station-port'

/** Channel between the shell and its preload. */
export const openConversationChannel = 'open-conversation'

/** Where the shell serves the console. */
export const consoleOrigin = 'app://ventanilla'

/** The bridge's name on the page's `window`. */
export const desktopBridgeName = 'ventanilla'

/** How the preload learns the product's version: its sandbox lets it read nothing else. */
export const versionArgument = '--ventanilla-version='
