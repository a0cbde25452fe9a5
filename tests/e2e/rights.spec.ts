import { enter, expect, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

test.beforeAll(async () => {
  await theTown().waiting('Petra Alcubierre', 'Les dejo mi historia de la calle Avellano')
})

test('a request at the counter is blocked after its preview, is nowhere any more, and the officer reads it with a reason', async ({
  page,
  colleague,
}) => {
  const town = theTown()
  await enter(page, town, town.practice, '/privacy/rights')
  await page.getByRole('button', { name: 'Apuntar una solicitud' }).click()
  const form = page.getByRole('dialog', { name: 'Apuntar una solicitud' })
  await form.getByRole('combobox', { name: 'Derecho' }).click()
  await page.getByRole('option', { name: 'Supresión' }).click()
  await form.getByRole('textbox', { name: /^Buscar a la persona/ }).fill('Petra')
  await form.getByRole('radio', { name: /Petra Alcubierre/ }).check()
  await form.getByRole('button', { name: 'Apuntar', exact: true }).click()

  await expect(page.getByRole('heading', { name: /^D-\d\d-0001 · Supresión$/ })).toBeVisible()
  await expect(page.getByRole('main')).toContainText(/Quedan \d\d días/)
  const number = /D-\d\d-0001/.exec(await page.getByRole('heading', { name: /^D-/ }).innerText())?.[0] ?? ''
  await expect(page.getByRole('button', { name: 'Bloquear y suprimir' })).toHaveCount(0)

  await page.getByRole('button', { name: 'Comprobar quién es' }).click()
  const identity = page.getByRole('dialog', { name: 'Comprobar quién es' })
  await identity.getByRole('radio', { name: 'Solo escribe desde su teléfono' }).check()
  await identity.getByRole('button', { name: 'Identidad comprobada' }).click()
  await expect(identity.getByRole('alert')).toContainText('Falta saber quién lo pide')
  await identity.getByRole('radio', { name: 'Enseñó un documento' }).check()
  await identity.getByRole('button', { name: 'Identidad comprobada' }).click()

  await page.getByRole('button', { name: 'Bloquear y suprimir' }).click()
  const erasure = page.getByRole('dialog', { name: 'Bloquear y suprimir' })
  await expect(erasure).toContainText('Conversaciones:')
  await expect(erasure).toContainText('borre el chat en el teléfono del Ayuntamiento')
  await erasure.getByRole('textbox').fill('D-00-0000')
  const even = erasure.getByRole('checkbox')
  if ((await even.count()) > 0) await even.check()
  await erasure.getByRole('button', { name: 'Bloquear y suprimir' }).click()
  await expect(erasure).toContainText('No es el número de esta solicitud')
  await erasure.getByRole('textbox').fill(number)
  await erasure.getByRole('button', { name: 'Bloquear y suprimir' }).click()
  await expect(page.getByRole('region', { name: 'Datos bloqueados' })).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText('Petra')
  await expect(page.getByRole('button', { name: 'Abrir los datos bloqueados' })).toHaveCount(0)
  for (const word of ['Avellano', 'Petra'])
    expect(await town.answer<{ items: unknown[] }>('GET', `/api/search?q=${word}`)).toMatchObject({ items: [] })

  const officer = await town.account('Eva Delegada', 'dpo')
  await enter(colleague, town, officer, new URL(page.url()).hash.slice(1))
  await colleague.getByRole('button', { name: 'Abrir los datos bloqueados' }).click()
  const opening = colleague.getByRole('dialog', { name: 'Abrir los datos bloqueados' })
  await opening.getByRole('button', { name: 'Abrir', exact: true }).click()
  await expect(opening).toContainText('Escriba algo más')
  await opening.getByRole('textbox', { name: 'Motivo' }).fill('Requerimiento del Juzgado 7')
  await opening.getByRole('button', { name: 'Abrir', exact: true }).click()
  const content = colleague.getByRole('region', { name: 'Datos bloqueados, abiertos ahora' })
  await expect(content).toContainText('Les dejo mi historia de la calle Avellano')
  await expect(page.getByRole('region', { name: 'Qué se ha hecho' })).toContainText('Requerimiento del Juzgado 7')
})
