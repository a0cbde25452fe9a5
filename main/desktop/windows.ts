import { join } from 'node:path'
import { BrowserWindow, nativeTheme, screen } from 'electron'
import { consoleOrigin, openConversationChannel } from '../../contract/desktop.ts'
import type { AppFolders } from './folders.ts'
import { placeWindow } from './rules.ts'
import { spellingLanguages, windowOptions } from './window-options.ts'
import { readWindowState, writeWindowState } from './window-state.ts'

export type WindowNeeds = {
  readonly folders: AppFolders
  readonly version: string
  readonly production: boolean
  /** A page stands and needs its port: the first time, after a reload, and after its process died. */
  readonly onPage: (window: BrowserWindow) => void
}

/** The console's windows. There is one; closing it leaves the station at work. */
export function consoleWindows(needs: WindowNeeds) {
  let main: BrowserWindow | null = null

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
    })
    const { session } = window.webContents
    const known = new Set(session.availableSpellCheckerLanguages)
    const spelling = spellingLanguages.filter((language) => known.has(language))
    if (spelling.length > 0) session.setSpellCheckerLanguages(spelling)
    window.webContents.on('dom-ready', () => needs.onPage(window))
    window.webContents.on('render-process-gone', (_event, details) => {
      if (details.reason !== 'clean-exit') window.webContents.reload()
    })
    await window.loadURL(`${consoleOrigin}/`)
    return window
  }

  return {
    all: (): readonly BrowserWindow[] => (main ? [main] : []),

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
