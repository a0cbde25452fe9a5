import { type BrowserContext, test as base, expect, type Page } from '@playwright/test'
import type { Account, Citizen, Door } from './people.ts'

export { expect }

type Complaints = {
  /** Complaints of the browser that a spec provokes on purpose. */
  expectedComplaints: RegExp | null
  complaints: string[]
  /** The browser of a colleague, with a session of its own. */
  colleague: Page
}

/**
 * Every spec fails when the browser complains: an exception nobody caught, a breach of the content policy, anything
 * logged as an error.
 */
export const test = base.extend<Complaints>({
  expectedComplaints: [null, { option: true }],
  complaints: [
    async ({ context, expectedComplaints }, use) => {
      const heard: string[] = []
      listen(context, heard)
      await use(heard)
      expect(heard.filter((text) => !expectedComplaints?.test(text))).toEqual([])
    },
    { auto: true },
  ],
  colleague: async ({ browser, complaints }, use) => {
    const context = await browser.newContext()
    listen(context, complaints)
    await use(await context.newPage())
    await context.close()
  },
})

function listen(context: BrowserContext, complaints: string[]): void {
  context.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  context.on('weberror', (error) => complaints.push(String(error.error())))
}

/** Signs in as `account` and waits for the inbox, or for what `path` shows. */
export async function enter(page: Page, town: Door, account: Account = town.practice, path = '/inbox'): Promise<void> {
  const { username, password } = account
  const answer = await page.context().request.post(`${town.url}/api/session`, { data: { username, password } })
  expect(answer.status()).toBe(200)
  await page.goto('about:blank')
  await page.goto(`${town.url}/#${path}`)
  await expect(page.getByRole('navigation', { name: 'Secciones' })).toBeVisible()
}

/** The inbox as a person finds it: by what things are and how they are called. */
export function inboxOf(page: Page) {
  const thread = page.getByRole('region', { name: /^Conversación con / })
  const composer = page.getByRole('region', { name: 'Escribir' })
  return {
    queue: page.getByRole('list', { name: /^Conversaciones: / }),
    row: ({ name }: Citizen) => page.getByRole('list', { name: /^Conversaciones: / }).getByRole('link', { name }),
    view: (name: string) => page.getByRole('navigation', { name: 'Vistas de la bandeja' }).getByRole('link', { name }),
    thread,
    messages: thread.getByRole('list', { name: 'Mensajes' }),
    message: (text: string) =>
      thread.getByRole('list', { name: 'Mensajes' }).getByRole('listitem').filter({ hasText: text }),
    composer,
    reply: composer.getByRole('textbox', { name: /^Respuesta a / }),
    note: composer.getByRole('textbox', { name: 'Nota interna – no se envía' }),
    send: composer.getByRole('button', { name: /^Enviar a / }),
    /** The answer or the note: what is about to be written. */
    mode: (name: RegExp) => composer.getByRole('group', { name: 'Qué va a escribir' }).getByRole('button', { name }),
    undo: page
      .getByRole('region', { name: 'Envíos que aún se pueden deshacer' })
      .getByRole('button', { name: 'Deshacer' }),
    action: (name: string) => thread.getByRole('group', { name: 'Acciones' }).getByRole('button', { name }),
    async open(who: Citizen): Promise<void> {
      await page
        .getByRole('list', { name: /^Conversaciones: / })
        .getByRole('link', { name: who.name })
        .click()
      await expect(page.getByRole('region', { name: `Conversación con ${who.name}` })).toBeVisible()
    },
  }
}
