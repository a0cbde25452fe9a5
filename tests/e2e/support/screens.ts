import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect as hurried, inboxOf } from './console.ts'

const photo = join(import.meta.dirname, '../../../resources/practice/media/lamp.jpg')

/** Pictures are taken on busy machines, and outside a spec. */
const expect = hurried.configure({ timeout: 30_000 })

/** A list as somebody copies it from a spreadsheet, with rows that cannot be taken. */
const pastedList = [
  'Nombre\tMóvil\tBarrio',
  'Eulalia Montero\t700 31 00 02\tCentro',
  'Casimiro Robles\t912345678\tCentro',
  'Benita Aguado\t700310003\tLa Peña',
  'Benita A.\t+34 700310003\t',
  'Sin teléfono\t\t',
].join('\n')

/** A screen by name, and how a person who is signed in gets there from anywhere. */
export type Screen = { readonly name: string; readonly show: (page: Page) => Promise<void> }

/** In a narrow window the pane beside a flow, which stays as it was left, stands where its views are chosen. */
async function withoutPane(page: Page): Promise<void> {
  const close = page.getByRole('button', { name: 'Cerrar el panel' })
  if (await close.isVisible()) await close.click()
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
      // A key does what its button does, from when the button is there.
      await expect(page.getByRole('group', { name: 'Acciones' }).getByRole('button').first()).toBeVisible()
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
    place('citizens', '/citizens', (page) => expect(page.getByRole('list', { name: 'Personas' })).toBeVisible()),
    place('citizens-card', '/citizens', async (page) => {
      await page.getByRole('list', { name: 'Personas' }).getByRole('link').first().click()
      await expect(page.getByRole('article', { name: /^Ficha de / })).toBeVisible()
    }),
    place('citizens-edit', '/citizens', async (page) => {
      await page.getByRole('list', { name: 'Personas' }).getByRole('link').first().click()
      await page.getByRole('button', { name: 'Editar ficha' }).click()
      await opened(page)
    }),
    place('citizens-merge', '/citizens', async (page) => {
      await page.getByRole('list', { name: 'Personas' }).getByRole('link').first().click()
      await page.getByRole('button', { name: 'Unir con otra ficha' }).click()
      await opened(page)
    }),
    place('citizens-import', '/citizens/import'),
    place('citizens-columns', '/citizens/import', async (page) => {
      await page.getByRole('textbox', { name: 'Lista pegada' }).fill(pastedList)
      await page.getByRole('button', { name: 'Usar lo pegado' }).click()
      await expect(page.getByRole('combobox', { name: 'Columna 1' })).toBeVisible()
    }),
    place('citizens-verdicts', '/citizens', async (page) => {
      await page.getByRole('link', { name: 'Importar lista' }).click()
      await page.getByRole('textbox', { name: 'Lista pegada' }).fill(pastedList)
      await page.getByRole('button', { name: 'Usar lo pegado' }).click()
      await page.getByRole('button', { name: 'Comprobar sin guardar' }).click()
      await expect(page.getByRole('button', { name: /^Importar 2 personas|^No hay nada/ })).toBeVisible()
    }),
    place('citizens-proposals', '/citizens/proposals'),
    place('broadcasts', '/broadcasts', (page) =>
      expect(page.getByRole('link', { name: /obras de la plaza/ })).toBeVisible(),
    ),
    place('broadcasts-rules', '/broadcasts', async (page) => {
      await page.getByRole('button', { name: 'Reglas' }).click()
      await opened(page)
    }),
    place('broadcasts-test-phones', '/broadcasts', async (page) => {
      await page.getByRole('button', { name: 'Teléfonos de prueba' }).click()
      await opened(page)
    }),
    place('broadcasts-test', '/broadcasts', async (page) => {
      await page.getByRole('link', { name: /obras de la plaza/ }).click()
      await page.getByRole('button', { name: 'Enviar prueba' }).click()
      await opened(page)
    }),
    place('broadcasts-new', '/broadcasts/new', async (page) => {
      await page.getByRole('combobox', { name: 'Finalidad' }).click()
      await page.getByRole('option', { name: /Cortes/ }).click()
      const text = 'Corte de agua hasta las 11. Más en https://bit.ly/agua'
      await page.getByRole('textbox', { name: 'Redacción 1' }).fill(text)
      await expect(page.getByText(/bit\.ly acorta direcciones/)).toBeVisible()
      await expect(page.getByRole('heading', { name: /persona.* recibe/ })).toBeVisible()
    }),
    place('broadcast', '/broadcasts', async (page) => {
      await page.getByRole('link', { name: /no habrá agua/ }).click()
      await expect(page.getByRole('region', { name: 'Envíos' })).toContainText('Baltasar Ugarte')
    }),
    place('broadcast-waiting', '/broadcasts', async (page) => {
      await page.getByRole('link', { name: /obras de la plaza/ }).click()
      await expect(page.getByRole('button', { name: 'Aprobar' })).toBeVisible()
    }),
    place('reports', '/reports'),
    place('reports-list', '/reports', async (page) => {
      await page.getByRole('button', { name: 'Lista' }).click()
      await expect(page.getByRole('table')).toBeVisible()
      await page.getByRole('button', { name: 'Tablero' }).focus()
    }),
    place('report', '/reports', async (page) => {
      await page.getByRole('button', { name: 'Tablero' }).click()
      await page.getByRole('link', { name: /Contenedor roto/ }).click()
      await expect(page.getByRole('heading', { name: 'Historial' })).toBeVisible()
    }),
    place('report-move', '/reports', async (page) => {
      await page.getByRole('link', { name: /Contenedor roto/ }).click()
      await page.getByRole('button', { name: 'Dar por resuelto' }).click()
      await expect(page.getByText('El vecino recibirá')).toBeVisible()
    }),
    place('report-new', '/reports', async (page) => {
      await page.goto(url(`/reports/new/${conversationId}`))
      await page.getByRole('textbox', { name: 'Qué pasa' }).fill('La farola de Olmo está fundida')
      await expect(page.getByText('Puede ser el mismo')).toBeVisible()
    }),
    place('agenda-day', '/agenda', async (page) => {
      await page.getByRole('button', { name: 'Día siguiente' }).click()
    }),
    place('agenda-week', '/agenda/week'),
    place('agenda-book', '/agenda', async (page) => {
      await page.goto(url(`/agenda/book/${conversationId}`))
      await opened(page)
    }),
    place('agenda-services', '/agenda/services'),
    place('agenda-service', '/agenda/services', async (page) => {
      await page.getByRole('button', { name: 'Nuevo servicio' }).click()
      await opened(page)
    }),
    place('assistant', '/assistant'),
    place('assistant-silence', '/assistant', async (page) => {
      await page.getByRole('button', { name: 'Callar al asistente' }).click()
      await opened(page)
    }),
    place('assistant-graph', '/assistant/flows/report', (page) =>
      expect(page.locator('[data-step="report_where"]')).toBeVisible(),
    ),
    place('assistant-step', '/assistant/flows/front', (page) => page.locator('[data-step="menu"]').click()),
    place('assistant-try', '/assistant/flows/report', async (page) => {
      await page.getByRole('button', { name: 'Probar' }).click()
      const write = page.getByRole('textbox', { name: 'Escribir como vecino' })
      await write.fill('Hola')
      await write.press('Enter')
      await expect(page.getByRole('log').getByText('Espera en otra conversación:')).toBeVisible()
    }),
    place('assistant-outline', '/assistant/flows/report', async (page) => {
      await withoutPane(page)
      await page.getByRole('button', { name: 'Lista' }).click()
    }),
    place('assistant-raw', '/assistant/flows/report', async (page) => {
      await withoutPane(page)
      await page.getByRole('button', { name: 'Texto' }).click()
    }),
    place('assistant-history', '/assistant/flows/report', async (page) => {
      await page.getByRole('button', { name: 'Historial' }).click()
      await opened(page)
    }),
    place('assistant-intents', '/assistant/intents/padron_certificate', async (page) => {
      await page.getByRole('form', { name: 'Probar una frase' }).getByRole('textbox').fill('un papel del padrón')
      await page.getByRole('button', { name: 'Ver qué entiende' }).click()
      await expect(page.getByRole('form', { name: 'Probar una frase' }).getByRole('listitem').first()).toBeVisible()
    }),
    place('assistant-misunderstood', '/assistant/misunderstood'),
    conversation('conversation-teach', async (page) => {
      await page
        .getByRole('button', { name: /^Esto era/ })
        .first()
        .focus()
      await page.keyboard.press('Enter')
      await opened(page)
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
    place('line-poster', '/line', async (page) => {
      await page.getByRole('button', { name: 'Cartel para darse de alta' }).click()
      await expect(page.getByRole('dialog')).toContainText('Biblioteca')
    }),
    place('privacy-ledger', '/privacy/ledger'),
    place('phone-empty', '/phone'),
    place('phone', '/phone', async (page) => {
      await page.getByRole('combobox', { name: 'Vecino o vecina' }).click()
      await page.getByRole('option').first().click()
    }),
    place('privacy-retention', '/privacy/retention', async (page) => {
      await page.getByRole('button', { name: 'Calcular' }).click()
      await expect(page.getByRole('button', { name: 'Calcular otra vez' })).toBeEnabled()
    }),
    place('privacy-notices', '/privacy/notices', (page) =>
      expect(page.getByText('Así lo lee una persona')).toBeVisible(),
    ),
    place('privacy-purpose', '/privacy/notices', async (page) => {
      await page.getByRole('button', { name: 'Nueva finalidad' }).click()
      await opened(page)
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
    place('settings-backups', '/settings/backups'),
    place('settings-security', '/settings/security'),
    place('settings-audit', '/settings/audit'),
    place('settings-account', '/settings/account'),
    place('incidents', '/privacy/incidents'),
    place('incident-new', '/privacy/incidents', async (page) => {
      await page.getByRole('button', { name: 'Apuntar un incidente' }).click()
      await opened(page)
    }),
    place('rights', '/privacy/rights', (page) => expect(page.getByRole('link', { name: /^D-/ })).toHaveCount(2)),
    place('rights-new', '/privacy/rights', async (page) => {
      await page.getByRole('button', { name: 'Apuntar una solicitud' }).click()
      await opened(page)
    }),
    place('rights-request', '/privacy/rights', async (page) => {
      await page.getByRole('link', { name: /^D-.*1$/ }).click()
      await expect(page.getByRole('region', { name: 'Qué se ha hecho' })).toBeVisible()
    }),
    place('retention', '/privacy/retention'),
    place('documents', '/privacy/documents'),
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
