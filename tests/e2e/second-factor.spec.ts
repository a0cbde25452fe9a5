import type { Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import { expect, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const untouched = townOfFile({ firstRun: true })

// A refused sign-in is a 401, and a session that owes something a 403; the browser writes every one down.
test.use({ expectedComplaints: /status of 40[13]/ })

const rosa = { username: 'rosa', name: 'Rosa Prieto', password: 'tres trenes verdes' }
const villaclara = {
  name: 'Villaclara de la Sierra',
  language: 'es',
  timeZone: 'Europe/Madrid',
  phone: '',
  address: '',
  website: '',
  openingHours: [],
  privacyNotice: 'Sus datos se usan para responderle y para nada más.',
}

const codeAt = (secret: string, at: number) =>
  new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30 }).generate({ timestamp: at })

/** A code nobody has given yet: the next one, which is taken half a minute early. */
const nextCode = (secret: string) => codeAt(secret, Date.now() + 30_000)

async function signIn(page: Page, password: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Usuario' }).fill(rosa.username)
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(password)
  await page.keyboard.press('Enter')
}

test('a second factor is set up once and asked for at the door from then on', async ({ page, colleague }) => {
  const { url } = untouched()
  const account = page.getByRole('button', { name: `Cuenta de ${rosa.name}` })
  let secret = ''

  await test.step('duties come first, once', async () => {
    const made = await page.context().request.post(`${url}/api/setup/town`, {
      data: { town: villaclara, administrator: rosa },
    })
    expect(made.status()).toBe(200)
    const read = await page.context().request.get(`${url}/api/conversations`)
    expect([read.status(), (await read.json()).code]).toEqual([403, 'SIGN_IN_UNFINISHED'])
    await page.goto(url)
    await expect(page.getByRole('heading', { name: 'Sus obligaciones' })).toBeVisible()
    await page.getByRole('button', { name: 'Las he leído y las cumpliré' }).click()
    await expect(account).toBeVisible()
    await expect(page.getByText(/^Active el segundo factor antes del/)).toBeVisible()
  })

  await test.step('setting it up, with the keyboard', async () => {
    await page.getByRole('link', { name: 'Ir a Mi cuenta' }).click()
    const part = page.getByRole('region', { name: 'Segundo factor' })
    await part.getByRole('button', { name: 'Activar el segundo factor' }).press('Enter')
    await part.getByRole('textbox', { name: 'Su contraseña' }).fill(rosa.password)
    await page.keyboard.press('Enter')
    await expect(part.getByRole('img', { name: 'Código QR del segundo factor' })).toBeVisible()
    secret = (await part.getByTestId('factor-secret').innerText()).replaceAll(' ', '')
    await part.getByRole('textbox', { name: 'Código que muestra el teléfono' }).fill(codeAt(secret, Date.now()))
    await page.keyboard.press('Enter')
    await expect(part.getByRole('list', { name: 'Códigos de recuperación' }).getByRole('listitem')).toHaveCount(10)
    await part.getByRole('checkbox', { name: 'Los he guardado' }).check()
    await part.getByRole('button', { name: 'Terminar' }).click()
    await expect(part.getByText('Le quedan 10 códigos de recuperación.')).toBeVisible()
  })

  await test.step('the code at the door', async () => {
    await colleague.goto(url)
    await signIn(colleague, rosa.password)
    const code = colleague.getByRole('textbox', { name: 'Código' })
    await code.fill('000000')
    await colleague.keyboard.press('Enter')
    await expect(colleague.getByRole('alert')).toContainText('El usuario o la clave no son correctos.')
    await colleague.goto(`${url}/#/settings/audit`)
    await expect(code, 'half a session opens nothing').toBeVisible()
    await code.fill(nextCode(secret))
    await colleague.keyboard.press('Enter')
    await expect(colleague.getByRole('button', { name: `Cuenta de ${rosa.name}` })).toBeVisible()
    await expect(colleague.getByRole('table')).toContainText('Dio el código del segundo factor')
  })
})
