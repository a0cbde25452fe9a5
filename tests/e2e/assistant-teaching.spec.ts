import { assistantOf } from './support/assistant.ts'
import { enter, expect, inboxOf, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

type Understanding = { intent: string; decision: string }

/** Words no phrase that ships is near to. */
const odd = 'lo del cacharro ese del patio trasero'

test('what a citizen meant is taught from the inbox, counts at the next message, and can be taken back', async ({
  page,
}) => {
  const town = theTown()
  const { dialog } = assistantOf(page)
  const understood = (text: string) => town.answer<Understanding>('POST', '/api/assistant/understand', { text })
  expect((await understood(odd)).decision).not.toBe('act')

  const who = await town.waiting('Remigio Tello', odd)
  await enter(page, town)
  const { open, message } = inboxOf(page)
  await open(who)
  await message(odd).hover()
  await message(odd).getByRole('button', { name: 'Esto era… (enseñar al asistente)' }).click()
  const lesson = dialog('Esto era…')
  await expect(lesson.getByRole('textbox', { name: 'Frase que aprende' })).toHaveValue(odd)
  await lesson.getByRole('button', { name: 'Enseñar' }).click()
  await expect(lesson.getByText('Elija qué quería.')).toBeVisible()
  await lesson.getByRole('combobox', { name: 'Qué quería el vecino' }).fill('enseres')
  await page.getByRole('option', { name: 'Recogida de enseres' }).click()
  await lesson.getByRole('button', { name: 'Enseñar' }).click()
  await expect(page.getByText('Aprendido: es «Recogida de enseres».')).toBeVisible()
  expect(await understood(odd)).toMatchObject({ intent: 'bulky_waste', decision: 'act' })

  await page.getByRole('button', { name: /^Deshacer/ }).click()
  await expect.poll(async () => (await understood(odd)).decision).not.toBe('act')
})

test('a wish is found, its phrases read, one taught and forgotten; a sentence shows the guesses', async ({ page }) => {
  const town = theTown()
  await enter(page, town, town.practice, '/assistant/intents')
  await page.getByRole('searchbox', { name: 'Buscar una petición' }).fill('enseres')
  await page.getByRole('link', { name: /Recogida de enseres/ }).click()
  await expect(page.getByRole('heading', { name: 'Recogida de enseres' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Català' })).toBeVisible()

  await page.getByRole('textbox', { name: 'Enseñar otra frase' }).fill('llevarse el armatoste del abuelo')
  await page.getByRole('button', { name: 'Enseñar', exact: true }).click()
  const taught = page.getByRole('region', { name: 'Enseñadas aquí' })
  await expect(taught.getByText('llevarse el armatoste del abuelo')).toBeVisible()
  await expect(taught.getByText(/^Práctica, /)).toBeVisible()

  const sentence = page.getByRole('form', { name: 'Probar una frase' })
  await sentence.getByRole('textbox').fill('llevarse el armatoste del abuelo')
  await sentence.getByRole('button', { name: 'Ver qué entiende' }).click()
  await expect(sentence.getByText('Está claro: actuaría')).toBeVisible()
  await expect(sentence.getByRole('listitem').first()).toContainText('Recogida de enseres')

  await taught.getByRole('button', { name: /^Olvidar/ }).click()
  await expect(taught.getByText('Todavía ninguna.')).toBeVisible()
})

test('an operator reads a conversation without the button to teach', async ({ page }) => {
  const town = theTown()
  const luis = await town.account('Luis Arranz', 'operator')
  const who = await town.waiting('Pilar Montes', 'Otra cosa distinta')
  await enter(page, town, luis)
  const { open, message } = inboxOf(page)
  await open(who)
  await message('Otra cosa distinta').hover()
  await expect(message('Otra cosa distinta').getByRole('button', { name: /^Responder/ })).toBeVisible()
  await expect(message('Otra cosa distinta').getByRole('button', { name: /^Esto era/ })).toHaveCount(0)
})
