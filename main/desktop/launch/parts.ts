import { join } from 'node:path'

export type PartName = 'renderer' | 'desktop' | 'preload' | 'station' | 'line'

/** A part of the product that is built before it can run, and what it is made of. Paths are relative to the project. */
export type Part = {
  readonly name: PartName
  /** Files, and folders with everything in them but tests. */
  readonly sources: readonly string[]
  /** The file without which it is not built. */
  readonly product: string
}

/** Packages, compiler settings and the recipe itself change what comes out of every part. */
const recipe = ['package-lock.json', 'package.json', 'tsconfig.json', 'main/desktop/launch']

export const parts: Readonly<Record<PartName, Part>> = {
  renderer: {
    name: 'renderer',
    sources: ['renderer', 'contract', 'vite.config.ts', 'package-lock.json'],
    product: join('renderer', 'index.html'),
  },
  desktop: {
    name: 'desktop',
    sources: ['main/desktop', 'main/station', 'contract', ...recipe],
    product: join('desktop', 'main.js'),
  },
  preload: { name: 'preload', sources: ['preload', 'contract', ...recipe], product: join('preload', 'preload.cjs') },
  station: { name: 'station', sources: ['main', 'contract', ...recipe], product: join('station', 'utility.js') },
  line: { name: 'line', sources: ['main', 'contract', ...recipe], product: join('line', 'child.js') },
}

export const everyPart: readonly PartName[] = ['renderer', 'desktop', 'preload', 'station', 'line']
