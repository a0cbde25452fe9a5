import { enter, expect, inboxOf, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

test('an answer can be taken back for five seconds, and its text returns', async ({ page }) => {
  const town = theTown()
  const rosa = await town.waiting('Rosa Arnal')
  const { open, reply, send, undo, message } = inboxOf(page)
  await enter(page, town)
  await open(rosa)

  await reply.fill('Venga el jueves')
  await send.click()
  await expect(reply).toHaveValue('')
  await undo.click()
  await expect(reply).toHaveValue('Venga el jueves')
  await expect(reply).toBeFocused()
  await expect(message('Venga el jueves')).toContainText('Cancelado')
  expect(await town.sentinel(rosa)).not.toContain('Venga el jueves')
})

test('a note never becomes an answer', async ({ page }) => {
  const town = theTown()
  const nuria = await town.waiting('Nuria Casals')
  const { open, reply, note, mode, send, message, composer } = inboxOf(page)
  const paper = () => composer.evaluate((element) => getComputedStyle(element).backgroundColor)
  await enter(page, town)
  await open(nuria)
  await reply.fill('Estimada señora:')
  const paperOfAnswer = await paper()

  await test.step('the note is written apart, on other paper, with another button', async () => {
    await mode(/^Nota interna/).click()
    await expect(note).toHaveValue('')
    await expect(reply).toHaveCount(0)
    await expect(send).toHaveCount(0)
    expect(await paper()).not.toBe(paperOfAnswer)
  })

  await test.step('a note that is begun is still a note after a reload', async () => {
    await note.fill('Ojo: ya reclamó en marzo')
    const { id } = await town.conversationOf(nuria)
    await expect
      .poll(() => town.answer('GET', `/api/conversations/${id}/draft`))
      .toMatchObject({ text: 'Ojo: ya reclamó en marzo', note: true })
    await page.reload()
    await expect(note).toHaveValue('Ojo: ya reclamó en marzo')
    await expect(send).toHaveCount(0)
  })

  await test.step('kept, it is in the conversation and on nobody’s phone', async () => {
    await composer.getByRole('button', { name: 'Guardar nota' }).click()
    await expect(message('Ojo: ya reclamó en marzo')).toContainText('Nota interna – no se envía')
    expect((await town.sentinel(nuria)).join()).not.toContain('reclamó')
  })
})

test('an answer to what is no longer the last word is held back', async ({ page }) => {
  const town = theTown()
  const teo = await town.waiting('Teo Bermejo', '¿A qué hora abre la piscina?')
  const { open, reply, send, message, thread } = inboxOf(page)
  await enter(page, town)
  await open(teo)
  await reply.fill('A las diez')
  await town.says(teo, 'Perdón, quería decir la biblioteca')
  await expect(message('quería decir la biblioteca')).toBeVisible()

  await send.click()
  const warning = thread.getByRole('alert')
  await expect(warning).toContainText('Teo Bermejo ha escrito mientras usted redactaba. No se ha enviado nada.')
  await expect(warning).toContainText('quería decir la biblioteca')
  await expect(reply).toHaveValue('A las diez')
  expect(await town.received(teo)).not.toContain('A las diez')

  await warning.getByRole('button', { name: 'Revisar' }).click()
  await expect(reply).toBeFocused()
  await reply.fill('A las nueve')
  await send.click()
  await expect(message('A las nueve')).toContainText('En cola')
})

test('a canned reply is filled in, and leaves only when it is complete', async ({ page }) => {
  const town = theTown()
  const ines = await town.waiting('Inés Dalmau')
  const { name } = await town.answer<{ name: string }>('GET', '/api/settings/town')
  await town.answer('PUT', '/api/settings/canned-replies', {
    shortcut: 'turno',
    title: 'Turno',
    text: 'Hola, {{nombre}}: {{operador}}, de {{ayuntamiento}}. Venga en {{plazo}}.',
  })
  const { open, reply, send, composer } = inboxOf(page)
  await enter(page, town)
  await open(ines)
  await reply.pressSequentially('/turn')
  await expect(composer.getByRole('option', { name: '/turno Turno' })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(reply).toHaveValue(`Hola, Inés: Práctica, de ${name}. Venga en {{plazo}}.`)

  await expect(send).toBeDisabled()
  await expect(composer).toContainText('Falta rellenar {{plazo}}')
  await reply.fill('Hola, Inés. Venga en una semana.')
  await expect(send).toBeEnabled()
})

test('a draft survives a reload, and each conversation keeps its own', async ({ page }) => {
  const town = theTown()
  const leo = await town.waiting('Leo Esparza')
  const sara = await town.waiting('Sara Falcó')
  const { open, reply } = inboxOf(page)
  await enter(page, town)
  await open(leo)
  await reply.fill('Para Leo')
  await open(sara)
  await expect(reply).toHaveValue('')
  await reply.fill('Para Sara')
  const { id } = await town.conversationOf(sara)
  await expect.poll(() => town.answer('GET', `/api/conversations/${id}/draft`)).toMatchObject({ text: 'Para Sara' })

  await page.reload()
  await expect(reply).toHaveValue('Para Sara')
  await open(leo)
  await expect(reply).toHaveValue('Para Leo')
})

test('what a citizen writes is text and nothing else', async ({ page }) => {
  const town = theTown()
  const markup = '<img src=x onerror="window.robbed=1"><script>window.robbed=1</script><b>urgente</b>'
  const eve = await town.waiting('<i>Eva</i> Gil', markup)
  const { row, open, message, thread } = inboxOf(page)
  await enter(page, town)
  await expect(row(eve)).toContainText(markup)
  await open(eve)
  await expect(message(markup)).toBeVisible()
  await expect(thread.getByRole('heading', { name: eve.name })).toBeVisible()
  await expect(page.locator('b, i, img[src="x"]')).toHaveCount(0)
  expect(await page.evaluate(() => 'robbed' in window)).toBe(false)
})

test('two operators want the same conversation: one gets it, the other is told who has it', async ({
  page,
  colleague,
}) => {
  const town = theTown()
  const hugo = await town.waiting('Hugo Ibarra')
  const ana = await town.account('Ana Lago', 'operator')
  const luis = await town.account('Luis Mora', 'operator')
  await enter(page, town, ana)
  await enter(colleague, town, luis)
  const pages = [page, colleague] as const
  for (const desk of pages) await inboxOf(desk).open(hugo)

  const claims = await Promise.all(pages.map((desk) => inboxOf(desk).action('Asumir').elementHandle()))
  await Promise.all(claims.map((claim) => claim?.evaluate((button) => (button as HTMLElement).click())))
  const holderId = async () => (await town.conversationOf(hugo)).assignee?.id ?? 'nobody'
  await expect.poll(holderId).not.toBe('nobody')
  const won = (await holderId()) === ana.id
  const [winner, loser] = won ? pages : ([colleague, page] as const)
  const [holder, other] = won ? [ana, luis] : [luis, ana]
  await expect(inboxOf(winner).thread.getByText('La tengo yo')).toBeVisible()
  const told = inboxOf(loser)
  await expect(told.composer).toContainText(`La tiene ${holder.name}`)
  await expect(told.reply).toHaveCount(0)

  await test.step('the other sees the holder write', async () => {
    await inboxOf(winner).reply.pressSequentially('Buenas')
    await expect(told.thread.getByText(`${holder.name} está escribiendo`)).toBeVisible()
  })

  await test.step('and can take over', async () => {
    await told.composer.getByRole('button', { name: 'Tomar el relevo' }).click()
    await expect(told.thread.getByText('La tengo yo')).toBeVisible()
    await expect(inboxOf(winner).composer).toContainText(`La tiene ${other.name}`)
  })
})

test('closing over a citizen’s last word needs a reason', async ({ page }) => {
  const town = theTown()
  const olga = await town.waiting('Olga Nieto', '¿Y el recibo de la basura?')
  const { open, action, row, view } = inboxOf(page)
  await enter(page, town)
  await open(olga)
  await action('Resolver').click()
  const why = page.getByRole('dialog', { name: `La última palabra es de ${olga.name}` })
  await why.getByRole('button', { name: 'Resolver sin responder' }).click()
  await expect(why).toContainText('Escriba al menos tres letras.')
  expect((await town.conversationOf(olga)).state).toBe('open')

  await why.getByRole('button', { name: 'Atendida por teléfono o en persona' }).click()
  await why.getByRole('button', { name: 'Resolver sin responder' }).click()
  await view('Resueltas').click()
  await expect(row(olga)).toContainText('Resuelta')
})
