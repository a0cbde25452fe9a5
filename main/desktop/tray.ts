import { join } from 'node:path'
import { app, type BrowserWindow, Menu, nativeImage, Tray } from 'electron'
import type { Texts } from './i18n.ts'
import { type TrayActions, trayImage, trayMenu } from './tray-menu.ts'

export type TrayNeeds = {
  readonly icons: string
  readonly text: Texts
  readonly windows: () => readonly BrowserWindow[]
  readonly actions: TrayActions
}

/** The icon beside the clock, and the number on the product's own icon. */
export function unansweredTray({ icons, text, windows, actions }: TrayNeeds) {
  const picture = (name: string) => {
    const image = nativeImage.createFromPath(join(icons, `${name}.png`))
    image.setTemplateImage(name.endsWith('template'))
    return image
  }
  const tray = new Tray(picture(trayImage(process.platform, 0)))
  tray.on('click', actions.open)

  function show(unanswered: number): void {
    tray.setImage(picture(trayImage(process.platform, unanswered)))
    tray.setToolTip(text('tray.unanswered', { count: unanswered }))
    tray.setContextMenu(Menu.buildFromTemplate(trayMenu(text, unanswered, actions)))
    if (process.platform === 'win32') {
      const badge = unanswered > 0 ? picture('badge') : null
      for (const window of windows()) window.setOverlayIcon(badge, text('badge', { count: unanswered }))
    } else app.setBadgeCount(unanswered)
  }

  show(0)
  return { show }
}
