import type { Page } from '@playwright/test'

/** The Asistente section as a person finds it. */
export function assistantOf(page: Page) {
  const pane = page.getByRole('complementary', { name: 'Panel' })
  const dialog = (name: string) => page.getByRole('dialog', { name })
  return {
    pane,
    dialog,
    graph: page.getByRole('group', { name: /^Gráfico de la conversación/ }),
    outline: page.getByRole('list', { name: 'Pasos de la conversación' }),
    /** How the conversation stands, at the top. */
    state: page.getByRole('banner').or(page.locator('main header')).getByRole('status'),
    view: (name: string) => page.getByRole('group', { name: 'Cómo se ve' }).getByRole('button', { name }),
    message: pane.getByRole('textbox', { name: 'Mensaje' }),
    tab: (name: string | RegExp) => pane.getByRole('tab', { name }),
    phone: pane.getByRole('textbox', { name: 'Escribir como vecino' }),
    thread: pane.getByRole('log', { name: 'Conversación de prueba' }),
    publish: page.getByRole('button', { name: 'Publicar…' }),
    history: page.getByRole('button', { name: 'Historial' }),
    async publishWith(note: string): Promise<void> {
      await page.getByRole('button', { name: 'Publicar…' }).click()
      const asked = dialog('Publicar esta conversación')
      await asked.getByRole('textbox', { name: 'Nota para el historial' }).fill(note)
      await asked.getByRole('button', { name: 'Publicar', exact: true }).click()
      await asked.waitFor({ state: 'hidden' })
    },
  }
}
