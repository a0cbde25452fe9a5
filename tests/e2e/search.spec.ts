import { enter, expect, inboxOf, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

test('search ignores accents and case, finds names and phones, and opens the conversation', async ({ page }) => {
  const town = theTown()
  const begona = await town.waiting('Begoña Ibáñez', 'La FÁROLA de la plaza parpadea')
  const marti = await town.waiting('Martí Nogué', 'El contenedor está lleno')
  const { thread, message } = inboxOf(page)
  const dialog = page.getByRole('dialog', { name: 'Buscar en todo' })
  const field = dialog.getByRole('combobox', { name: 'Palabras, nombre o teléfono' })
  const found = dialog.getByRole('listbox', { name: 'Resultados' })
  await enter(page, town)
  await page.getByRole('button', { name: 'Buscar en todo' }).click()

  await test.step('by words', async () => {
    await field.fill('farola PARPADEA')
    await expect(found.getByRole('option')).toHaveCount(1)
    await expect(found).toContainText('La FÁROLA de la plaza parpadea')
  })

  await test.step('by name and by phone', async () => {
    for (const query of ['ibanez', 'BEGOÑA', begona.phone.slice(3), begona.phone.replace('+34', '')]) {
      await field.fill(query)
      await expect(found.getByRole('group', { name: begona.name }), query).toBeVisible()
      await expect(found.getByRole('group', { name: marti.name }), query).toHaveCount(0)
    }
    await field.fill('nada que se parezca')
    await expect(dialog.getByText('Nada con «nada que se parezca»')).toBeVisible()
  })

  await test.step('Enter opens the message in its conversation', async () => {
    await field.fill('contenedor lleno')
    await expect(found.getByRole('option')).toHaveCount(1)
    await field.press('Enter')
    await expect(dialog).toBeHidden()
    await expect(thread).toHaveAccessibleName(`Conversación con ${marti.name}`)
    await expect(message('El contenedor está lleno')).toBeInViewport()
  })
})
