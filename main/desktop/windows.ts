import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { consoleOrigin, openConversationChannel } from '../../contract/desktop.ts'
import type { Clock } from '../station/needs.ts'
import type { AppFolders } from './folders.ts'
import type { Texts } from './i18n.ts'
import { installContextMenu } from './menu.ts'
import { afterCrash, placeWindow, rememberedCrashes, supervision } from './rules.ts'
import { spellingLanguages, windowOptions } from './window-options.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

export type WindowNeeds = {
  readonly folders: AppFolders
  readonly text: Texts
  readonly clock: Clock
  readonly version: string
  readonly production: boolean
  /** A page stands and needs its port: the first time, after a reload, and after its process died. */
  readonly onPage: (window: BrowserWindow) => void
}

/** The console's windows. There is one; closing it leaves the station at work. */
export function consoleWindows(needs: WindowNeeds) {
  let main: BrowserWindow | null = null
  let pageStands = false
  let crashes: readonly number[] = []

  function displays() {
    const primary = screen.getPrimaryDisplay()
    const others = screen.getAllDisplays().filter((display) => display.id !== primary.id)
    return [primary, ...others].map((display) => display.workArea)
  }

  async function open(): Promise<BrowserWindow> {
    const state = placeWindow(readWindowState(needs.folders.data), displays())
    const window = new BrowserWindow(
      windowOptions({
        state,
        preload: needs.folders.preload,
        icon: join(needs.folders.icons, 'icon-256.png'),
        version: needs.version,
        production: needs.production,
        dark: nativeTheme.shouldUseDarkColors,
      }),
    )
    main = window
    if (state.maximized) window.maximize()
    window.once('ready-to-show', () => window.show())
    window.on('close', () => {
      writeWindowState(needs.folders.data, { bounds: window.getNormalBounds(), maximized: window.isMaximized() })
    })
    window.on('closed', () => {
      main = null
      pageStands = false
    })
    spellInSpanish(window)
    installContextMenu(window, needs.text)
    followPage(window)
    await window.loadURL(`${consoleOrigin}/`).catch(() => window.show())
    return window
  }

  /** A page stands from the moment its document is whole until the next one replaces it. */
  function followPage(window: BrowserWindow): void {
    const { webContents } = window
    webContents.on('did-start-navigation', (details) => {
      if (details.isMainFrame && !details.isSameDocument) pageStands = false
    })
    webContents.on('dom-ready', () => {
      pageStands = true
      needs.onPage(window)
    })
    webContents.on('render-process-gone', (_event, details) => {
      pageStands = false
      if (details.reason !== 'clean-exit') reloadLater(window)
    })
  }

  function reloadLater(window: BrowserWindow): void {
    const now = needs.clock.now()
    crashes = [...rememberedCrashes(crashes, now, supervision), now]
    const next = afterCrash(crashes, now, 0)
    if (next.kind === 'give_up') return
    needs.clock.after(next.afterMs, () => {
      if (!window.isDestroyed()) window.webContents.reload()
    })
  }

  return {
    all: (): readonly BrowserWindow[] => (main ? [main] : []),

    /** Windows whose page can take a port now. */
    withPage: (): readonly BrowserWindow[] => (main && pageStands ? [main] : []),

    isFocused: (): boolean => main?.isFocused() ?? false,

    /** Brings the console to the front, opening it if it was closed. */
    async show(): Promise<BrowserWindow> {
      if (!main) return open()
      if (main.isMinimized()) main.restore()
      main.show()
      main.focus()
      return main
    },

    async openConversation(conversationId: string): Promise<void> {
      const window = await this.show()
      window.webContents.send(openConversationChannel, conversationId)
    },
  }
}

export type ConsoleWindows = ReturnType<typeof consoleWindows>

/** Spells in the languages of a Spanish town hall, as far as the system has them. macOS chooses by itself. */
function spellInSpanish({ webContents }: BrowserWindow): void {
  const known = new Set(webContents.session.availableSpellCheckerLanguages)
  const languages = spellingLanguages.filter((language) => known.has(language))
  if (languages.length > 0) webContents.session.setSpellCheckerLanguages(languages)
}
