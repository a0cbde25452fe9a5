import { enter, expect, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

const who = { phone: '+34700100321', name: 'Herminia Lozano' }

test('a citizen joins on the practice phone, keeps the number of the town, and leaves; the console shows it all', async ({
  page,
}) => {
  const town = theTown()
  const { code } = await town.answer<{ code: string }>('POST', '/api/posters', { place: 'Biblioteca' })
  const received = () => town.received(who)
  const says = async (text: string, hears: RegExp) => {
    await town.inbound({ from: who.phone, name: who.name, text })
    await expect.poll(async () => (await received()).join('\n')).toMatch(hears)
  }
  await says(`ALTA ${code}`, /14 años o más/)
  await says('sí', /1\. .+\n2\. /)
  await says('1, 2', /escriba ACEPTO/)
  await says('ACEPTO', /Guarde este número/)
  await expect.poll(received).toContainEqual(expect.stringMatching(/\n\+34700000010$/))

  await test.step('the thread of the console has the card, and the yes that gave it', async () => {
    const { id } = await town.conversationOf(who)
    await enter(page, town, town.practice, `/inbox/all/${id}`)
    const thread = page.getByRole('list', { name: 'Mensajes' })
    await expect(thread.getByText('+34700000010')).toBeVisible()
    await expect(thread.getByText('ACEPTO', { exact: true })).toBeVisible()
  })

  await says('no me mandéis más mensajes', /Ya no le enviaremos avisos/)
  await expect(page.getByRole('list', { name: 'Mensajes' }).getByText(/Ya no le enviaremos avisos/)).toBeVisible()

  await test.step('the poster it came from is printed from the line', async () => {
    await page.goto(`${town.url}/#/line`)
    await page.getByRole('button', { name: 'Cartel para darse de alta' }).click()
    const dialog = page.getByRole('dialog', { name: 'Cartel para darse de alta' })
    await expect(dialog).toContainText('Biblioteca')
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      dialog.getByRole('button', { name: new RegExp(`PDF del cartel ${code}`) }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`cartel-${code}.pdf`)
  })
})
