import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { z } from 'zod'
import type { linePolicy } from '../../contract/line-safety.ts'
import { enter, expect, test } from './support/console.ts'
import { lookSettled } from './support/screens.ts'
import { townOfFile } from './support/town.ts'

type LinePolicy = z.infer<typeof linePolicy>

const theTown = townOfFile()

/** Without barriers, and for whoever wants to look: a picture in the folder named outside. */
async function seen(page: Page, name: string) {
  await page.evaluate(lookSettled)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target.join(' '))])).toEqual([])
  const folder = process.env.VENTANILLA_LOOK
  if (!folder) return
  for (const look of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: look })
    for (const [size, width] of [
      ['100', 1280],
      ['200', 640],
    ] as const) {
      await page.setViewportSize({ width, height: 2_600 })
      await page.screenshot({ path: join(folder, `${name}-${look}-${size}.png`) })
    }
  }
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('the budget is seen and rehearsed; a restriction trips the brake, and a person lets the line speak a day later', async ({
  page,
}) => {
  const town = theTown()
  await enter(page, town, town.practice, '/line')
  const safety = page.getByRole('region', { name: 'Protección del número' })
  await expect(safety.getByRole('img', { name: '0 enviados de 800; 160 guardados para emergencias' })).toBeVisible()
  await expect(safety.getByText('Todo en orden')).toBeVisible()

  await safety.getByRole('button', { name: 'Ensayar un envío…' }).click()
  const rehearsal = page.getByRole('dialog', { name: 'Ensayar un envío' })
  await rehearsal.getByRole('spinbutton', { name: 'Sin WhatsApp' }).fill('10')
  await rehearsal.getByRole('button', { name: 'Ensayar' }).click()
  await expect(rehearsal.getByRole('status')).toContainText('Demasiados números no están en WhatsApp')
  await seen(page, 'rehearsal')
  await rehearsal.getByRole('button', { name: 'Cancelar' }).click()

  await safety.getByRole('button', { name: 'Límites…' }).click()
  const limits = page.getByRole('dialog', { name: 'Límites de la línea' })
  await limits.getByRole('spinbutton', { name: 'Por día' }).fill('1500')
  await limits.getByRole('button', { name: 'Guardar' }).click()
  await expect(limits.getByRole('alert')).toBeVisible()
  await limits.getByRole('spinbutton', { name: 'Por día' }).fill('400')
  await limits.getByRole('checkbox', { name: 'Hay otro horario de avisos en verano' }).check()
  await limits.getByRole('combobox', { name: 'Último día: Mes' }).selectOption({ label: 'agosto' })
  await limits.getByRole('button', { name: 'Añadir un tramo el Sábado en verano' }).click()
  await seen(page, 'limits')
  await limits.getByRole('button', { name: 'Guardar' }).click()
  await expect(safety.getByRole('img', { name: '0 enviados de 400; 80 guardados para emergencias' })).toBeVisible()

  await expect(safety.getByText('No hay difusiones en curso ni programadas: todo está libre.')).toBeVisible()
  await expect(safety.getByRole('table').getByRole('columnheader', { name: 'Lunes' })).toBeVisible()
  const { settings } = await town.answer<LinePolicy>('GET', '/api/lines/policy')
  expect(settings.summer).toMatchObject({ from: '06-15', to: '08-15', hours: { length: 6 } })

  await town.answer('POST', '/api/practice/faults', { restricted: true })
  await expect(safety.getByText('Parado todo lo que empieza el ayuntamiento')).toBeVisible()
  await town.answer('POST', '/api/practice/faults', { restricted: false })
  await seen(page, 'stopped')
  await safety.getByRole('button', { name: 'Reanudar…' }).click()
  const resume = page.getByRole('dialog', { name: '¿Reanudar los envíos?' })
  await resume.getByRole('button', { name: 'Reanudar despacio' }).click()
  await expect(resume.getByText('Marque la causa.')).toBeVisible()
  await resume.getByRole('radio', { name: 'WhatsApp levantó la restricción' }).check()
  await resume.getByRole('textbox', { name: 'Por qué ya se puede seguir' }).fill('El teléfono ya deja escribir a todos')
  await resume.getByRole('button', { name: 'Reanudar despacio' }).click()
  await expect(resume.getByRole('alert')).toContainText('La línea descansa hasta el')

  await town.answer('POST', '/api/practice/clock', { advance: 25 * 3_600_000 })
  await resume.getByRole('button', { name: 'Reanudar despacio' }).click()
  await expect(resume).toHaveCount(0)
  await expect(safety.getByText('Reanudada, a la cuarta parte del ritmo')).toBeVisible()
  const history = safety.getByRole('list', { name: 'Paradas y reanudaciones' })
  await expect(history.getByRole('listitem').first()).toContainText('La reanudó Práctica')
  await expect(history.getByRole('listitem').first()).toContainText('El teléfono ya deja escribir a todos')
  await seen(page, 'resumed')
})
