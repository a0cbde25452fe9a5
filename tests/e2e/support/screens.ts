import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect as hurried, inboxOf } from './console.ts'
import type { Citizen } from './people.ts'
import type { Town } from './town.ts'

const photo = join(import.meta.dirname, '../../../resources/practice/media/lamp.jpg')

/** Pictures are taken on busy machines, and outside a spec. */
const expect = hurried.configure({ timeout: 30_000 })

/** A screen by name, and how a person who is signed in gets there from anywhere. */
export type Screen = { readonly name: string; readonly show: (page: Page) => Promise<void> }

/** A citizen whose conversation has one of everything, waiting for an answer. */
export async function busyConversation(town: Town): Promise<Citizen> {
  const who = await town.waiting(
    'Remedios Valcárcel',
    'Buenas tardes. El contenedor de la calle Olmo está roto desde el lunes.',
  )
  const { id } = await town.conversationOf(who)
  const from = { from: who.phone, name: who.name }
  await town.answer('POST', `/api/conversations/${id}/claim`, {})
  await town.answer('POST', `/api/conversations/${id}/messages`, {
    text: 'Gracias, Remedios. ¿Puede mandarnos una foto?',
  })
  await town.answer('POST', `/api/conversations/${id}/notes`, { text: 'Es el tercer aviso de esa calle este mes.' })
  for (const sample of ['voice', 'pdf']) await town.inbound({ ...from, media: { sample } })
  await town.inbound({ ...from, location: { latitude: 40.4, longitude: -3.7, label: 'Calle Olmo, 4' } })
  await town.inbound({ ...from, media: { sample: 'photo' } })
  await town.inbound({ ...from, text: '¿Cuándo lo cambian? https://www.example.org/avisos' })
  return who
}

