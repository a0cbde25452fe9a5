import { enter, expect, inboxOf, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

// While the station is dead the browser says so of every attempt to reach it.
test.use({ expectedComplaints: /WebSocket connection|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/ })

test('the station dies and comes back: the console catches up and nothing is lost', async ({ page }) => {
  test.slow()
  const town = theTown()
  const rosa = await town.waiting('Rosa Arnal')
  const teo = await town.waiting('Teo Bermejo')
  const { open, row, reply, send, message, composer, thread } = inboxOf(page)
  const lost = page.getByText('Sin conexión con la estación')
  await enter(page, town)
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))

  await test.step('an answer is on its way and a draft is being written', async () => {
    await open(teo)
    await reply.fill('Sale aunque se caiga')
    await send.click()
    await expect(message('Sale aunque se caiga')).toContainText('En cola')
    await open(rosa)
    await reply.pressSequentially('A medias')
  })

  await test.step('the station dies: it is said, and sending is refused with the text kept', async () => {
    await town.kill()
    await expect(lost).toBeVisible()
    await send.click()
    await expect(composer.getByText('No hay conexión con la estación. No se ha hecho nada.')).toBeVisible()
    await expect(reply).toHaveValue('A medias')
  })

  await test.step('it comes back: what came meanwhile is there without a reload', async () => {
    await town.comeBack()
    await town.says(rosa, '¿Siguen ahí?')
    const iris = await town.waiting('Iris Tovar')
    await expect(row(iris)).toBeVisible({ timeout: 20_000 })
    await expect(message('¿Siguen ahí?')).toBeVisible()
    await expect(lost).toBeHidden()
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
  })

  await test.step('the draft is still there and can be sent, once', async () => {
    await expect(reply).toHaveValue('A medias')
    await reply.fill('Aquí seguimos')
    await send.click()
    await thread.getByRole('alert').getByRole('button', { name: 'Enviar de todos modos' }).click()
    await expect(message('Aquí seguimos')).toContainText('Leído', { timeout: 15_000 })
    expect((await town.received(rosa)).filter((text) => text === 'Aquí seguimos')).toHaveLength(1)
    expect((await town.received(teo)).filter((text) => text === 'Sale aunque se caiga')).toHaveLength(1)
  })
})
