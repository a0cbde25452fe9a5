import { app, type BrowserWindow, Menu } from 'electron'
import type { Texts } from './i18n.ts'
import { applicationMenu, contextMenu } from './menu-template.ts'

export function installMenu(text: Texts, quit: () => void): void {
  const template = applicationMenu(text, { mac: process.platform === 'darwin', production: app.isPackaged, quit })
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}

/** Right click: spelling suggestions and the clipboard. */
export function installContextMenu(window: BrowserWindow, text: Texts): void {
  const { webContents } = window
  webContents.on('context-menu', (_event, clicked) => {
    const template = contextMenu(
      text,
      {
        editable: clicked.isEditable,
        selected: clicked.selectionText !== '',
        misspelled: clicked.misspelledWord,
        suggestions: clicked.dictionarySuggestions,
      },
      {
        replace: (word) => webContents.replaceMisspelling(word),
        learn: (word) => webContents.session.addWordToSpellCheckerDictionary(word),
      },
    )
    if (template.length > 0) Menu.buildFromTemplate(template).popup({ window })
  })
}
