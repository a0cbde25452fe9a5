import { enter, expect, inboxOf, test } from './support/console.ts'
import type { Account, Citizen } from './support/people.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

let who: Citizen
let officer: Account
test.beforeAll(async () => {
  who = await theTown().waiting('Remedios Valcárcel', 'En mi calle no hay agua')
  officer = await theTown().account('Olga Montes', 'officer')
})

const text = '{{ayuntamiento}}\nCorte de agua por rotura: no beba del grifo hasta nuevo aviso.'

test('a notice is written by one person, approved by another, leaves, and is answered with its context', async ({
  page,
  colleague,
}) => {
  const town = theTown()
  await enter(page, town, officer, '/broadcasts')
  await page.getByRole('button', { name: 'Nueva difusión' }).click()
  await page.getByRole('button', { name: 'Guardar borrador' }).click()
  await expect(page.getByText('Elija una finalidad.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Finalidad' }).click()
  await page.getByRole('option', { name: /Cortes/ }).click()
  await page.getByRole('checkbox', { name: /^Emergencia civil/ }).check()
  await page.getByRole('textbox', { name: 'Qué ocurre' }).fill('Agua contaminada')
  await page.getByRole('textbox', { name: 'Redacción 1' }).fill(`${text} https://bit.ly/agua`)
  await expect(page.getByText(/bit\.ly acorta direcciones/)).toBeVisible()
  await page.getByRole('textbox', { name: 'Redacción 1' }).fill(text)
  await expect(page.getByText(/acorta direcciones/)).toHaveCount(0)
  await expect(page.getByRole('heading', { name: '1 persona la recibe' })).toBeVisible()
  await expect(page.getByRole('figure')).toContainText('responda BAJA')
  await page.getByRole('button', { name: 'Guardar borrador' }).click()
  await page.getByRole('button', { name: 'Pedir aprobación' }).click()
  await expect(page.getByText('Tiene que aprobarla otra persona')).toBeVisible()
  await expect(page.getByRole('button', { name: 'Aprobar' })).toHaveCount(0)

  await enter(colleague, town, town.practice, '/broadcasts')
  await colleague.getByRole('link', { name: /Corte de agua/ }).click()
  await expect(colleague.getByText('Emergencia civil: Agua contaminada')).toBeVisible()
  await colleague.getByRole('button', { name: 'Aprobar' }).press('Enter')

  await page.getByRole('button', { name: 'Lanzar' }).click()
  const launch = page.getByRole('dialog', { name: '¿Lanzar la difusión?' })
  await expect(launch).toContainText('1 persona la recibe')
  await launch.getByRole('button', { name: 'Lanzar' }).click()
  await expect(page.getByRole('button', { name: /^Deshacer/ })).toBeVisible()
  await expect
    .poll(() => town.received(who), { timeout: 30_000 })
    .toContainEqual(expect.stringContaining('no beba del grifo'))
  await expect(page.getByText('Ha llegado a 1 de 1')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Envíos' })).toContainText('Remedios Valcárcel')

  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Acta (PDF)' }).click()
  expect((await download).suggestedFilename()).toMatch(/^acta-.+\.pdf$/)
  const proof = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Prueba de permisos (JSON)' }).click()
  expect((await proof).suggestedFilename()).toMatch(/^permisos-.+\.json$/)

  await town.says(who, '¿Y para cocinar?')
  await page.goto(`${town.url}/#/inbox/all/${(await town.conversationOf(who)).id}`)
  await expect(inboxOf(page).thread.getByRole('link', { name: /^Responde a: .*Corte de agua/ })).toBeVisible()
})

test('is tried out on phones of the town only, each of which has to have agreed', async ({ page }) => {
  const town = theTown()
  await enter(page, town, town.practice, '/broadcasts')
  await page.getByRole('button', { name: 'Teléfonos de prueba' }).click()
  const phones = page.getByRole('dialog', { name: 'Teléfonos de prueba' })
  const row = phones.getByRole('group', { name: 'Teléfono 1' })
  await row.getByRole('textbox', { name: 'Nombre' }).fill('Nuria')
  await row.getByRole('textbox', { name: 'Móvil' }).fill('912 345 678')
  await phones.getByRole('button', { name: 'Guardar' }).click()
  await expect(phones.getByRole('alert')).toContainText('Escriba un móvil')
  await row.getByRole('textbox', { name: 'Móvil' }).fill(who.phone)
  await row.getByRole('textbox', { name: 'Móvil' }).press('Enter')
  await expect(phones).toHaveCount(0)

  const variants = [1, 2].map((n) => ({ lang: 'es', text: `{{ayuntamiento}}\nHay teatro el viernes, aviso ${n}.` }))
  const { id } = await town.answer<{ id: string }>('POST', '/api/broadcasts', { purpose: 'culture', variants })
  await page.goto(`${town.url}/#/broadcasts/${id}`)
  await page.getByRole('button', { name: 'Enviar prueba' }).press('Enter')
  const send = page.getByRole('dialog', { name: 'Enviar prueba' })
  const nuria = send.getByRole('checkbox', { name: /^Nuria/ })
  await expect(nuria).toBeDisabled()
  await expect(nuria).toHaveAccessibleDescription(/Aún no ha dado permiso .* escriba ALTA/)
  await send.getByRole('button', { name: 'Enviar' }).click()
  await expect(send.getByText('Elija al menos un teléfono.')).toBeVisible()
})
