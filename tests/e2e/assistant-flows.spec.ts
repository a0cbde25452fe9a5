import { assistantOf } from './support/assistant.ts'
import { enter, expect, test } from './support/console.ts'
import { citizen } from './support/people.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

const first = '¿Qué ocurre? Cuéntelo en pocas palabras.'

test('a text is changed, tried out, published, and a citizen gets it; the version before comes back', async ({
  page,
}) => {
  const town = theTown()
  const { graph, pane, message, phone, thread, tab, dialog, history, publishWith } = assistantOf(page)
  await enter(page, town, town.practice, '/assistant')
  await page.getByRole('link', { name: 'Avisos en la calle' }).click()

  await test.step('the step is found in the graph and its text changed; the draft is saved by itself', async () => {
    await graph.getByRole('button', { name: /Cuéntelo en pocas palabras/ }).click()
    await expect(pane.getByRole('heading', { name: 'Pregunta: palabras' })).toBeVisible()
    await message.fill('Cuénteme qué pasa, {{name}}. Por ejemplo: *una farola apagada*.')
    await expect(pane.getByText('Cuénteme qué pasa, Rosa.')).toBeVisible()
    await expect(page.getByText('Borrador guardado. Los vecinos tienen la versión 1')).toBeVisible()
  })

  await test.step('the phone beside it says the new text, and the graph shows where it stands', async () => {
    await tab('Probar').click()
    await phone.fill('hola')
    await phone.press('Enter')
    await expect(thread.getByText('2. Avisar de algo en la calle')).toBeVisible()
    await phone.fill('2')
    await phone.press('Enter')
    await expect(thread.getByText('Cuénteme qué pasa, Práctica.')).toBeVisible()
    await expect(graph.getByRole('button', { name: /Cuénteme qué pasa.*La prueba está aquí/ })).toBeVisible()
    await pane.getByRole('button', { name: 'Reiniciar' }).click()
    await expect(thread.getByText('Cuénteme qué pasa')).toHaveCount(0)
  })

  const before = citizen('Elvira Sotelo')
  await town.says(before, 'hola')
  await expect.poll(() => town.received(before)).not.toEqual([])
  await town.says(before, '2')
  await expect.poll(async () => (await town.received(before)).join()).toContain(first)

  await test.step('publishing shows what changes; from the next message on citizens hear it', async () => {
    await page.getByRole('button', { name: 'Publicar…' }).click()
    await expect(dialog('Publicar esta conversación').getByText('Texto «report_what»')).toBeVisible()
    await page.keyboard.press('Escape')
    await publishWith('Más cercano')
    await expect(page.getByText('Igual que la versión publicada (2)')).toBeVisible()
    const after = citizen('Fermín Alcaide')
    await town.says(after, 'hola')
    await expect.poll(() => town.received(after)).not.toEqual([])
    await town.says(after, '2')
    await expect.poll(async () => (await town.received(after)).join()).toContain('Cuénteme qué pasa')
  })

  await test.step('the history tells what each version changed, and goes back', async () => {
    await history.click()
    const shown = dialog('Historial')
    await expect(shown.getByText('Más cercano')).toBeVisible()
    await shown.getByRole('button', { name: /^Versión 1/ }).click()
    await shown.getByRole('button', { name: 'Volver a esta versión…' }).click()
    await dialog('¿Volver a la versión 1?').getByRole('button', { name: 'Publicarla' }).click()
    await expect(shown.getByRole('button', { name: /^Versión 3 · publicada/ })).toBeVisible()
    await shown.getByRole('button', { name: 'Cerrar' }).click()
    await tab('Paso').click()
    await expect(message).toHaveValue(/^¿Qué ocurre\?/)
  })
})

test('a fault is told at its step with file and line, and keeps the draft from citizens', async ({ page }) => {
  const { graph, pane, message, tab, view, publish, dialog } = assistantOf(page)
  await enter(page, theTown(), theTown().practice, '/assistant/flows/report')
  await graph.getByRole('button', { name: /¿Dónde es\?/ }).click()
  const usual = await message.inputValue()
  await message.fill('Escriba {{nada}}')
  await expect(pane.getByRole('alert').filter({ hasText: 'El dato «nada» no existe.' })).toContainText('línea')
  await expect(graph.getByRole('button', { name: /Escriba \[nada\].*1 fallo/ })).toBeVisible()

  await publish.click()
  await expect(
    dialog('Publicar esta conversación').getByRole('button', { name: 'Publicar', exact: true }),
  ).toBeDisabled()
  await dialog('Publicar esta conversación').getByRole('button', { name: 'Ver los fallos' }).click()
  await expect(pane.getByRole('alert')).toContainText(/report\/es\.json, línea \d+/)
  await pane.getByRole('button', { name: 'Ir al paso report_where' }).click()
  await expect(message).toHaveValue('Escriba {{nada}}')

  await view('Texto').click()
  await page.getByRole('tab', { name: 'es.json' }).click()
  await expect(
    page.getByRole('list', { name: 'Fallos' }).getByText(/^Línea \d+: El dato «nada» no existe\.$/),
  ).toBeVisible()
  await view('Gráfico').click()
  await tab('Paso').click()
  await message.fill(usual)
  await expect(tab('Fallos (0)')).toBeVisible()
})

