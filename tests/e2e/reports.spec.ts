import type { Report } from '../../contract/reports.ts'
import { enter, expect, test } from './support/console.ts'
import type { Citizen } from './support/people.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

let who: Citizen
let conversationId = ''
test.beforeAll(async () => {
  who = await theTown().waiting('Remedios Valcárcel', 'La farola de mi calle no funciona')
  conversationId = (await theTown().conversationOf(who)).id
})

const column = 'En marcha'

test('an operator opens a report from a conversation, moves it by keyboard, and the citizen reads what was shown', async ({
  page,
}) => {
  const town = theTown()
  await enter(page, town, town.practice, `/inbox/all/${conversationId}`)
  await page.getByRole('button', { name: 'Ficha' }).click()
  const card = page.getByRole('complementary', { name: /Remedios/ })
  await card.getByRole('link', { name: 'Abrir aviso' }).click()

  const form = page.getByRole('dialog', { name: 'Nuevo aviso de Remedios Valcárcel' })
  await form.getByRole('button', { name: 'Abrir aviso' }).click()
  await expect(form.getByText('Cuente qué pasa')).toBeVisible()
  await form.getByRole('textbox', { name: 'Qué pasa' }).fill('Farola fundida')
  await form.getByRole('textbox', { name: 'Dónde' }).fill('Calle Olmo, 4')
  await expect(form.getByRole('checkbox', { name: /^Avisar al vecino/ })).toBeChecked()
  await form.getByRole('button', { name: 'Abrir aviso' }).click()
  await expect(page.getByRole('heading', { name: /^A-\d\d-0001$/ })).toBeFocused()
  await expect(page.getByRole('link', { name: /^Avisos/ }).first()).toContainText('1')

  await page.getByRole('main').getByRole('link', { name: 'Avisos' }).press('Enter')
  await page
    .getByRole('group', { name: /^Mover A-/ })
    .getByRole('button', { name: 'Poner en marcha' })
    .press('Enter')
  const move = page.getByRole('dialog', { name: /En marcha$/ })
  const news = move.getByRole('figure')
  await expect(news).toContainText('Lo envía usted')
  await expect(news).toContainText('«Farola fundida»')
  await move.getByRole('textbox').fill('Mañana pasa el electricista')
  await expect(news).toContainText('Motivo: Mañana pasa el electricista')
  await move.getByRole('button', { name: 'Cambiar y avisar al vecino' }).press('Enter')

  await expect(page.getByRole('region', { name: `${column}: 1` }).getByText('Farola fundida')).toBeVisible()
  await expect
    .poll(() => town.received(who))
    .toContainEqual(expect.stringMatching(/ya está en marcha\.\nMotivo: Mañana/))
  await page.getByRole('link', { name: /Farola fundida/ }).click()
  await expect(page.getByRole('list').filter({ hasText: 'Se avisó al vecino' })).toContainText('Práctica')
})

test('a dragged card asks the same question, and can be left where it was', async ({ page }) => {
  const town = theTown()
  await town.answer('POST', '/api/reports', { what: 'Contenedor roto', place: { text: 'Plaza Mayor', point: null } })
  await enter(page, town, town.practice, '/reports')
  const card = page.getByRole('listitem').filter({ hasText: 'Contenedor roto' })
  await card.dragTo(page.getByRole('region', { name: /^Resueltos/ }))
  const move = page.getByRole('dialog', { name: /Resuelto$/ })
  await expect(move).toContainText('se anotó sin conversación')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: /^Recibidos/ }).getByText('Contenedor roto')).toBeVisible()
})

test('what a colleague does appears by itself, and what both do is done once', async ({ page, colleague }) => {
  const town = theTown()
  const { id, number } = await town.answer<Report>('POST', '/api/reports', {
    what: 'Árbol caído',
    place: { text: 'Paseo del Río', point: null },
  })
  await enter(page, town, town.practice, `/reports/${id}`)
  await enter(colleague, town, await town.account('Luis Arranz', 'operator'), `/reports/${id}`)
  for (const desk of [page, colleague]) {
    await desk.getByRole('button', { name: 'Cerrar sin actuar' }).click()
    await desk.getByRole('dialog').getByRole('textbox', { name: 'Motivo' }).fill('Ya está retirado')
  }
  const confirm = { name: 'Cambiar el estado' }
  await colleague.getByRole('dialog').getByRole('button', confirm).click()
  await expect(page.locator('main').getByText('Pasó a «Sin actuación»')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', confirm).click()
  await expect(page.getByRole('alert')).toContainText('Ya no está como usted lo veía')
  await page.getByRole('dialog').getByRole('button', { name: 'Cancelar' }).click()
  await expect(page.getByRole('main')).toContainText(number)
  await expect(page.getByText('Pasó a «Sin actuación»')).toHaveCount(1)
})

test('who only looks can change nothing', async ({ page }) => {
  const town = theTown()
  const auditor = await town.account('Ada Vela', 'auditor')
  await town.answer('POST', '/api/reports', { what: 'Bordillo roto', place: { text: 'Plaza Mayor', point: null } })
  await enter(page, town, auditor, '/reports')
  await expect(page.getByRole('heading', { name: 'Avisos' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Nuevo aviso' })).toHaveCount(0)
  await page
    .getByRole('link', { name: /Bordillo roto/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { name: 'Historial' })).toBeVisible()
  await expect(page.getByRole('button', { name: /Dar por resuelto|Añadir nota|Asignar/ })).toHaveCount(0)
})
