import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import packedChromium from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'
import { macIcon, type Picture, windowsIcon } from './icon-files.ts'

/**
 * `node build/icons.ts` draws every picture of the product from `resources/icons/*.svg` with a real Chromium: the
 * application's icon for each system into `build/`, the pictures that the running shell needs beside the drawings.
 */
const drawings = join(import.meta.dirname, '..', 'resources', 'icons')
const icons = import.meta.dirname

const applicationSizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
const tray: readonly (readonly [drawing: string, points: number])[] = [
  ['tray', 16],
  ['tray-waiting', 16],
  ['tray-template', 18],
  ['tray-waiting-template', 18],
  ['badge', 16],
]

async function draw(browser: Browser, drawing: string, size: number): Promise<Picture> {
  const svg = await readFile(join(drawings, `${drawing}.svg`), 'utf8')
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
  const png = await page.screenshot({ omitBackground: true, type: 'png' })
  await page.close()
  return { size, png }
}

console.log('Drawing the icons …')
const browser = await chromium.launch({
  executablePath: await packedChromium.executablePath(),
  args: ['--no-sandbox', '--headless=shell', '--use-angle=swiftshader', '--disable-gpu'],
})
const pictures: Picture[] = []
for (const size of applicationSizes) pictures.push(await draw(browser, 'icon', size))

await mkdir(join(icons, 'icons'), { recursive: true })
for (const { size, png } of pictures) await writeFile(join(icons, 'icons', `${size}x${size}.png`), png)
await writeFile(join(icons, 'icon.ico'), windowsIcon(pictures.filter(({ size }) => size <= 256)))
await writeFile(join(icons, 'icon.icns'), macIcon(pictures))

const window = pictures.find(({ size }) => size === 256)
if (window) await writeFile(join(drawings, 'icon-256.png'), window.png)
for (const [drawing, points] of tray) {
  await writeFile(join(drawings, `${drawing}.png`), (await draw(browser, drawing, points)).png)
  await writeFile(join(drawings, `${drawing}@2x.png`), (await draw(browser, drawing, points * 2)).png)
}
await browser.close()
console.log('Drawn into build/ and resources/icons/.')
