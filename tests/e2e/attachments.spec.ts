import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { enter, expect, inboxOf, test } from './support/console.ts'
import type { Citizen } from './support/people.ts'
import { type Town, townOfFile } from './support/town.ts'

const theTown = townOfFile()
const sample = (name: string) => join(import.meta.dirname, '../../resources/practice/media', name)

type Received = { readonly id: string; readonly text: string; readonly file: { readonly fileName: string } | null }

const received = ({ phone }: Citizen, town: Town) =>
  town.answer<Received[]>('GET', `/api/practice/received?phone=${encodeURIComponent(phone)}`)
const filesOf = async (who: Citizen, town: Town) =>
  (await received(who, town)).flatMap(({ text, file }) => (file ? [`${file.fileName}: ${text}`] : []))

const attachOf = (page: Page) => {
  const { composer } = inboxOf(page)
  return {
    choose: (...files: string[]) => composer.getByTestId('attach').setInputFiles(files),
    button: composer.getByRole('button', { name: 'Adjuntar archivo' }),
    preview: (name: string) => composer.getByRole('group', { name: `Archivo adjunto: ${name}` }),
    remove: (name: string) => composer.getByRole('button', { name: `Quitar ${name}` }),
  }
}

/** Drops or pastes as a browser would tell it. */
const bring = (page: Page, how: 'drop' | 'paste', file: { name: string; type: string; bytes: Buffer }) =>
  page.evaluate(
    ([way, name, type, base64]) => {
      const data = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      data.items.add(new File([bytes], name, { type }))
      const target = document.activeElement ?? document.body
      const common = { bubbles: true, cancelable: true }
      if (way === 'paste') target.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: data }))
      else
        for (const name of ['dragover', 'drop'])
          document.body.dispatchEvent(new DragEvent(name, { ...common, dataTransfer: data }))
    },
    [how, file.name, file.type, file.bytes.toString('base64')] as const,
  )

test('a photo with its caption: shown before it goes, undone, sent, and on the phone', async ({ page }) => {
  const town = theTown()
  const rosa = await town.waiting('Rosa Arnal')
  const { open, reply, send, undo, thread } = inboxOf(page)
  const { choose, preview } = attachOf(page)
  await enter(page, town)
  await open(rosa)
  await choose(sample('pothole.jpg'))
  await expect(preview('pothole.jpg')).toContainText('sin datos de lugar ni de cámara')
  await expect(preview('pothole.jpg').locator('img')).toBeVisible()
  await reply.fill('¿Es este bache?')

  await test.step('taken back within five seconds, text and photo return', async () => {
    await send.click()
    await expect(preview('pothole.jpg')).toHaveCount(0)
    await undo.click()
    await expect(reply).toHaveValue('¿Es este bache?')
    await expect(preview('pothole.jpg')).toBeVisible()
    expect(await filesOf(rosa, town)).toEqual([])
  })

  await test.step('sent, it is in the thread as any photo and on the phone', async () => {
    await send.click()
    await expect(thread.getByRole('button', { name: /^Ampliar: Foto enviada por/ }).last()).toBeVisible()
    await expect.poll(() => filesOf(rosa, town), { timeout: 20_000 }).toEqual(['pothole.jpg: ¿Es este bache?'])
  })
})

test('the phone on the screen shows what the town hall sent', async ({ page }) => {
  const town = theTown()
  const [who] = await town.answer<Citizen[]>('GET', '/api/practice/citizens')
  if (!who) throw new Error('nobody lives here')
  await town.inbound({ from: who.phone, name: who.name, text: 'Quiero hablar con una persona' })
  const { open, reply, send } = inboxOf(page)
  const { choose, preview } = attachOf(page)
  await enter(page, town)
  await open(who)
  for (const [file, words] of [
    ['lamp.jpg', 'La farola'],
    ['volante.pdf', 'Su volante'],
  ] as const) {
    await choose(sample(file))
    await expect(preview(file)).toBeVisible()
    await reply.fill(words)
    await send.click()
    await expect(preview(file)).toHaveCount(0)
  }
  await expect.poll(() => filesOf(who, town), { timeout: 20_000 }).toHaveLength(2)

  await page.goto(`${town.url}/#/phone`)
  await page.getByRole('combobox', { name: 'Vecino o vecina' }).fill(who.name)
  await page.getByRole('option', { name: who.name }).click()
  const phone = page.getByRole('log', { name: 'Conversación en el teléfono' })
  await expect(phone.getByRole('img', { name: 'Archivo lamp.jpg' })).toBeVisible()
  await expect(phone).toContainText('Su volante')
  await phone.getByRole('button', { name: 'Descargar en el teléfono' }).click()
  const saved = page.waitForEvent('download')
  await phone.getByRole('link', { name: 'Guardar' }).click()
  expect((await saved).suggestedFilename()).toBe('volante.pdf')
})

