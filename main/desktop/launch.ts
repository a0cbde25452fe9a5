import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type TextKey, terminalLocale, texts } from './i18n.ts'
import { openBrowser } from './launch/browser.ts'
import { buildStale } from './launch/build.ts'
import { downloadElectron, findElectron, hasDisplay } from './launch/electron-binary.ts'
import { everyPart, type PartName } from './launch/parts.ts'
import { serveConsole, servedAlready } from './launch/served-console.ts'
import { neverOpened, runWindow } from './launch/window.ts'

/**
 * `npm start`: builds what is stale and opens Ventanilla, in Electron's window where there is a display and Electron's
 * program, in the browser otherwise. `--build` only builds everything.
 */
const { values: options } = parseArgs({
  options: {
    build: { type: 'boolean' },
    data: { type: 'string' },
    port: { type: 'string' },
    'no-browser': { type: 'boolean' },
  },
})

const root = resolve(import.meta.dirname, '../..')
const { env, platform } = process
const text = texts(terminalLocale(env))
const say = (line: string): void => console.log(line)

async function build(wanted: readonly PartName[]): Promise<void> {
  const started = performance.now()
  const built = await buildStale(wanted, {
    root,
    out: resolve(root, 'out'),
    onBuild: (part) => say(text('launch.building', { part: text(`launch.part.${part}`) })),
  })
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (built.length > 0) say(text('launch.built', { seconds }))
}

type Electron = { readonly program: string } | { readonly why: TextKey }

async function electron(): Promise<Electron> {
  if (!hasDisplay(platform, env)) return { why: 'launch.noDisplay' }
  const there = findElectron(root, env)
  if (there) return { program: there }
  if (env.VENTANILLA_DOWNLOAD_ELECTRON === '0') return { why: 'launch.refusedElectron' }
  const came = await downloadElectron({ root, env, onStart: () => say(text('launch.downloading')) })
  const program = came ? findElectron(root, env) : null
  return program ? { program } : { why: 'launch.noElectron' }
}

function show(url: string): void {
  say(text('launch.address', { url }))
  if (hasDisplay(platform, env) && !options['no-browser']) openBrowser(url)
}

/** Without a window: the station under plain Node, unless it runs already on this person's own data. */
async function serve(why: TextKey): Promise<number> {
  say(text(why))
  const ownData = options.data === undefined && !env.VENTANILLA_DATA && options.port === undefined
  const already = ownData ? await servedAlready() : null
  if (already) {
    show(already)
    return 0
  }
  await build(['renderer'])
  return serveConsole({
    root,
    data: options.data ?? null,
    port: options.port === undefined ? null : Number(options.port),
    onReady: (url) => {
      show(url)
      say(text('launch.stop'))
    },
    onFailure: ({ code, message }) => say(text('launch.failed', { code, message })),
  })
}

async function start(): Promise<number> {
  if (options.build) {
    await build(everyPart)
    return 0
  }
  const found = await electron()
  if ('why' in found) return serve(found.why)
  await build(everyPart)
  say(text('launch.window'))
  if (options.data) env.VENTANILLA_DATA = resolve(options.data)
  const ended = await runWindow(found.program, root, () => performance.now())
  return neverOpened(ended) ? serve('launch.windowFailed') : (ended.code ?? 1)
}

process.exitCode = await start()
