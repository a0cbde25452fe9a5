import { enter, expect, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

const list = [
  'Nombre;Apellidos;Móvil;Barrio;Etiquetas',
  'Remedios;Valcárcel;700 31 00 01;La Peña;mayores',
  'Eulalia;Montero;700310002;Centro;',
  'Casimiro;Robles;912345678;Centro;',
  'Remedios;Valcárcel;+34 700310001;;',
  '=HYPERLINK(1);;no;;',
  ';;;;',
].join('\r\n')

test('a list with wrong rows is checked, imported and found, and its card is edited and merged', async ({ page }) => {
  const town = theTown()
  await town.inbound({ from: '+34700310009', name: 'Reme', text: 'Hola' })
  await enter(page, town, town.practice, '/citizens')
  await expect(page.getByRole('link', { name: /Reme/ })).toBeVisible()
  await page.getByRole('link', { name: 'Importar lista' }).click()
  const file = { name: 'padrón.csv', mimeType: 'text/csv', buffer: Buffer.from(list, 'latin1') }
  await page.getByTestId('list').setInputFiles(file)

  await expect(page.getByRole('combobox', { name: 'Columna 3' })).toHaveText('Teléfono')
  await expect(page.getByRole('checkbox', { name: 'La primera fila son títulos' })).toBeChecked()
  await page.getByRole('button', { name: 'Comprobar sin guardar' }).click()
  const problems = page.getByRole('region', { name: 'Primeras filas con problemas' }).first()
  await expect(problems.getByRole('row', { name: /Casimiro Robles/ })).toContainText('Es un teléfono fijo')
  await expect(problems.getByRole('row', { name: /^5/ })).toContainText('El teléfono ya está en una fila anterior')
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Descargar el resultado de cada fila' }).click()
  expect((await saved).suggestedFilename()).toBe('resultado.csv')
  await page.getByRole('button', { name: 'Importar 2 personas' }).click()
  await expect(page.getByText('Lista importada')).toBeVisible()

  await page.getByRole('link', { name: 'Ver el Vecindario' }).click()
  await page.getByRole('searchbox', { name: 'Nombre o teléfono' }).fill('valcarcel')
  await page.getByRole('link', { name: /Remedios Valcárcel/ }).press('Enter')
  const card = page.getByRole('article', { name: 'Ficha de Remedios Valcárcel' })
  await expect(card.getByText('La Peña')).toBeVisible()
  await expect(card.getByText('no puede recibir difusiones')).toBeVisible()
  await card.getByRole('button', { name: 'Editar ficha' }).click()
  const form = page.getByRole('dialog', { name: 'Editar ficha' })
  await form.getByRole('textbox', { name: 'Nota' }).fill('Llamar por la tarde')
  await form.getByRole('button', { name: 'Guardar' }).click()
  await expect(card.getByText('Llamar por la tarde')).toBeVisible()

  await card.getByRole('button', { name: 'Unir con otra ficha' }).click()
  const merge = page.getByRole('dialog', { name: 'Unir dos fichas de una persona' })
  await merge.getByRole('combobox', { name: 'Buscar la otra ficha' }).fill('700310009')
  await page.getByRole('option', { name: /Reme/ }).click()
  await expect(merge.getByText('1 conversación con 2 mensajes')).toBeVisible()
  await merge.getByRole('button', { name: 'Unir', exact: true }).click()
  await expect(card.getByText('+34 700 31 00 09')).toBeVisible()
  await page.getByRole('button', { name: /^Deshacer \(/ }).click()
  await expect(card.getByText('+34 700 31 00 09')).toHaveCount(0)
})
