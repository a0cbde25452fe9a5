import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './support/console.ts'
import { lookSettled } from './support/screens.ts'

/** The browser of the line starts in the middle of a busy machine. */
const patience = { timeout: 60_000 }

let data = ''
let station: ChildProcess
let url = ''
let ownPhone = ''

test.describe.configure({ mode: 'serial', timeout: 120_000 })

test.beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'ventanilla-line-'))
  station = fork(join(import.meta.dirname, 'support/linkable-town-child.ts'), [data], { execArgv: [] })
  const [ready] = await once(station, 'message')
  ;({ url, ownPhone } = ready)
})

test.afterAll(async () => {
  station.kill('SIGTERM')
  if (station.exitCode === null) await once(station, 'exit')
  await rm(data, { recursive: true, force: true, maxRetries: 10 })
})

/** Without barriers, and for whoever wants to look: a picture in the results. */
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
      await page.setViewportSize({ width, height: size === '100' ? 900 : 450 })
      await page.screenshot({ path: join(folder, `${name}-${look}-${size}.png`), fullPage: true })
    }
  }
  await page.emulateMedia({ colorScheme: null })
  await page.setViewportSize({ width: 1280, height: 800 })
}

test('a new town links its phone: steps and risks, the code, connected; unlinking says what is lost', async ({
  page,
}) => {
  await page.goto(url)
  await page.getByRole('button', { name: 'Preparar mi ayuntamiento' }).click()
  await page.getByLabel('Nombre del ayuntamiento').fill('Ayuntamiento de Villaclara')
  await page.getByLabel('Su nombre y apellidos').fill('Ana Prueba')
  await page.getByLabel('Usuario para entrar').fill('ana.prueba')
  await page.getByLabel(/^Contraseña/).fill('buzón lateral 9 olivos')
  await page.getByLabel('Repita la contraseña').fill('buzón lateral 9 olivos')
  await page.getByRole('button', { name: 'Crear mi ayuntamiento' }).click()
  await page.getByRole('button', { name: 'Ir a enlazar el teléfono' }).click()
  await page.getByRole('button', { name: 'Las he leído y las cumpliré' }).click()

  const link = page.getByRole('region', { name: 'Teléfono enlazado' })
  await expect(link.getByRole('status').first()).toHaveText('Sin enlazar')
  await expect(link.getByText('cerrarlo para siempre')).toBeVisible()
  await expect(link.getByText(/^Chromium arranca bien \(.*Chrome\/\d+/)).toBeVisible(patience)
  await seen(page, 'not-linked')

  await link.getByRole('button', { name: 'Enlazar' }).click()
  const code = link.getByRole('img', { name: /^Código QR para enlazar WhatsApp/ })
  await expect(code).toBeVisible(patience)
  await expect(link.getByRole('status').first()).toHaveText('Esperando al teléfono')
  await expect(link.getByRole('timer')).toHaveText(/Queda \d+:\d\d/)
  const first = await code.locator('path').getAttribute('d')
  station.send('rotate')
  await expect(code.locator('path')).not.toHaveAttribute('d', first ?? '', patience)
  await seen(page, 'qr')

  station.send('scan')
  await expect(link.getByRole('status').first()).toHaveText('Conectada', patience)
  await expect(link.getByText(ownPhone)).toBeVisible()
  await expect(link.getByText(/^Completo hasta las \d+:\d\d$/)).toBeVisible(patience)
  await seen(page, 'connected')

  await link.getByRole('button', { name: 'Desvincular' }).click()
  const asked = page.getByRole('dialog', { name: '¿Desvincular el teléfono?' })
  await expect(asked.getByText('Desvincular no arregla cortes')).toBeVisible()
  await seen(page, 'unlink')
  await asked.getByRole('button', { name: 'Cancelar' }).click()
  await expect(link.getByRole('status').first()).toHaveText('Conectada')
})

async function signIn(page: Page) {
  const { status } = await fetch(`${url}/api/lines/link`)
  expect(status).toBe(401)
  const answer = await page.context().request.post(`${url}/api/session`, {
    data: { username: 'ana.prueba', password: 'buzón lateral 9 olivos' },
  })
  expect(answer.status()).toBe(200)
  await page.goto(`${url}/#/line`)
  const link = page.getByRole('region', { name: 'Teléfono enlazado' })
  await expect(link.getByRole('status').first()).toHaveText('Conectada')
  return link
}

test('the phone is compared on demand, and what it says itself is in the thread', async ({ page }) => {
  const link = await signIn(page)
  station.send('answer')
  const comparison = link.getByRole('region', { name: 'Comprobación con el teléfono' })
  await expect(comparison.getByText('Aún no se ha hecho')).toBeVisible()
  await comparison.getByRole('button', { name: 'Comprobar ahora' }).click()
  await expect(comparison.getByRole('status')).toContainText(
    'Se miró 1 conversación. No faltaba ningún mensaje.',
    patience,
  )
  await seen(page, 'compared')

  await page.goto(`${url}/#/inbox/all`)
  await page.getByRole('link', { name: /700 10 00 01/ }).click()
  await expect(page.getByText('Desde el teléfono del ayuntamiento').first()).toBeVisible()
  await seen(page, 'own-phone')
})

test('a restriction is lifted only by somebody who says why, and then messages leave slowly', async ({ page }) => {
  const link = await signIn(page)
  const conversation = page.context().request
  const { items } = await (await conversation.get(`${url}/api/conversations?view=all`)).json()
  station.send('restrict')
  await conversation.post(`${url}/api/conversations/${items[0].id}/messages`, { data: { text: 'Buenos días' } })
  await expect(link.getByRole('status').first()).toHaveText('En pausa por seguridad', patience)
  await seen(page, 'restricted')

  await link.getByRole('button', { name: 'Quitar la pausa antes de tiempo' }).click()
  const asked = page.getByRole('dialog', { name: '¿Quitar la pausa?' })
  const confirm = asked.getByRole('button', { name: 'Quitar la pausa y asumir el riesgo' })
  await confirm.click()
  await expect(asked.getByText('Escriba al menos diez letras')).toBeVisible()
  await seen(page, 'lift')
  await asked.getByLabel(/^Por qué se quita/).fill('El teléfono ya deja escribir')
  station.send('relent')
  await confirm.click()
  await expect(link.getByRole('status').first()).toHaveText('Conectada')
  await expect(link.getByText(/^Vuelve a hablar desde el .+ despacio/)).toBeVisible()
  await seen(page, 'lifted')
})

test('a phone that removes this computer halts the line in words, and links again', async ({ page }) => {
  const link = await signIn(page)

  station.send('log out')
  await expect(link.getByRole('status').first()).toHaveText('Detenida', patience)
  await expect(link.getByRole('heading', { name: 'El teléfono ha cerrado la sesión' })).toBeVisible()
  await expect(link.getByText('No reinstale WhatsApp')).toBeVisible()
  await seen(page, 'logged-out')

  await link.getByRole('button', { name: 'Enlazar de nuevo' }).click()
  await expect(link.getByRole('img', { name: /^Código QR/ })).toBeVisible(patience)
})