test('steps are added, copied, removed, and all of it taken back', async ({ page }) => {
  const { graph, pane, message, outline, view } = assistantOf(page)
  await enter(page, theTown(), theTown().practice, '/assistant/flows/report')
  await view('Lista').click()
  await expect(outline.getByRole('button', { name: /¿Qué ocurre\?/ }).first()).toBeVisible()
  const count = await outline.getByRole('listitem').count()
  await outline.getByRole('button', { name: /Pregunta: una foto/ }).click()
  await pane.getByRole('button', { name: 'Añadir un paso después' }).click()
  await page.getByRole('menuitem', { name: /^Dice/ }).click()
  await message.fill('Gracias, la recibo enseguida.')
  await expect(outline.getByRole('button', { name: /Gracias, la recibo enseguida/ }).first()).toBeVisible()
  await pane.getByRole('button', { name: 'Duplicar el paso' }).click()
  await expect(pane.getByText('new_say_2')).toBeVisible()
  await pane.getByRole('button', { name: 'Quitar el paso' }).click()
  await view('Gráfico').click()
  await expect(graph.getByRole('button', { name: /Gracias, la recibo enseguida/ })).toHaveCount(1)
  for (const undo = page.getByRole('button', { name: 'Deshacer' }); await undo.isEnabled(); ) await undo.click()
  await view('Lista').click()
  await expect(outline.getByRole('listitem')).toHaveCount(count)
})

test('one conversation and the whole assistant are switched off and on again', async ({ page }) => {
  const town = theTown()
  const { dialog } = assistantOf(page)
  await enter(page, town, town.practice, '/assistant')
  const one = page.getByRole('switch', { name: 'Avisos en la calle: encendida' })
  await one.click()
  await expect(page.getByText('«Avisos en la calle» está apagada')).toBeVisible()
  await page.getByRole('button', { name: /^Deshacer/ }).click()
  await expect(one).toBeChecked()

  await page.getByRole('button', { name: 'Callar al asistente' }).click()
  await dialog('¿Callar al asistente?').getByRole('button', { name: 'Callar al asistente' }).click()
  await expect(page.getByText('El asistente está callado')).toBeVisible()
  const who = citizen('Baltasar Rueda')
  await town.says(who, 'hola')
  await expect.poll(async () => (await town.conversationOf(who)).state).toBe('open')
  expect(await town.sentinel(who)).toEqual([])
  await page.getByRole('button', { name: 'Que vuelva a contestar' }).click()
  await dialog('¿Que vuelva a contestar?').getByRole('button', { name: 'Que vuelva a contestar' }).click()
  await expect(page.getByText('El asistente está contestando')).toBeVisible()
})

test('two officers on one conversation: the second is told, and nothing is lost', async ({ page, colleague }) => {
  const town = theTown()
  const path = '/assistant/flows/report'
  const ana = await town.account('Ana Belmonte', 'officer')
  const [mine, hers] = [assistantOf(page), assistantOf(colleague)]
  await enter(page, town, town.practice, path)
  await enter(colleague, town, ana, path)
  for (const { graph } of [mine, hers]) await graph.getByRole('button', { name: /¿Dónde es\?/ }).click()

  // Both write in the same moment: the second to be saved is refused.
  await Promise.all([mine.message.fill('Lo mío'), hers.message.fill('Lo suyo')])
  const told = (one: typeof page) => one.getByText(/cambiado esta conversación mientras usted escribía/)
  await expect.poll(async () => (await told(page).count()) + (await told(colleague).count())).toBe(1)
  const loser = (await told(page).count()) === 1 ? page : colleague
  await expect(assistantOf(loser).message).toHaveValue(/^Lo (mío|suyo)$/)
  const kept = await assistantOf(loser).message.inputValue()
  await loser.getByRole('button', { name: 'Guardar lo mío encima' }).click()
  await expect(told(loser)).toHaveCount(0)
  const winner = loser === page ? colleague : page
  await expect(assistantOf(winner).message).toHaveValue(kept)
})

test('whoever may only look sees everything and changes nothing', async ({ page }) => {
  const town = theTown()
  const luis = await town.account('Luis Arranz', 'operator')
  const { graph, message, publish } = assistantOf(page)
  await enter(page, town, luis, '/assistant')
  await expect(page.getByRole('button', { name: 'Callar al asistente' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Puerta de entrada' }).click()
  await graph.getByRole('button', { name: /^Menú/ }).click()
  await expect(message).not.toBeEditable()
  await expect(publish).toHaveCount(0)
})
