import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import type { Conversation } from '../../contract/inbox.ts'
import type { PracticeInbound } from '../../contract/practice.ts'
import { unpackedChromium } from '../support/chromium.ts'
import { type StationProcess, startStation } from '../support/station-process.ts'
import { townMatters } from './support/matters.ts'
import { firstScreensOf, lookSettled, type Screen, screensOf } from './support/screens.ts'

/**
 * `npm run screenshots` takes the four pictures of the README into docs/screenshots, and every screen, light and dark, at
 * 100 % and at 200 %, into a folder of its own for people to look at. The practice town has written and been served.
 */
const pictures = join(import.meta.dirname, '../../docs/screenshots')

/** A common small screen, as it is and enlarged to 200 %. */
const sizes = {
  '100': { viewport: { width: 1366, height: 768 }, deviceScaleFactor: 1 },
  '200': { viewport: { width: 683, height: 384 }, deviceScaleFactor: 2 },
} as const satisfies Record<string, BrowserContextOptions>

const colours = ['light', 'dark'] as const

/** Whom the pictures show: she tells the assistant of a hole in the road, and waits for a person before anybody else. */
const shown = { from: '+34700300900', name: 'Rosa Prieto' }
const words: readonly Omit<PracticeInbound, 'from'>[] = [
  { text: 'Hola' },
  { text: '2' },
  { text: 'Hay un bache muy hondo, ayer casi se cae mi madre' },
  { location: { latitude: 40.41, longitude: -3.7, label: 'Avenida de la Constitución, 14' } },
  { text: 'no' },
  { text: 'sí' },
]
const moreWords: typeof words = [
  { media: { sample: 'photo' } },
  { text: 'Aquí tiene la foto. ¿Saben cuándo lo arreglan?' },
]

async function answer<T>(station: StationProcess, method: string, path: string, body?: unknown): Promise<T> {
  const { status, body: found } = await station.call(method, path, body)
  if (status !== 200) throw new Error(`${method} ${path} answered ${status}`)
  return found
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Says one thing after another, each once the assistant has answered the one before. */
async function converse(station: StationProcess): Promise<void> {
  const answers = async () =>
    (await answer<unknown[]>(station, 'GET', `/api/practice/received?phone=${encodeURIComponent(shown.from)}`)).length
  for (const word of words) {
    const before = await answers()
    await answer(station, 'POST', '/api/practice/inbound', { ...shown, ...word })
    while ((await answers()) === before) await rest(100)
    await rest(500)
  }
  for (const word of moreWords) await answer(station, 'POST', '/api/practice/inbound', { ...shown, ...word })
}

/** The town writes as fast as it can until it waits for people, and is quiet from then on. */
async function letTheTownWrite(station: StationProcess): Promise<void> {
  await answer(station, 'PUT', '/api/practice/speed', { speed: 'max' })
  const written = async () => (await answer<{ written: number }>(station, 'GET', '/api/practice')).written
  for (let before = -1, now = await written(); before !== now || now === 0; ) {
    await rest(2_000)
    before = now
    now = await written()
  }
  await answer(station, 'PUT', '/api/practice/speed', { speed: 'manual' })
}

/** The browser of the pictures has letters of Latin alphabets only; whoever writes in others is served first. */
const isDrawable = ({ citizen, lastMessage }: Conversation) =>
  !/\p{Extended_Pictographic}|[^\p{Script=Latin}\p{Script=Common}\p{M}]/u.test(`${citizen.name}${lastMessage?.text}`)

/** A morning's work of two people: what waits, what is held, put off and done. */
async function serve(station: StationProcess): Promise<Conversation> {
  const post = (path: string, body: object = {}) => answer(station, 'POST', `/api/conversations/${path}`, body)
  for (const [username, name] of [
    ['ana.belmonte', 'Ana Belmonte'],
    ['luis.arranz', 'Luis Arranz'],
  ] as const) {
    const password = 'buzón lateral 9 olivos'
    await answer(station, 'POST', '/api/operators', { username, name, role: 'operator', password })
  }
  const { items } = await answer<{ items: Conversation[] }>(
    station,
    'GET',
    '/api/conversations?view=unanswered&limit=200',
  )
  const open = items.find(({ citizen }) => citizen.phone === shown.from)
  if (open === undefined) throw new Error(`${shown.name} does not wait`)
  const others = items
    .filter(({ id }) => id !== open.id)
    .toSorted((one, other) => Number(isDrawable(one)) - Number(isDrawable(other)))
  for (const { id } of others.slice(0, 26)) await post(`${id}/resolve`, { reason: 'Atendida por teléfono' })
  for (const [days, { id }] of others.slice(26, 30).entries()) {
    await post(`${id}/snooze`, { until: Date.now() + (days + 1) * 86_400_000 })
  }
  for (const { id } of others.slice(30, 33)) await post(`${id}/claim`)
  for (const { id } of others.slice(33, 38))
    await post(`${id}/messages`, { text: 'Gracias por avisar. Lo miramos hoy mismo.' })
  await post(`${open.id}/claim`)
  await post(`${open.id}/notes`, { text: 'Tercer aviso de la avenida este mes. Ya lo sabe la brigada.' })
  return open
}

async function consoleOf(browser: Browser, station: StationProcess, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    ...options,
    locale: 'es-ES',
    timezoneId: 'Europe/Madrid',
    reducedMotion: 'reduce',
  })
  const { username, password } = station
  if (username !== '') await context.request.post(`${station.url}/api/session`, { data: { username, password } })
  return context.newPage()
}

