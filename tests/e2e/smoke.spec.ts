import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { expect, test } from '@playwright/test'

const require = createRequire(import.meta.url)

test('the packed Chromium renders a page in the font the product ships', async ({ page }) => {
  const font = require.resolve('@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-400-normal.woff2')
  const data = (await readFile(font)).toString('base64')
  await page.setContent(`<!doctype html><html lang="es"><style>
    @font-face { font-family: Atkinson; src: url(data:font/woff2;base64,${data}) format('woff2') }
    h1 { font-family: Atkinson; font-size: 48px }
  </style><h1>Ventanilla única: ñ, á, ü, €</h1></html>`)
  const faces = await page.evaluate(async () => (await document.fonts.load('48px Atkinson')).map((face) => face.status))
  expect(faces).toEqual(['loaded'])
  await expect(page.getByRole('heading')).toHaveText('Ventanilla única: ñ, á, ü, €')
  expect(await page.evaluate(() => navigator.language)).toBe('es-ES')

  const picture = await page.screenshot({ path: test.info().outputPath('page.png') })
  expect(picture.byteLength).toBeGreaterThan(2000)
})
