import { enter, expect, inboxOf, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()
const people = 2000

test('two thousand conversations scroll like a handful', async ({ page }) => {
  test.slow()
  const town = theTown()
  const everybody = Array.from({ length: people }, (_, n) => ({
    from: `+34700${String(500_000 + n)}`,
    name: `Persona ${String(n + 1).padStart(4, '0')}`,
    text: 'Hola',
  }))
  // Nothing leaves: the assistant's answers wait, and the station is done sooner.
  await town.answer('PUT', '/api/practice/faults', { restricted: true })
  await town.inbound(everybody.slice(0, 1000))
  await town.inbound(everybody.slice(1000))
  const counts = () => town.answer<{ all: number }>('GET', '/api/conversations/counts')
  await expect.poll(async () => (await counts()).all, { timeout: 30_000 }).toBeGreaterThanOrEqual(1000)

  const { queue } = inboxOf(page)
  const rows = queue.getByRole('listitem')
  await enter(page, town, town.practice, '/inbox/all')
  await expect(rows.first()).toBeVisible()
  expect(await rows.count()).toBeLessThan(100)

  await queue.getByRole('link').first().focus()
  const last = queue.locator(`[aria-posinset="${people}"]`)
  await expect(async () => {
    await page.keyboard.press('End')
    expect(await rows.count()).toBeLessThan(100)
    await expect(last).toBeInViewport({ timeout: 100 })
  }).toPass({ timeout: 30_000 })
  await expect(last.getByRole('link')).toBeFocused()

  await page.keyboard.press('Home')
  await expect(queue.locator('[aria-posinset="1"]').getByRole('link')).toBeFocused()
  expect(await rows.count()).toBeLessThan(100)
})
