import { writeFile } from 'node:fs/promises'
import { enter, expect, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

const feed = (...events: readonly (readonly [string, string])[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Villaclara//ES',
    ...events.flatMap(([date, name]) => [
      'BEGIN:VEVENT',
      `UID:${date}@villaclara.example`,
      `DTSTART;VALUE=DATE:${date}`,
      `SUMMARY:${name}`,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].join('\r\n')

test('an officer corrects a fact, sees the message change, and the history keeps the old one', async ({ page }) => {
  const town = theTown()
  await enter(page, town, town.practice, '/assistant/knowledge')
  await page.getByRole('searchbox', { name: 'Buscar' }).fill('MERCADILLO cuando')
  await page.getByRole('button', { name: '¿Cuándo es el mercadillo?' }).click()
  const preview = page.getByRole('region', { name: 'Así lo recibe el ciudadano' })
  await expect(preview).toContainText('Venga al mercadillo los viernes')
  const answer = page.getByRole('textbox', { name: 'Respuesta' })

  await answer.fill('Llame al {{fact.department.nadie.phone}}.')
  await expect(preview.getByRole('alert')).toContainText('fact.department.nadie.phone')
  await page.getByRole('button', { name: 'Guardar' }).click()
  await expect(page.getByText('Nadie sabe qué es fact.department.nadie.phone.')).toBeVisible()

  await answer.fill('Venga al mercadillo los jueves. Llame al {{fact.department.atencion.phone}}.')
  await expect(preview).toContainText('Venga al mercadillo los jueves. Llame al +34 700 000 101.')
  await page.getByRole('tab', { name: 'Català' }).click()
  await expect(preview).toContainText('Vingui al mercat els divendres')
  await page.getByRole('textbox', { name: 'De dónde sale' }).fill('')
  await page.getByRole('button', { name: 'Guardar' }).click()
  await expect(page.getByRole('textbox', { name: 'De dónde sale' })).toBeFocused()
  await page.getByRole('textbox', { name: 'De dónde sale' }).fill('Acuerdo de pleno de ejemplo')
  await page.getByRole('button', { name: 'Guardar' }).click()
  await expect(page.getByRole('heading', { name: 'Preguntas y respuestas' })).toBeVisible()

  await page.getByRole('searchbox', { name: 'Buscar' }).fill('mercadillo jueves')
  await page.getByRole('button', { name: '¿Cuándo es el mercadillo?' }).click()
  await page.getByRole('button', { name: 'Historial' }).click()
  const history = page.getByRole('list', { name: 'Historial' })
  await expect(history.getByRole('listitem')).toHaveCount(2)
  await history.getByRole('button', { name: 'Recuperar la versión 1' }).click()
  await expect(answer).toHaveValue(/los viernes/)
})

test('what is retired is asked for by the checklist, and is one click from being written again', async ({ page }) => {
  const town = theTown()
  await enter(page, town, town.practice, '/assistant/knowledge')
  await page.getByRole('button', { name: 'Piscina municipal' }).click()
  await page.getByRole('button', { name: 'Retirar' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Retirar' }).click()
  await expect(page.getByRole('heading', { name: 'Falta 1 respuesta' })).toBeVisible()
  await page.getByRole('button', { name: 'Piscina municipal' }).click()
  await expect(page.getByRole('textbox', { name: 'Nombre', exact: true })).toHaveValue('Piscina municipal')
  await expect(page.getByRole('textbox', { name: 'Horario' })).toHaveValue('')
  await page.getByRole('button', { name: 'Guardar' }).click()
  await expect(page.getByRole('textbox', { name: 'De dónde sale' })).toBeFocused()
})

test('a closure of today stops the clocks, and a feed is seen before it is taken over', async ({ page }) => {
  const town = theTown()
  await enter(page, town, town.practice, '/settings/calendar')
  await page.getByRole('button', { name: 'Añadir días' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Qué es' }).click()
  await page.getByRole('option', { name: 'Cierre' }).click()
  await dialog.getByRole('button', { name: 'Guardar' }).click()
  await expect(dialog.getByText('Escriba un nombre (de 2 a 80 letras).')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Nombre' }).fill('Obras en la planta baja')
  await dialog.getByRole('button', { name: 'Guardar' }).click()
  await expect(dialog).toBeHidden()
  const entries = page.getByRole('list', { name: 'Días que cambian' })
  await expect(entries.getByText('Obras en la planta baja')).toBeVisible()
  const { open } = await town.answer<{ open: [number, number][] }>('GET', '/api/calendar/intervals')
  const here = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Madrid' })
  const today = here.format(new Date())
  expect(open.filter(([from]) => here.format(from) === today)).toEqual([])

  await page.getByRole('button', { name: 'Importar calendario' }).click()
  const choose = page.getByLabel('Elegir archivo')
  const file = (text: string) => ({ name: 'cierres.ics', mimeType: 'text/calendar', buffer: Buffer.from(text) })
  await choose.setInputFiles(file('esto no es un calendario'))
  await expect(page.getByText('Este archivo no es un calendario iCalendar.')).toBeVisible()
  const large = test.info().outputPath('enorme.ics')
  await writeFile(large, `BEGIN:VCALENDAR\r\n${'X'.repeat(10_000_000)}`)
  await choose.setInputFiles(large)
  await expect(page.getByText(/El archivo es demasiado grande/)).toBeVisible()
  const year = new Date().getFullYear()
  await choose.setInputFiles(file(feed([`${year}0302`, 'Formación'], [`${year}0303`, 'Inventario'])))
  const found = page.getByRole('list', { name: 'Días del archivo' })
  await expect(found.getByRole('checkbox')).toHaveCount(2)
  await found.getByRole('checkbox', { name: /Inventario/ }).uncheck()
  await page.getByRole('button', { name: 'Añadir 1 día' }).click()
  await expect(entries.getByText('Formación')).toBeVisible()
  await expect(entries.getByText('Inventario')).toHaveCount(0)

  await page.getByRole('button', { name: 'Añadir días' }).click()
  await dialog.getByRole('combobox', { name: 'Qué es' }).click()
  await page.getByRole('option', { name: 'Cierre' }).click()
  await dialog.getByRole('textbox', { name: 'Nombre' }).fill('Otra obra')
  await dialog.getByRole('button', { name: 'Guardar' }).click()
  await expect(dialog.getByText('«Obras en la planta baja» ya ocupa parte de esos días.')).toBeVisible()
})
