import { contextBridge, ipcRenderer } from 'electron'
import { desktopBridgeName, versionArgument } from '../contract/desktop.ts'
import { argument, desktopBridge, forwardPorts } from './bridge.ts'

/** The little of a page's `window` that this script touches; the DOM's types stay with the renderer. */
declare const window: {
  readonly location: { readonly origin: string }
  addEventListener(event: 'load', listener: () => void, options: { once: true }): void
  postMessage(message: string, targetOrigin: string, transfer: readonly object[]): void
}

forwardPorts(ipcRenderer, {
  origin: window.location.origin,
  loaded: new Promise<void>((resolve) => window.addEventListener('load', () => resolve(), { once: true })),
  postMessage: (message, origin, ports) => window.postMessage(message, origin, ports),
})

contextBridge.exposeInMainWorld(
  desktopBridgeName,
  desktopBridge(ipcRenderer, { platform: process.platform, version: argument(process.argv, versionArgument) }),
)
