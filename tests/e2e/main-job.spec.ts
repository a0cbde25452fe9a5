import { expect, inboxOf, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile({ firstRun: true })

test('a citizen writes, the assistant answers, an operator resolves', async ({ page }) => {
  const town = theTown()
  const { row, view, open, reply, send, message, action, queue } = inboxOf(page)
  const empty = page.getByText('Nadie espera respuesta')

  await page.goto(town.url)
  await page.getByRole('button', { name: 'Empezar a practicar' }).click()
  await expect(empty).toBeVisible()

  const rosa = await test.step('the assistant answers by itself', async () => {
    const [first] = await town.answer<{ name: string; phone: string }[]>('GET', '/api/practice/citizens')
    if (first === undefined) throw new Error('Nobody lives in the practice town')
    await town.says(first, 'Hola')
    await expect.poll(() => town.received(first)).toContainEqual(expect.stringContaining('asistente automático'))
    await view('Con el asistente').click()
    await expect(row(first)).toBeVisible()
    await view('Sin responder').click()
    await expect(empty).toBeVisible()
    return first
  })

  await test.step('who asks for a person appears without a reload', async () => {
    await town.says(rosa, 'Quiero hablar con una persona: no funciona la farola de mi calle')
    await expect(row(rosa)).toContainText('Sin asignar')
    await expect(page.getByRole('link', { name: /^Bandeja/ })).toContainText('1')
  })

  const answer = 'Gracias por avisar. Hoy mismo pasa la brigada.'
  await test.step('the operator answers and the word of the message goes to read', async () => {
    await open(rosa)
    await reply.fill(answer)
    await send.click()
    await expect(message(answer)).toContainText('En cola')
    await expect(message(answer)).toContainText('Leído', { timeout: 15_000 })
    expect((await town.received(rosa)).filter((text) => text === answer)).toHaveLength(1)
    await expect(queue).toBeHidden()
  })

  await test.step('resolved, it is gone from the desk and kept', async () => {
    await view('Mías').click()
    await open(rosa)
    await action('Resolver').click()
    await expect(page.getByText('No tiene ninguna conversación')).toBeVisible()
    await view('Resueltas').click()
    await expect(row(rosa)).toContainText('Resuelta')
  })

  await test.step('the phone on screen shows the answer', async () => {
    await page.getByRole('navigation', { name: 'Secciones' }).getByRole('link', { name: 'Teléfono' }).click()
    await page.getByRole('combobox', { name: 'Vecino o vecina' }).fill(rosa.name)
    await page.getByRole('option', { name: rosa.name }).click()
    await expect(page.getByRole('log', { name: 'Conversación en el teléfono' })).toContainText(answer)
  })
})
