import { join } from 'node:path'
import { build, type InlineConfig } from 'vite'
import { layOutLibrary } from './line-packages.ts'
import type { PartName } from './parts.ts'

/**
 * What stays outside the bundles: Electron brings itself, the database driver is native and travels as it is, and
 * `pg-native` is an option of `pg` that is not installed.
 */
const outside = ['electron', 'better-sqlite3', 'pg-native']

type Program = {
  readonly root: string
  readonly outDir: string
  readonly entry: string
  readonly file: string
  readonly format: 'es' | 'cjs'
  /** What is there already goes. */
  readonly empty?: boolean
  /** More that stays outside. */
  readonly beside?: readonly string[]
}

/** One file that runs under Node or Electron, with every package it needs inside, but those outside. */
const program = ({ root, outDir, entry, file, format, empty = true, beside = [] }: Program): InlineConfig => ({
  root,
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: [...outside, ...beside] },
  build: {
    ssr: join(root, entry),
    outDir,
    emptyOutDir: empty,
    target: 'node24',
    minify: false,
    sourcemap: false,
    reportCompressedSize: false,
    rolldownOptions: { output: { format, exports: 'named', entryFileNames: file, codeSplitting: false } },
  },
})

/** The process of a line, and beside it the library as it was published. */
async function buildLine(root: string, outDir: string): Promise<void> {
  const child = { entry: 'main/channels/webjs/child.ts', file: 'child.js', format: 'es' } as const
  await build(program({ root, outDir, ...child, beside: ['whatsapp-web.js'] }))
  const home = await layOutLibrary(root, outDir)
  const entry = 'node_modules/puppeteer-core/lib/esm/puppeteer/puppeteer-core.js'
  await build(program({ root, outDir: home, entry, file: 'index.cjs', format: 'cjs', empty: false }))
}

/** Builds one part of the product from the project in `root` into its folder in `out`. */
export async function bundle(part: PartName, root: string, out: string): Promise<void> {
  const outDir = join(out, part)
  switch (part) {
    case 'renderer':
      await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir, emptyOutDir: true } })
      break
    case 'desktop':
      await build(program({ root, outDir, entry: 'main/desktop/main.ts', file: 'main.js', format: 'es' }))
      break
    case 'preload':
      // A sandboxed preload is read as CommonJS, whatever the package says.
      await build(program({ root, outDir, entry: 'preload/preload.ts', file: 'preload.cjs', format: 'cjs' }))
      break
    case 'station':
      await build(program({ root, outDir, entry: 'main/station/utility.ts', file: 'utility.js', format: 'es' }))
      break
    case 'line':
      await buildLine(root, outDir)
  }
}
