import { assistantOf } from './support/assistant.ts'
import { enter, expect, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

test('a conversation is read, changed, tried out and published with the keyboard alone', async ({ page }) => {
  const town = theTown()
  const { graph, message, phone, thread, dialog } = assistantOf(page)
  /** Tab until the focus stands on what is wanted. */
  const reach = async (what: ReturnType<typeof page.locator>, back = false) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await what.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
    }
    await expect(what).toBeFocused()
  }
  const node = (name: RegExp) => graph.getByRole('button', { name })
  await enter(page, town, town.practice, '/assistant')
  await reach(page.getByRole('link', { name: 'Avisos en la calle' }))
  await page.keyboard.press('Enter')

  await test.step('the graph is one stop; arrows go along its ways, Enter opens a step', async () => {
    await expect(node(/^Pregunta: palabras/)).toBeVisible()
    await reach(node(/^Pregunta: palabras/))
    await page.keyboard.press('ArrowRight')
    await expect(node(/^Pregunta: un lugar/)).toBeFocused()
    await page.keyboard.press('ArrowRight')
    await expect(node(/^Pregunta: una foto/)).toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await expect(node(/^Pregunta: un lugar/)).toHaveAttribute('aria-pressed', 'true')
  })

  await test.step('its text is changed, with a variable from the menu', async () => {
    await reach(message)
    await page.keyboard.press('Control+a')
    await page.keyboard.type('¿En qué sitio es? ')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menu')).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(message).toHaveValue('¿En qué sitio es? {{town}}')
    await expect(message).toBeFocused()
    await expect(page.getByText(/^Borrador guardado/)).toBeVisible()
  })

  await test.step('it is tried out', async () => {
    await reach(page.getByRole('tab', { name: 'Paso' }), true)
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await reach(phone)
    for (const words of ['hola', '2', 'Hay una farola rota']) {
      const said = await thread.getByText('Espera en').count()
      await page.keyboard.type(words)
      await page.keyboard.press('Enter')
      await expect(thread.getByText('Espera en')).toHaveCount(said + 1)
    }
    await expect(thread.getByText('¿En qué sitio es?')).toBeVisible()
  })

  await test.step('it is published', async () => {
    await reach(page.getByRole('button', { name: 'Publicar…' }), true)
    await page.keyboard.press('Enter')
    const asked = dialog('Publicar esta conversación')
    await expect(asked.getByText('Texto «report_where»')).toBeVisible()
    await reach(asked.getByRole('button', { name: 'Publicar', exact: true }))
    await page.keyboard.press('Enter')
    await expect(page.getByText('Igual que la versión publicada (2)')).toBeVisible()
  })
})
