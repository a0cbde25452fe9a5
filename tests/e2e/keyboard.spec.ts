import type { Page } from '@playwright/test'
import { enter, expect, inboxOf, test } from './support/console.ts'
import { townOfFile } from './support/town.ts'

const theTown = townOfFile()

/** The focus stands on something, and where it stands for working there is a ring around it. */
async function expectFocusInSight(page: Page, step: string): Promise<void> {
  const lost = () =>
    page.evaluate(() => {
      const at = document.activeElement
      if (!(at instanceof HTMLElement) || at === document.body) return 'nothing has the focus'
      const { top, bottom, left, right } = at.getBoundingClientRect()
      if (bottom <= 0 || right <= 0 || top >= innerHeight || left >= innerWidth) return 'the focus is out of sight'
      // A heading, or a dialog as a whole, takes the focus only so that reading goes on from there.
      if (at.tabIndex < 0 && !at.matches('a, button, input, textarea, [role]:not([role="dialog"])')) return ''
      const frame = at.parentElement?.querySelector(':scope > fieldset')
      const ringed = [at, at.parentElement, at.parentElement?.parentElement, frame].some((element) => {
        const style = element && getComputedStyle(element)
        if (!style) return false
        const outline = style.outlineStyle === 'none' ? 0 : Number.parseFloat(style.outlineWidth)
        return outline >= 2 || (element === frame && Number.parseFloat(style.borderTopWidth) >= 2)
      })
      return ringed ? '' : `no ring around ${at.outerHTML.slice(0, 160)}`
    })
  await expect.poll(lost, { message: step }).toBe('')
}

test('the whole job with the keyboard alone', async ({ page }) => {
  const town = theTown()
  const rosa = await town.waiting('Rosa Arnal', 'Hay un bache delante del colegio')
  const teo = await town.waiting('Teo Bermejo', '¿Cuándo abre la piscina?')
  const { row, reply, note, message, thread, composer, queue } = inboxOf(page)
  const press = async (key: string, step: string) => {
    await page.keyboard.press(key)
    await expectFocusInSight(page, `${key}: ${step}`)
  }
  const dialog = (name: string) => page.getByRole('dialog', { name })
  await enter(page, town)
  await expect(queue.getByRole('link')).toHaveCount(2)

  await test.step('J and K move, Enter opens', async () => {
    await press('j', 'first row')
    const first = queue.getByRole('link').first()
    await expect(first).toBeFocused()
    await press('j', 'second row')
    await expect(queue.getByRole('link').nth(1)).toBeFocused()
    await press('k', 'back')
    await expect(first).toBeFocused()
    const wanted = await first.getByText(rosa.name).count()
    if (wanted === 0) await press('j', 'the row of Rosa')
    await expect(row(rosa)).toBeFocused()
    await press('Enter', 'open')
    await expect(thread).toHaveAccessibleName(`Conversación con ${rosa.name}`)
  })

  await test.step('help, search and canned replies open and close with Escape', async () => {
    await press('?', 'help')
    await expect(dialog('Teclas de la bandeja')).toBeVisible()
    await press('Escape', 'leave the help')
    await expect(dialog('Teclas de la bandeja')).toBeHidden()

    await press('Control+k', 'search')
    await expect(page.getByRole('combobox', { name: 'Palabras, nombre o teléfono' })).toBeFocused()
    await press('Escape', 'leave the search')
    await expect(dialog('Buscar en todo')).toBeHidden()

    await press('/', 'canned replies')
    await expect(composer.getByRole('listbox', { name: 'Respuestas guardadas' })).toBeVisible()
    await expect(reply).toBeFocused()
    await press('ArrowDown', 'second canned reply')
    await press('Escape', 'leave the canned replies')
    await expect(composer.getByRole('listbox')).toBeHidden()
    await press('Escape', 'leave the field')
    await expect(reply).not.toBeFocused()
  })

  await test.step('A claims, N notes, S snoozes', async () => {
    await press('a', 'claim')
    await expect(thread.getByText('La tengo yo')).toBeVisible()

    await press('n', 'note')
    await expect(note).toBeFocused()
    await page.keyboard.type('Avisada la brigada')
    await press('Control+Enter', 'keep the note')
    await expect(message('Avisada la brigada')).toContainText('Nota interna – no se envía')
    await expectFocusInSight(page, 'after the note')
    await press('Escape', 'leave the field')

    await press('s', 'snooze')
    await expect(page.getByRole('menu', { name: '¿Cuándo debe volver?' })).toBeVisible()
    await press('ArrowDown', 'second moment')
    await press('Escape', 'leave the menu')
    await expect(page.getByRole('menu')).toBeHidden()
  })

  await test.step('R answers, Ctrl+Enter sends, Ctrl+Z takes back', async () => {
    await press('r', 'reply')
    await expect(reply).toBeFocused()
    await page.keyboard.type('Mañana se arregla')
    await press('Control+Enter', 'send')
    await expect(reply).toHaveValue('')
    await press('Control+z', 'take back')
    await expect(reply).toHaveValue('Mañana se arregla')
    await page.keyboard.type(' sin falta')
    await press('Control+Enter', 'send again')
    await expect(message('Mañana se arregla sin falta')).toContainText('En cola')
    await press('Escape', 'leave the field')
  })

  await test.step('E resolves, and J goes on with the next', async () => {
    await press('e', 'resolve')
    await expect(thread.getByRole('button', { name: 'Reabrir' })).toBeVisible()
    await expectFocusInSight(page, 'after resolving')
    await press('j', 'next conversation')
    await expect(row(teo)).toBeFocused()
    await press('Enter', 'open it')
    await expect(thread).toHaveAccessibleName(`Conversación con ${teo.name}`)

    await press('e', 'resolve while the citizen waits')
    const why = dialog(`La última palabra es de ${teo.name}`)
    await expect(why.getByRole('textbox', { name: 'Motivo' })).toBeFocused()
    await page.keyboard.type('Ya llamó por teléfono')
    await page.keyboard.press('Enter')
    await expect(why).toBeHidden()
    await expect(thread.getByRole('button', { name: 'Reabrir' })).toBeVisible()
    await expectFocusInSight(page, 'after the reason')
    await expect.poll(() => town.conversations('unanswered')).toEqual([])
  })

  expect((await town.received(rosa)).join()).not.toContain('Avisada la brigada')
})