/** Every screen of a console in which an administrator is signed in; one conversation, with a photo, is opened. */
export function screensOf(stationUrl: string, conversationId: string): readonly Screen[] {
  const url = (path: string) => `${stationUrl}/#${path}`
  const loaded = async (page: Page) => {
    await expect(page.locator('.MuiSkeleton-root:not(ol *)')).toHaveCount(0)
    await page.evaluate(() => document.fonts.ready)
  }
  const place = (name: string, path: string, then?: (page: Page) => Promise<unknown>): Screen => ({
    name,
    show: async (page) => {
      await closeWhatIsOpen(page)
      await page.goto(url('/elsewhere'))
      await page.goto(url(path))
      await expect(page.getByRole('main').getByRole('heading').first()).toBeAttached()
      await loaded(page)
      await then?.(page)
      await loaded(page)
    },
  })
  const conversation = (name: string, then?: (page: Page) => Promise<unknown>) =>
    place(name, `/inbox/all/${conversationId}`, async (page) => {
      await expect(inboxOf(page).messages.getByRole('listitem').last()).toBeVisible()
      await then?.(page)
    })
  const opened = (page: Page, role: 'dialog' | 'menu' | 'listbox' = 'dialog') =>
    expect(page.getByRole(role).first()).toBeVisible()
  const pressed =
    (key: string, role?: 'dialog' | 'menu' | 'listbox') =>
    async (page: Page): Promise<void> => {
      await page.keyboard.press(key)
      await opened(page, role)
    }

  return [
    place('inbox', '/inbox/all'),
    place('inbox-empty', '/inbox/unfinished'),
    conversation('conversation'),
    conversation('conversation-note', (page) => page.keyboard.press('n')),
    conversation('conversation-snooze', pressed('s', 'menu')),
    conversation('conversation-resolve', pressed('e')),
    conversation('conversation-help', pressed('?')),
    conversation('media-viewer', async (page) => {
      await inboxOf(page)
        .thread.getByRole('button', { name: /^Ampliar/ })
        .click()
      await opened(page)
    }),
    conversation('search', async (page) => {
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Palabras, nombre o teléfono' }).fill('calle')
      await opened(page, 'listbox')
    }),
    conversation('conversation-canned', pressed('/', 'listbox')),
    place('conversation-file', '/inbox/all', async (page) => {
      const { queue, composer } = inboxOf(page)
      await queue.getByRole('link').last().click()
      const file = composer.getByRole('group', { name: /^Archivo adjunto/ })
      if ((await file.count()) === 0) await composer.getByTestId('attach').setInputFiles(photo)
      await expect(file.locator('img')).toBeVisible()
    }),
    place('operator-menu', '/line', async (page) => {
      await page.getByRole('button', { name: /^Cuenta de / }).click()
      await opened(page, 'menu')
    }),
    place('switch-operator', '/line', pressed('Alt+KeyU')),
    place('knowledge', '/assistant/knowledge'),
    place('knowledge-fact', '/assistant/knowledge', async (page) => {
      await page.getByRole('button', { name: 'Certificado o volante de empadronamiento' }).click()
      await expect(page.getByText('Así lo recibe el ciudadano')).toBeVisible()
      await expect(page.getByText(/caracteres de 4096/)).toBeVisible()
    }),
    place('line', '/line'),
    place('phone-empty', '/phone'),
    place('phone', '/phone', async (page) => {
      await page.getByRole('combobox', { name: 'Vecino o vecina' }).click()
      await page.getByRole('option').first().click()
    }),
    place('settings-town', '/settings/town'),
    place('settings-calendar', '/settings/calendar', (page) => expect(page.getByRole('table')).toHaveCount(12)),
    place('settings-calendar-entry', '/settings/calendar', async (page) => {
      await page.getByRole('button', { name: 'Cambiar Horario de verano' }).click()
      await opened(page)
    }),
    place('settings-calendar-feed', '/settings/calendar', async (page) => {
      await page.getByRole('button', { name: 'Importar calendario' }).click()
      await opened(page)
    }),
    place('settings-people', '/settings/people'),
    place('settings-people-new', '/settings/people', async (page) => {
      await page.getByRole('button', { name: 'Nueva cuenta' }).click()
      await opened(page)
    }),
    place('settings-replies', '/settings/replies'),
    place('settings-replies-new', '/settings/replies', async (page) => {
      await page.getByRole('button', { name: 'Nueva respuesta' }).click()
      await opened(page)
    }),
    place('settings-audit', '/settings/audit'),
    place('settings-account', '/settings/account'),
    place('not-here', '/elsewhere'),
  ]
}

/** Resolves when the look has changed as far as it will: for a few frames, nothing is on its way to another place or colour. */
export async function lookSettled(): Promise<void> {
  for (let still = 0; still < 3; ) {
    await new Promise((resolve) => requestAnimationFrame(resolve))
    const passing = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    still = passing.length === 0 ? still + 1 : 0
    await Promise.allSettled(passing.map(({ finished }) => finished))
  }
}

async function closeWhatIsOpen(page: Page): Promise<void> {
  const open = page.getByRole('dialog').or(page.getByRole('menu')).or(page.getByRole('listbox'))
  if ((await open.count()) > 0) await page.keyboard.press('Escape')
  await expect(open).toHaveCount(0)
}

/** The screens before anybody has signed in, on a station that nobody has used. */
export function firstScreensOf(url: string): readonly Screen[] {
  const choice = (name: string, button?: string): Screen => ({
    name,
    show: async (page) => {
      await page.goto('about:blank')
      await page.goto(url)
      await expect(page.getByRole('button', { name: 'Empezar a practicar' })).toBeVisible()
      await page.evaluate(() => document.fonts.ready)
      if (button !== undefined) await page.getByRole('button', { name: button }).click()
    },
  })
  return [
    choice('first-run'),
    choice('first-run-town', 'Preparar mi ayuntamiento'),
    choice('first-run-station', 'Escribir la dirección'),
  ]
}
