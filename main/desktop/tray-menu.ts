import type { MenuItemConstructorOptions } from 'electron'
import type { Texts } from './i18n.ts'

export type TrayActions = { readonly open: () => void; readonly quit: () => void }

/** The tray's menu; its first line says how many citizens wait. */
export const trayMenu = (text: Texts, unanswered: number, actions: TrayActions): MenuItemConstructorOptions[] => [
  { label: text('badge', { count: unanswered }), enabled: false },
  { type: 'separator' },
  { label: text('tray.open'), click: actions.open },
  { type: 'separator' },
  { label: text('tray.quit'), click: actions.quit },
]

export type TrayImage = 'tray' | 'tray-waiting' | 'tray-template' | 'tray-waiting-template'

/** macOS colours its bar's pictures itself. Someone waiting shows as a shape, not only as a colour. */
export function trayImage(platform: string, unanswered: number): TrayImage {
  const waiting = unanswered > 0
  if (platform === 'darwin') return waiting ? 'tray-waiting-template' : 'tray-template'
  return waiting ? 'tray-waiting' : 'tray'
}
