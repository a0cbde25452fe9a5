import type { MenuItemConstructorOptions } from 'electron'
import type { Texts } from './i18n.ts'

export type MenuSettings = { readonly mac: boolean; readonly production: boolean; readonly quit: () => void }

const separator: MenuItemConstructorOptions = { type: 'separator' }

/** The application's menu. It carries the system's editing keys; the console has its own for everything else. */
export function applicationMenu(text: Texts, { mac, production, quit }: MenuSettings): MenuItemConstructorOptions[] {
  const application: MenuItemConstructorOptions[] = mac
    ? [{ label: text('menu.hide'), role: 'hide' }, { label: text('menu.hideOthers'), role: 'hideOthers' }, separator]
    : []
  const development: MenuItemConstructorOptions[] = production
    ? []
    : [
        separator,
        { label: text('menu.reload'), role: 'reload' },
        { label: text('menu.devTools'), role: 'toggleDevTools' },
      ]
  return [
    {
      label: text('menu.application'),
      submenu: [...application, { label: text('menu.quit'), accelerator: 'CmdOrCtrl+Q', click: quit }],
    },
    { label: text('menu.edit'), submenu: editing(text) },
    {
      label: text('menu.view'),
      submenu: [
        { label: text('menu.zoomReset'), role: 'resetZoom' },
        { label: text('menu.zoomIn'), role: 'zoomIn' },
        { label: text('menu.zoomOut'), role: 'zoomOut' },
        separator,
        { label: text('menu.fullScreen'), role: 'togglefullscreen' },
        ...development,
      ],
    },
    {
      label: text('menu.window'),
      submenu: [
        { label: text('menu.minimize'), role: 'minimize' },
        { label: text('menu.close'), role: 'close' },
      ],
    },
  ]
}

function editing(text: Texts): MenuItemConstructorOptions[] {
  return [
    { label: text('menu.undo'), role: 'undo' },
    { label: text('menu.redo'), role: 'redo' },
    separator,
    { label: text('menu.cut'), role: 'cut' },
    { label: text('menu.copy'), role: 'copy' },
    { label: text('menu.paste'), role: 'paste' },
    { label: text('menu.pasteAsText'), role: 'pasteAndMatchStyle' },
    { label: text('menu.selectAll'), role: 'selectAll' },
  ]
}

export type Clicked = {
  readonly editable: boolean
  readonly selected: boolean
  readonly misspelled: string
  readonly suggestions: readonly string[]
}

export type ClickActions = { readonly replace: (word: string) => void; readonly learn: (word: string) => void }

/** The menu of a right click: spelling first, then what can be done with the text there; empty when nothing can. */
export function contextMenu(text: Texts, clicked: Clicked, actions: ClickActions): MenuItemConstructorOptions[] {
  const spelling: MenuItemConstructorOptions[] = clicked.misspelled
    ? [
        ...clicked.suggestions.map((word) => ({ label: word, click: () => actions.replace(word) })),
        { label: text('menu.addToDictionary'), click: () => actions.learn(clicked.misspelled) },
        separator,
      ]
    : []
  if (clicked.editable) return [...spelling, ...editing(text)]
  return clicked.selected ? [{ label: text('menu.copy'), role: 'copy' }] : []
}
