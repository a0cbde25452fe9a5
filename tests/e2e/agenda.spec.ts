import type { AppointmentService, Booking } from '../../contract/appointments.ts'
import { enter, expect, test } from './support/console.ts'
import { nextSlot } from './support/matters.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

async function serviceNamed(name: string) {
  const services = await theTown().answer<AppointmentService[]>('GET', '/api/appointments/services')
  const found = services.find((service) => service.name === name)
  if (!found) throw new Error(`${name} is not in the agenda`)
  return found
}

const timeOf = (at: number) =>
  new Intl.DateTimeFormat('es', { hour: 'numeric', minute: '2-digit', timeZone: 'Europe/Madrid' }).format(at)

test('an operator books a free slot, changes it, finds it by its code and cancels it', async ({ page }) => {
  const town = theTown()
  const { id, name } = await serviceNamed('Padrón y certificados')
  const { day, start } = await nextSlot(town.answer, id)
  await enter(page, town, town.practice, `/agenda/day/${day}`)
  const table = page.getByRole('region', { name })
  await table.getByRole('button', { name: `Dar cita a las ${timeOf(start)} para ${name}` }).click()
  const form = page.getByRole('dialog', { name: 'Dar cita' })
  await form.getByRole('button', { name: 'Dar cita' }).click()
  await expect(form.getByText('Escriba el nombre')).toBeVisible()
  await form.getByRole('textbox', { name: 'Quién viene' }).fill('Nuria Sanz')
  await form.getByRole('button', { name: 'Dar cita' }).click()
  const row = table.getByRole('row').filter({ hasText: 'Nuria Sanz' })
  await expect(row).toContainText(timeOf(start))
  await expect(table.getByRole('button', { name: `Dar cita a las ${timeOf(start)} para ${name}` })).toHaveCount(0)
  const code = (await row.getByText(/^C-/).textContent()) ?? ''

  await row.getByRole('button', { name: 'Cambiar la hora' }).click()
  const change = page.getByRole('dialog', { name: 'Cambiar la cita de Nuria Sanz' })
  await expect(change).toContainText(code)
  await change.getByRole('combobox', { name: 'Hora' }).click()
  const later = timeOf(start + 15 * 60_000)
  await page.getByRole('option', { name: later, exact: true }).click()
  await change.getByRole('button', { name: 'Cambiar la hora' }).click()
  await expect(row).toContainText(later)

  await page.getByRole('button', { name: 'Hoy' }).click()
  const find = page.getByRole('textbox', { name: 'Buscar por código' })
  await find.fill('C-22222')
  await find.press('Enter')
  await expect(page.getByText('No hay ninguna cita con ese código')).toBeVisible()
  await find.fill(code.toLowerCase().replace('-', ' '))
  await find.press('Enter')
  await expect(row).toBeVisible()

  await row.getByRole('button', { name: 'Anular' }).click()
  const cancel = page.getByRole('dialog', { name: '¿Anular la cita de Nuria Sanz?' })
  await cancel.getByRole('button', { name: 'Anular la cita' }).click()
  await expect(row).toHaveCount(0)
})

test('a slot that a colleague takes meanwhile is refused with a reason, and the agenda shows who has it', async ({
  page,
}) => {
  const town = theTown()
  const service = await serviceNamed('Padrón y certificados')
  const { day, start } = await nextSlot(town.answer, service.id)
  await enter(page, town, town.practice, `/agenda/day/${day}`)
  await page.getByRole('button', { name: `Dar cita a las ${timeOf(start)} para ${service.name}` }).click()
  const form = page.getByRole('dialog', { name: 'Dar cita' })
  await form.getByRole('textbox', { name: 'Quién viene' }).fill('Llega tarde')
  await expect(form.getByRole('combobox', { name: 'Hora' })).toContainText(timeOf(start))
  await town.answer('POST', '/api/appointments', { serviceId: service.id, start, name: 'Llega antes' })
  await expect(page.locator('strong', { hasText: 'Llega antes' })).toBeAttached()
  await form.getByRole('button', { name: 'Dar cita' }).click()
  await expect(form.getByText(/Elija una hora|Alguien ha tomado ese hueco/)).toBeVisible()
})

test('a week is seen at a glance and leads to its days, and a day is printed as a list', async ({ page }) => {
  const town = theTown()
  const service = await serviceNamed('Urbanismo y licencias')
  const { day, start } = await nextSlot(town.answer, service.id)
  const note = 'Trae los planos'
  const booking = await town.answer<Booking>('POST', '/api/appointments', {
    serviceId: service.id,
    start,
    name: 'Abel Soto',
    note,
  })
  await enter(page, town, town.practice, `/agenda/week/${day}`)
  const ofDay = page
    .getByRole('listitem')
    .filter({ has: page.getByRole('heading') })
    .filter({ hasText: 'Abel Soto' })
  await expect(ofDay).toContainText(/cita/)
  await ofDay.getByRole('link').click()
  await expect(page).toHaveURL(new RegExp(`agenda/day/${day}$`))
  await expect(page.getByRole('region', { name: service.name })).toContainText('Abel Soto')

  await page.emulateMedia({ media: 'print' })
  const paper = page.locator('[data-printed-day]')
  await expect(paper.getByRole('row').filter({ hasText: booking.code })).toContainText(note)
  await expect(page.getByRole('navigation', { name: 'Secciones' })).toBeHidden()
  await page.emulateMedia({ media: null })
  await expect(paper).toBeHidden()
})

test('services are set up by those who keep the settings', async ({ page, colleague }) => {
  const town = theTown()
  await enter(page, town, town.practice, '/agenda/services')
  await page.getByRole('button', { name: 'Nuevo servicio' }).click()
  const form = page.getByRole('dialog', { name: 'Nuevo servicio' })
  await form.getByRole('spinbutton', { name: 'Minutos por cita' }).fill('3')
  await form.getByRole('button', { name: 'Guardar servicio' }).click()
  await expect(form.getByText('Escriba el nombre')).toBeVisible()
  await expect(form.getByText('Entre 5 y 240')).toBeVisible()
  await form.getByRole('spinbutton', { name: 'Minutos por cita' }).fill('10')
  await form.getByRole('textbox', { name: 'Nombre' }).fill('Servicios sociales')
  await form.getByRole('button', { name: 'Guardar servicio' }).click()
  await expect(form.getByText('Ya hay un servicio con ese nombre')).toBeVisible()
  await form.getByRole('textbox', { name: 'Nombre' }).fill('Biblioteca')
  await form.getByRole('button', { name: 'Guardar servicio' }).click()
  await expect(page.getByRole('heading', { name: 'Biblioteca' })).toBeVisible()

  await enter(colleague, town, await town.account('Eva Rios', 'operator'), '/agenda/services')
  await expect(colleague.getByRole('heading', { name: 'Biblioteca' })).toBeVisible()
  await expect(colleague.getByRole('button', { name: 'Nuevo servicio' })).toHaveCount(0)
})
