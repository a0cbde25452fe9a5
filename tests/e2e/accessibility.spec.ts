import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import { enter, expect, inboxOf, test } from './support/console.ts'
import { busyConversation } from './support/matters.ts'
import type { Citizen } from './support/people.ts'
import { firstScreensOf, lookSettled, type Screen, screensOf } from './support/screens.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()
const untouched = townOfFile({ firstRun: true })

let who: Citizen
let conversationId = ''
test.beforeAll(async () => {
  who = await busyConversation(theTown())
  conversationId = (await theTown().conversationOf(who)).id
})

test.use({ contextOptions: { reducedMotion: 'reduce' }, expectedComplaints: /status of 401/ })

type Node = { readonly html: string; readonly failureSummary?: string }
type Found = { readonly id: string; readonly impact: string; readonly nodes: readonly Node[] }
type AxeWindow = Window & { axe?: { run(options: object): Promise<{ violations: Found[] }> } }

const require = createRequire(import.meta.url)
const axe: { source: string } = createRequire(require.resolve('@axe-core/playwright'))('axe-core')

const looks = [
  { look: 'light', media: { colorScheme: 'light', contrast: 'no-preference' } },
  { look: 'dark', media: { colorScheme: 'dark', contrast: 'no-preference' } },
  { look: 'high contrast', media: { colorScheme: 'light', contrast: 'more' } },
] as const

/** What axe finds that keeps somebody out. Colours change with the look, everything else is the same in all three. */
async function barriers(page: Page): Promise<string[]> {
  const found: string[] = []
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  for (const { look, media } of looks) {
    await page.emulateMedia(media)
    await page.evaluate(lookSettled)
    const options = { resultTypes: ['violations'], ...(look !== 'light' && { runOnly: ['color-contrast'] }) }
    const violations = await page.evaluate(
      async (options) => (await (window as AxeWindow).axe?.run(options))?.violations ?? [],
      options,
    )
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue
      for (const { html, failureSummary } of nodes) found.push(`${look}: ${id}: ${html}: ${failureSummary}`)
    }
  }
  return found
}

/**
 * What sticks out of the page sideways, with no way to scroll to it; a graph is dragged, and arrows go through it. And
 * the buttons at the foot of a dialog that are below the page.
 */
async function sticksOut(page: Page): Promise<string[]> {
  await page.evaluate(lookSettled)
  return page.evaluate(() => {
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      element !== document.documentElement &&
      (element.matches('.react-flow') ||
        (/auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth) ||
        scrolls(element.parentElement))
    const controls = [...document.querySelectorAll('a[href], button, input, textarea, [role="option"], [role="tab"]')]
    const beyond = controls.filter((element) => {
      const { left, right, width, height } = element.getBoundingClientRect()
      const isSeen = width > 1 && height > 1 && element.checkVisibility({ opacityProperty: true })
      return isSeen && (left < -1 || right > innerWidth + 1) && !scrolls(element)
    })
    const { scrollWidth } = document.documentElement
    const page = scrollWidth > innerWidth ? [`the page is ${scrollWidth} wide`] : []
    const below = [...document.querySelectorAll('[role="dialog"] .MuiDialogActions-root button')].filter(
      (element) => element.checkVisibility() && element.getBoundingClientRect().bottom > innerHeight + 1,
    )
    return [...page, ...[...beyond, ...below].map((element) => element.outerHTML.slice(0, 120))]
  })
}

async function look(page: Page, screens: readonly Screen[], find: (page: Page) => Promise<string[]>): Promise<void> {
  for (const { name, show } of screens) {
    await test.step(name, async () => {
      await show(page)
      expect.soft(await find(page), name).toEqual([])
    })
  }
}

test('nobody is kept out at the door, in any look', async ({ page }) => {
  const town = theTown()
  await look(page, firstScreensOf(untouched().url), barriers)
  await page.goto(town.url)
  await expect(page.getByRole('button', { name: 'Entrar' })).toBeVisible()
  expect.soft(await barriers(page), 'sign in').toEqual([])
  await enter(page, town)
  await page.keyboard.press('Alt+KeyL')
  await expect(page.getByRole('dialog', { name: 'Sesión bloqueada' })).toBeVisible()
  expect.soft(await barriers(page), 'locked').toEqual([])
})

/** The screens in three parts, so that none takes minutes. */
const thirds = [1, 2, 3] as const
const thirdOf = (screens: readonly Screen[], third: number) => {
  const size = Math.ceil(screens.length / thirds.length)
  return screens.slice((third - 1) * size, third * size)
}

for (const third of thirds) {
  test(`no screen keeps anybody out, in any look: part ${third} of ${thirds.length}`, async ({ page }) => {
    test.slow()
    const town = theTown()
    await enter(page, town)
    await look(page, thirdOf(screensOf(town.url, conversationId), third), barriers)
  })
}

test('at 200 % on a small screen nothing sticks out', async ({ page }) => {
  test.slow()
  const town = theTown()
  await page.setViewportSize({ width: 683, height: 384 })
  await look(page, firstScreensOf(untouched().url), sticksOut)
  await enter(page, town)
  await look(page, screensOf(town.url, conversationId), sticksOut)
})

test('Tab reaches everything on the inbox, and goes round', async ({ page }) => {
  const town = theTown()
  await enter(page, town)
  await inboxOf(page).open(who)
  await expect(inboxOf(page).message('¿Cuándo lo cambian?')).toBeVisible()

  // Out of it are headings that take the focus only to read on, and all but one of a group that arrows go through.
  const reachableByTab = ':not([tabindex="-1"], :disabled)'
  // Rows, and messages with what is in them, are one stop each: arrows go on from there.
  const wanted = await page.evaluate((reachableByTab) => {
    const controls = document.querySelectorAll<HTMLElement>('a[href], button, input, textarea, select, [tabindex]')
    const inArrows = (element: HTMLElement) => element.closest('[role="list"] a, ol li') !== null
    const reachable = [...controls].filter(
      (element) => element.checkVisibility() && element.matches(reachableByTab) && !inArrows(element),
    )
    for (const [index, element] of reachable.entries()) element.dataset.stop = String(index)
    return reachable.map((element) => element.getAttribute('aria-label') ?? element.innerText)
  }, reachableByTab)
  const reached = new Set<number>()
  let rows = 0
  let messages = 0
  await page.getByRole('link', { name: 'Saltar al contenido' }).focus()
  for (let stop = 0; stop < 200; stop += 1) {
    const at = await page.evaluate(() => {
      const element = document.activeElement
      if (!(element instanceof HTMLElement) || element === document.body) return null
      const isRow = element.closest('[role="list"] a') !== null
      return { stop: Number(element.dataset.stop ?? -1), isRow, isMessage: element.closest('ol li') !== null }
    })
    if (at === null || reached.has(at.stop)) break
    if (at.stop >= 0) reached.add(at.stop)
    rows += Number(at.isRow)
    messages += Number(at.isMessage)
    await page.keyboard.press('Tab')
  }
  expect(wanted.filter((_, index) => !reached.has(index))).toEqual([])
  expect(rows).toBe(1)
  expect(messages).toBeGreaterThan(0)
})
