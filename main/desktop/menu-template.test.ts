import { describe, expect, test } from 'vitest'
import { texts } from './i18n.ts'
import { applicationMenu, contextMenu } from './menu-template.ts'
import { trayImage, trayMenu } from './tray-menu.ts'

const text = texts('es')
const nothing = () => undefined
type Item = { readonly label?: string; readonly role?: string; readonly submenu?: unknown }

const everyItem = (items: readonly Item[]): readonly Item[] =>
  items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? everyItem(item.submenu as Item[]) : [])])

describe('applicationMenu', () => {
  const roles = (production: boolean) =>
    everyItem(applicationMenu(text, { mac: true, production, quit: nothing })).map((item) => item.role)

  test('an installed product offers no developer tools', () => {
    expect(roles(false)).toContain('toggleDevTools')
    expect(roles(true)).not.toContain('toggleDevTools')
    expect(roles(true)).not.toContain('reload')
  })

  test('every item says what it does', () => {
    const items = everyItem(applicationMenu(text, { mac: true, production: false, quit: nothing }))
    for (const item of items) if (!('type' in item)) expect(item.label).toMatch(/^\p{Lu}/u)
  })
})

describe('contextMenu', () => {
  const plain = { editable: false, selected: false, misspelled: '', suggestions: [] }

  test('nothing to do, no menu', () => {
    expect(contextMenu(text, plain, { replace: nothing, learn: nothing })).toEqual([])
  })

  test('a selection can be copied', () => {
    const labels = contextMenu(text, { ...plain, selected: true }, { replace: nothing, learn: nothing }).map(
      (item) => item.label,
    )
    expect(labels).toEqual(['Copiar'])
  })

  test('a suggestion replaces the word', () => {
    const replaced: string[] = []
    const menu = contextMenu(
      text,
      { editable: true, selected: false, misspelled: 'ayutamiento', suggestions: ['ayuntamiento'] },
      { replace: (word) => replaced.push(word), learn: nothing },
    )
    expect(menu[0]?.label).toBe('ayuntamiento')
    Reflect.apply(menu[0]?.click ?? nothing, undefined, [])
    expect(replaced).toEqual(['ayuntamiento'])
  })
})

describe('tray', () => {
  test('its menu says how many wait', () => {
    expect(trayMenu(text, 3, { open: nothing, quit: nothing })[0]?.label).toBe('3 sin responder')
  })

  test.each([
    ['linux', 0, 'tray'],
    ['win32', 2, 'tray-waiting'],
    ['darwin', 0, 'tray-template'],
    ['darwin', 9, 'tray-waiting-template'],
  ])('%s with %i waiting: %s', (platform, unanswered, image) => {
    expect(trayImage(platform, unanswered)).toBe(image)
  })
})
