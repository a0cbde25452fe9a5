import type { Page } from '@playwright/test'
import { enter, expect, inboxOf, test } from './support/console.ts'
import type { Account } from './support/people.ts'
import { type Town, townOfFile } from './support/town.ts'

const theTown = townOfFile()

// A refused sign-in is a 401, and the browser writes every one down.
test.use({ expectedComplaints: /status of 401/ })

const pins = { ana: '482915', luis: '730268' }

async function setPin(page: Page, town: Town, { password }: Account, pin: string): Promise<void> {
  const answer = await page.context().request.put(`${town.url}/api/session/pin`, { data: { password, pin } })
  expect(answer.status()).toBe(200)
}

test('one error for every wrong sign-in, and five tries', async ({ page }) => {
  const town = theTown()
  const ana = await town.account('Ana Lago', 'operator')
  const signIn = async (username: string, password: string) => {
    await page.getByRole('textbox', { name: 'Usuario' }).fill(username)
    await page.getByRole('textbox', { name: 'Contraseña' }).fill(password)
    await page.getByRole('button', { name: 'Entrar' }).click()
    // The field is emptied when the answer is there.
    await expect(page.getByRole('textbox', { name: 'Contraseña' })).toHaveValue('')
    return page.getByRole('alert').innerText()
  }
  await page.goto(town.url)
  const unknown = await signIn('nadie', 'una clave cualquiera')
  expect(unknown).toContain('El usuario o la clave no son correctos.')
  for (let tries = 0; tries < 5; tries += 1) expect(await signIn(ana.username, `no es esta ${tries}`)).toBe(unknown)
  expect(await signIn(ana.username, ana.password), 'the right one, too late').toBe(unknown)

  const accounts = await town.answer<{ id: string; lockedAt: number | null }[]>('GET', '/api/operators')
  expect(accounts.find(({ id }) => id === ana.id)?.lockedAt).toBeGreaterThan(0)
  await town.answer('POST', `/api/operators/${ana.id}/unlock`)
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(ana.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Cuenta de Ana Lago' })).toBeVisible()
})

test('a shared desk changes hands with a PIN, and each keeps their own draft', async ({ page }) => {
  const town = theTown()
  const rosa = await town.waiting('Rosa Arnal')
  const marta = await town.account('Marta Gil', 'operator')
  const luis = await town.account('Luis Mora', 'operator')
  const { open, reply } = inboxOf(page)
  const draft = async (text: string) => {
    await reply.fill(text)
    const { id } = await town.conversationOf(rosa)
    const kept = async () => (await page.context().request.get(`${town.url}/api/conversations/${id}/draft`)).json()
    await expect.poll(kept).toMatchObject({ text })
  }
  const handOver = async (account: Account, pin: string) => {
    await page.keyboard.press('Alt+KeyU')
    const dialog = page.getByRole('dialog', { name: 'Cambiar de operador' })
    await dialog.getByRole('combobox', { name: 'Quién sigue' }).click()
    await page.getByRole('option', { name: account.name }).click()
    await dialog.getByLabel('PIN de seis cifras').fill(pin)
    await dialog.getByRole('button', { name: 'Entrar' }).click()
    await expect(page.getByRole('button', { name: `Cuenta de ${account.name}` })).toBeVisible()
  }
  await enter(page, town, luis)
  await setPin(page, town, luis, pins.luis)
  await enter(page, town, marta)
  await setPin(page, town, marta, pins.ana)
  await page.reload()
  await open(rosa)
  await draft('De Marta')

  await handOver(luis, pins.luis)
  await expect(reply).toHaveValue('')
  await draft('De Luis')
  await handOver(marta, pins.ana)
  await expect(reply).toHaveValue('De Marta')
})

test('a locked desk shows nothing, opens with PIN or password, and keeps the draft', async ({ page }) => {
  const town = theTown()
  const teo = await town.waiting('Teo Bermejo')
  const pablo = await town.account('Pablo Sanz', 'operator')
  await enter(page, town, pablo)
  await setPin(page, town, pablo, pins.ana)
  await page.reload()
  const { open, reply, queue } = inboxOf(page)
  const lock = page.getByRole('dialog', { name: 'Sesión bloqueada' })
  await open(teo)
  await reply.fill('Sin acabar')
  const { id } = await town.conversationOf(teo)
  const kept = async () => (await page.context().request.get(`${town.url}/api/conversations/${id}/draft`)).json()
  await expect.poll(kept).toMatchObject({ text: 'Sin acabar' })

  await page.keyboard.press('Alt+KeyL')
  await expect(lock).toBeVisible()
  await expect(queue, 'nothing behind the lock is offered').toHaveCount(0)
  const read = () => page.context().request.get(`${town.url}/api/conversations`)
  await expect.poll(async () => (await read()).status()).toBe(423)

  await lock.getByLabel('PIN de seis cifras').fill('918273')
  await page.keyboard.press('Enter')
  await expect(lock).toContainText('Ese PIN no es correcto.')
  await lock.getByLabel('PIN de seis cifras').fill(pins.ana)
  await page.keyboard.press('Enter')
  await expect(lock).toBeHidden()
  await expect(reply).toHaveValue('Sin acabar')

  await page.keyboard.press('Alt+KeyL')
  await page.reload()
  await lock.getByRole('button', { name: 'Usar la contraseña' }).click()
  await lock.getByLabel('Contraseña', { exact: true }).fill(pablo.password)
  await page.keyboard.press('Enter')
  await expect(reply).toHaveValue('Sin acabar')
})

test('an auditor reads everything and can write nothing', async ({ page }) => {
  const town = theTown()
  const nuria = await town.waiting('Nuria Casals')
  const irene = await town.account('Irene Prat', 'auditor')
  const { open, composer, action, thread } = inboxOf(page)
  await enter(page, town, irene)
  await open(nuria)
  await expect(thread.getByText('Su cuenta solo puede leer.')).toBeVisible()
  await expect(composer).toHaveCount(0)
  await expect(action('Asumir')).toHaveCount(0)
  await page.keyboard.press('r')
  await page.keyboard.press('a')
  const { id } = await town.conversationOf(nuria)
  const send = { data: { text: 'No debería salir' } }
  const refused = await page.context().request.post(`${town.url}/api/conversations/${id}/messages`, send)
  expect(refused.status()).toBe(403)
  expect((await town.conversationOf(nuria)).assignee).toBeNull()

  await page.goto(`${town.url}/#/settings/audit`)
  await expect(page.getByRole('table')).toContainText('Creó una cuenta')
  await expect(page.getByRole('tab', { name: 'Personas' })).toHaveCount(0)
})

test('the session is a cookie no script can read, and no screen breaks the content policy', async ({
  page,
  complaints,
}) => {
  const town = theTown()
  const olga = await town.waiting('Olga Nieto')
  await town.inbound({ from: olga.phone, media: { sample: 'photo' }, text: 'La foto' })
  await enter(page, town)

  await test.step('the cookie', async () => {
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', domain: '127.0.0.1' })
    expect(await page.evaluate(() => document.cookie)).toBe('')
  })

  await test.step('the policy', async () => {
    const policy = (await page.request.get(town.url)).headers()['content-security-policy'] ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toMatch(/script-src[^;]*unsafe-inline/)
    const injected = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'window.injected = true'
      document.body.append(script)
      return 'injected' in window
    })
    expect(injected).toBe(false)
    await expect.poll(() => complaints.splice(0)).toEqual([expect.stringContaining('Content Security Policy')])
  })

  await test.step('every screen', async () => {
    const { open, thread } = inboxOf(page)
    await open(olga)
    await thread.getByRole('button', { name: /^Ampliar/ }).click()
    for (const key of ['', '?', 'Control+k']) {
      if (key !== '') await page.keyboard.press(key)
      await expect(page.getByRole('dialog')).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0)
    }
    const screens = [
      'line',
      'phone',
      ...['town', 'people', 'replies', 'audit', 'account'].map((tab) => `settings/${tab}`),
    ]
    for (const screen of screens) {
      await page.goto(`${town.url}/#/${screen}`)
      await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toBeVisible()
    }
  })
})