async function takeAll(page: Page, screens: readonly Screen[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  for (const { name, show } of screens) {
    await show(page)
    await page.evaluate(lookSettled)
    await page.screenshot({ path: join(folder, `${name}.png`) })
  }
}

async function takeEverything(browser: Browser, stations: Stations, folder: string): Promise<void> {
  for (const colorScheme of colours) {
    for (const [percent, size] of Object.entries(sizes)) {
      const into = join(folder, `${colorScheme}-${percent}`)
      const first = await consoleOf(browser, stations.untouched, { ...size, colorScheme })
      await takeAll(first, firstScreensOf(stations.untouched.url), into)
      await first.context().close()
      const page = await consoleOf(browser, stations.town, { ...size, colorScheme })
      await takeAll(page, screensOf(stations.town.url, stations.conversation.id), into)
      await page.keyboard.press('Alt+KeyL')
      await page.getByRole('dialog', { name: 'Sesión bloqueada' }).waitFor()
      await page.screenshot({ path: join(into, 'locked.png') })
      await page.context().clearCookies()
      await page.goto('about:blank')
      await page.goto(stations.town.url)
      await page.getByRole('button', { name: 'Entrar' }).waitFor()
      await page.screenshot({ path: join(into, 'sign-in.png') })
      await page.context().close()
    }
  }
}

/** The four of the README. */
async function takePictures(browser: Browser, stations: Stations): Promise<void> {
  await mkdir(pictures, { recursive: true })
  const size = { viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1.5 }
  const inbox = `${stations.town.url}/#/inbox/unanswered/${stations.conversation.id}`
  for (const colorScheme of colours) {
    const page = await consoleOf(browser, stations.town, { ...size, colorScheme })
    await page.goto(inbox)
    await page
      .getByRole('textbox', { name: /^Respuesta a / })
      .fill('Gracias por avisar, Rosa. La brigada pasa mañana a primera hora.')
    await page
      .getByRole('region', { name: 'Escribir' })
      .getByRole('button', { name: /^Enviar a / })
      .focus()
    await page.screenshot({ path: join(pictures, `inbox-${colorScheme}.png`) })
    await page.context().close()
  }
  const line = await consoleOf(browser, stations.town, {
    ...size,
    viewport: { width: 1440, height: 1100 },
    colorScheme: 'light',
  })
  await takeAll(
    line,
    screensOf(stations.town.url, stations.conversation.id).filter(({ name }) => name === 'line'),
    pictures,
  )
  const first = await consoleOf(browser, stations.untouched, { ...size, colorScheme: 'light' })
  await takeAll(first, firstScreensOf(stations.untouched.url).slice(0, 1), pictures)
}

type Stations = {
  readonly town: StationProcess
  readonly untouched: StationProcess
  readonly conversation: { readonly id: string }
}

async function main(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'ventanilla-screens-data-'))
  const folder = await mkdtemp(join(tmpdir(), 'ventanilla-screens-'))
  const town = await startStation({ data: join(data, 'town') })
  const untouched = await startStation({ data: join(data, 'untouched'), firstRun: true })
  const { executablePath, args, env } = await unpackedChromium()
  const browser = await chromium.launch({ executablePath, args: [...args], env: { ...env } })
  try {
    await converse(town)
    await letTheTownWrite(town)
    const conversation = await serve(town)
    await townMatters((method, path, body) => answer(town, method, path, body), conversation.id)
    const stations = { town, untouched, conversation }
    await takePictures(browser, stations)
    process.stdout.write(`The pictures of the README are in ${pictures}\n`)
    await takeEverything(browser, stations, folder)
    process.stdout.write(`Every screen is in ${folder}\n`)
  } finally {
    await browser.close()
    await town.stop()
    await untouched.stop()
    await rm(data, { recursive: true, force: true })
  }
}

await main()