test('a document by keyboard alone, without a word', async ({ page }) => {
  const town = theTown()
  const leo = await town.waiting('Leo Esparza')
  const { open, send } = inboxOf(page)
  const { button, preview } = attachOf(page)
  await enter(page, town)
  await open(leo)
  const chooser = page.waitForEvent('filechooser')
  await button.focus()
  await page.keyboard.press('Enter')
  await (await chooser).setFiles(sample('volante.pdf'))
  await expect(preview('volante.pdf')).toBeVisible()
  await expect(button).toBeDisabled()
  await send.focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => filesOf(leo, town), { timeout: 20_000 }).toEqual(['volante.pdf: '])
})

test('a file is dropped anywhere or pasted, one a message, and can be taken away', async ({ page }) => {
  const town = theTown()
  const sara = await town.waiting('Sara Falcó')
  const { open, reply, composer, send } = inboxOf(page)
  const { choose, preview, remove } = attachOf(page)
  await enter(page, town)
  await open(sara)
  const pdf = { name: 'bando.pdf', type: 'application/pdf', bytes: readFileSync(sample('volante.pdf')) }
  await bring(page, 'drop', pdf)
  await expect(preview('bando.pdf')).toBeVisible()
  await remove('bando.pdf').click()
  await expect(preview('bando.pdf')).toHaveCount(0)
  await expect(reply).toBeFocused()
  await expect(send).toBeDisabled()

  await bring(page, 'paste', { name: 'image.png', type: 'image/png', bytes: readFileSync(sample('lamp.jpg')) })
  await expect(preview('image.jpg')).toBeVisible()
  await remove('image.jpg').click()

  await choose(sample('volante.pdf'))
  await expect(preview('volante.pdf')).toBeVisible()
  await page.getByTestId('attach').evaluate((input: HTMLInputElement) => {
    input.multiple = true
  })
  await remove('volante.pdf').click()
  await choose(sample('bin.jpg'), sample('lamp.jpg'))
  await expect(preview('bin.jpg')).toBeVisible()
  await expect(composer).toContainText('Va un archivo por mensaje: se ha dejado fuera 1.')
  expect(await filesOf(sara, town)).toEqual([])
})

test('what may not leave is said, and nothing is attached', async ({ page }) => {
  const town = theTown()
  const teo = await town.waiting('Teo Bermejo')
  const { open, composer, reply, send } = inboxOf(page)
  const { preview, choose } = attachOf(page)
  await enter(page, town)
  await open(teo)
  const program = Buffer.from(`MZ${'\0'.repeat(600)}`, 'latin1')
  await bring(page, 'drop', { name: 'factura.pdf', type: 'application/pdf', bytes: program })
  await expect(composer.getByRole('alert')).toContainText('Este archivo no se puede enviar')
  await bring(page, 'drop', { name: 'vacío.pdf', type: 'application/pdf', bytes: Buffer.alloc(0) })
  await expect(composer.getByRole('alert')).toContainText('El archivo está vacío')
  await expect(composer.getByRole('group', { name: /^Archivo adjunto/ })).toHaveCount(0)

  await choose(sample('voice.ogg'))
  await expect(preview('voice.ogg')).toBeVisible()
  await reply.fill('Escuche esto')
  await expect(composer).toContainText('Un audio va sin texto')
  await expect(send).toBeDisabled()
  await reply.fill('')
  await expect(send).toBeEnabled()
})

test('an attached file stays with its draft, over a reload and another conversation', async ({ page }) => {
  const town = theTown()
  const nuria = await town.waiting('Nuria Casals')
  const hugo = await town.waiting('Hugo Ibarra')
  const { open, reply, mode } = inboxOf(page)
  const { choose, preview, button } = attachOf(page)
  await enter(page, town)
  await open(nuria)
  await choose(sample('volante.pdf'))
  await expect(preview('volante.pdf')).toBeVisible()
  const { id } = await town.conversationOf(nuria)
  await expect
    .poll(() => town.answer('GET', `/api/conversations/${id}/draft`))
    .toMatchObject({ media: { fileName: 'volante.pdf' } })
  await open(hugo)
  await expect(reply).toBeVisible()
  await expect(preview('volante.pdf')).toHaveCount(0)
  await page.reload()
  await open(nuria)
  await expect(preview('volante.pdf')).toBeVisible()

  await test.step('a note carries no file', async () => {
    await mode(/^Nota interna/).click()
    await expect(button).toHaveCount(0)
    await expect(preview('volante.pdf')).toHaveCount(0)
    await mode(/^Respuesta/).click()
    await expect(preview('volante.pdf')).toBeVisible()
  })
})
