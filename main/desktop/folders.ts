import { join } from 'node:path'

/** Where the parts of the built product lie, whether packed or not, and where a person's data do. */
export type AppFolders = {
  readonly data: string
  readonly renderer: string
  readonly preload: string
  readonly station: string
  readonly line: string
  readonly resources: string
  readonly icons: string
}

/** `app` is the folder of the product's `package.json`. */
export const appFolders = (app: string, data: string): AppFolders => ({
  data,
  renderer: join(app, 'out', 'renderer'),
  preload: join(app, 'out', 'preload', 'preload.cjs'),
  station: join(app, 'out', 'station', 'utility.js'),
  line: join(app, 'out', 'line', 'child.js'),
  resources: join(app, 'resources'),
  icons: join(app, 'resources', 'icons'),
})
