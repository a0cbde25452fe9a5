import { AxeBuilder } from '@axe-core/playwright'
import { enter, expect, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

test('delicate words warn, the reserved folder closes a conversation, and terms are seen before anything goes', async ({
  page,
  colleague,
}) => {
  const town = theTown()
  const who = await town.waiting('Petra Alcubierre', 'Necesito contarles algo de mi familia en la calle Avellano')
  const { id } = await town.conversationOf(who)
  const operator = await town.account('Olga Ventanilla', 'operator')
  await enter(page, town, operator, `/inbox/all/${id}`)
  const field = page.getByRole('textbox', { name: /respuesta|Escrib/i }).last()
  await field.fill('Buenos días. ¿Me envía una foto de su DNI?')
  const warning = page.getByText('Parece que pide un documento de identidad')
  await expect(warning).toBeVisible()
  await expect(page.getByRole('button', { name: /^Enviar/ })).toBeEnabled()
  await page.getByRole('button', { name: 'Entendido' }).click()
  await expect(warning).toHaveCount(0)
  await field.fill('Buenos días. ¿Me envía una foto de su DNI? Gracias.')
  await expect(page.getByText('Parece que pide')).toHaveCount(0)
  await field.fill('')

  await page.getByRole('button', { name: 'Ficha' }).click()
  await expect(page.getByRole('button', { name: 'Pasar a la carpeta reservada' })).toBeVisible()
  await page.getByRole('button', { name: 'Pasar a la carpeta reservada' }).click()
  const putting = page.getByRole('dialog', { name: '¿Pasar la conversación a la carpeta reservada?' })
  await putting.getByRole('button', { name: 'Pasar a la carpeta reservada' }).click()
  await expect(page.getByText('Esta conversación está en la carpeta reservada')).toBeVisible()
  await expect(page.getByRole('main')).not.toContainText(/Petra|Avellano/)
  await page.getByRole('button', { name: 'Volver a la conversación' }).click()

  const social = await town.account('Sol Servicios', 'social_services')
  await enter(colleague, town, social, `/inbox/all/${id}`)
  await expect(colleague.getByRole('list', { name: 'Mensajes' })).toContainText('calle Avellano')
  await colleague.getByRole('button', { name: 'Ficha' }).click()
  await colleague.getByRole('button', { name: 'Sacar de la carpeta reservada' }).click()
  const leaving = colleague.getByRole('dialog', { name: '¿Por qué sale de la carpeta reservada?' })
  await leaving.getByRole('textbox').fill('No es de servicios sociales')
  await leaving.getByRole('button', { name: 'Sacar de la carpeta reservada' }).click()
  await expect(page.getByRole('list', { name: 'Mensajes' })).toContainText('calle Avellano')

  const officer = await town.account('Eva Delegada', 'dpo')
  await enter(colleague, town, officer, '/privacy/retention')
  await colleague.getByRole('button', { name: 'Calcular' }).click()
  await expect(colleague.getByText('Nada ha terminado su plazo.')).toBeVisible()
  const months = colleague.getByRole('textbox', { name: /^Conversaciones, meses/ })
  await months.fill('99')
  await colleague.getByRole('button', { name: 'Guardar los plazos' }).click()
  await expect(colleague.getByText('Escriba un número entre 1 y 60.')).toBeVisible()
  await months.fill('24')
  await colleague.getByRole('button', { name: 'Guardar los plazos' }).click()
  await expect(colleague.getByText('Plazos guardados')).toBeVisible()
  const { violations } = await new AxeBuilder({ page: colleague })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
    .analyze()
  expect(violations.map(({ id: rule, nodes }) => `${rule}: ${nodes[0]?.html}`)).toEqual([])
})
