import type { BrowserWindowConstructorOptions } from 'electron'
import { versionArgument } from '../../contract/desktop.ts'
import { smallestWindow, type WindowState } from './rules.ts'

export type WindowSettings = {
  readonly state: WindowState
  readonly preload: string
  readonly icon: string
  readonly version: string
  /** Developer tools and reloading exist only outside an installed product. */
  readonly production: boolean
  readonly dark: boolean
}

/** Options of every window of the console: a sandboxed page that reaches nothing but its preload. */
export function windowOptions(settings: WindowSettings): BrowserWindowConstructorOptions {
  return {
    ...settings.state.bounds,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Ventanilla',
    icon: settings.icon,
    /** Shown when the page has painted, so that nobody sees an empty frame. */
    show: false,
    backgroundColor: settings.dark ? '#15191a' : '#faf8f5',
    autoHideMenuBar: true,
    webPreferences: {
      preload: settings.preload,
      additionalArguments: [`${versionArgument}${settings.version}`],
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      safeDialogs: true,
      spellcheck: true,
      devTools: !settings.production,
    },
  }
}

/** Languages of the spell checker; what the system lacks is left out by the caller. */
export const spellingLanguages = ['es', 'es-ES', 'ca', 'gl', 'eu'] as const
