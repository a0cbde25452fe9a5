import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { stripTypeScriptTypes } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { WebSocketServer } from 'ws'
import { makeAccount } from './account.ts'
import { makeAnswers } from './answers.ts'
import { testOnlyCertificate, testOnlyKey } from './certificate.ts'
import { type Faults, makeFaults } from './faults.ts'
import { makeLink } from './link.ts'
import { makeMediaServer } from './media.ts'
import { makePeople } from './people.ts'
import { makePhone, type Phone } from './phone.ts'
import { makeRecipients } from './recipients.ts'
import type { Attributes, PageSettings } from './wire.ts'

export type { Draft } from './drafts.ts'
export type { Received } from './recipients.ts'

/** WhatsApp on this machine: a page at https://web.whatsapp.com for a browser started with `browserArgs`. */
export type FakeWhatsApp = {
  readonly port: number
  /** Lets the browser find this WhatsApp under the real name, and nothing else on any network. */
  readonly browserArgs: readonly string[]
  readonly phone: Phone
  readonly faults: Faults
  /** Phone number of the town hall's account. */
  readonly ownPhone: string
  /** Names of the page's modules that were asked for since the start. */
  readonly modulesAsked: ReadonlySet<string>
  close(): Promise<void>
}

const OWN_PHONE = '+34700900900'
const OWN_NAME = 'Ayuntamiento de Villaclara'
const page = join(import.meta.dirname, 'page')

function html(settings: PageSettings): string {
  const json = JSON.stringify(settings).replaceAll('<', '\\u003c')
  return `<!doctype html><html><head><meta charset="utf-8"><title>WhatsApp Web</title></head><body>
<script id="settings" type="application/json">${json}</script>
<script type="module" src="/page/main.js"></script></body></html>`
}

async function script(path: string): Promise<string | undefined> {
  const name = /^\/page\/([a-z-]+)\.(js|ts)$/.exec(path)?.[1]
  if (name === undefined) return undefined
  return stripTypeScriptTypes(await readFile(join(page, `${name}.ts`), 'utf8'))
}

type Site = { readonly settings: () => PageSettings; readonly media: ReturnType<typeof makeMediaServer> }

async function serve({ settings, media }: Site, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = new URL(request.url ?? '/', 'https://web.whatsapp.com').pathname
  if (path.startsWith('/mms/')) return media.serve(request, response, path)
  const code = await script(path)
  const never = { 'cache-control': 'no-store' }
  if (code !== undefined) response.writeHead(200, { ...never, 'content-type': 'text/javascript' }).end(code)
  else if (path === '/') response.writeHead(200, { ...never, 'content-type': 'text/html' }).end(html(settings()))
  else if (path === '/blank' || path === '/frame') response.writeHead(200, { 'content-type': 'text/html' }).end('<p>')
  else response.writeHead(404).end()
}

function assemble() {
  const now = Date.now
  const people = makePeople()
  const media = makeMediaServer()
  const recipients = makeRecipients({ media, now })
  const account = makeAccount({ people, phone: OWN_PHONE, name: OWN_NAME })
  const unreadable = new Map<string, Attributes>()
  const modulesAsked = new Set<string>()
  const answers = makeAnswers({
    account,
    people,
    recipients,
    change: (key, set) => link.push({ kind: 'change', key, set }),
    onResend: (ids) => phone.resendWanted(ids),
    onLogout: () => account.unlink(),
  })
  const link = makeLink({
    account,
    answer: answers.answer,
    onModules: (names) => {
      for (const name of names) modulesAsked.add(name)
    },
    onSynced: () => faults.synced(),
  })
  const faults = makeFaults({ link, answers, media })
  const phone = makePhone({ account, answers, link, media, people, recipients, unreadable, now })
  return { link, faults, phone, media, modulesAsked }
}

export async function startFakeWhatsApp(): Promise<FakeWhatsApp> {
  const { link, faults, phone, media, modulesAsked } = assemble()
  const server = createServer({ cert: testOnlyCertificate, key: testOnlyKey }, (request, response) => {
    serve({ settings: faults.settings, media }, request, response).catch(() => response.destroy())
  })
  const sockets = new WebSocketServer({ server, path: '/ws/chat', maxPayload: 64 * 1024 * 1024 })
  sockets.on('connection', link.accept)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    port,
    browserArgs: [
      `--host-resolver-rules=MAP web.whatsapp.com 127.0.0.1:${port}, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`,
      '--ignore-certificate-errors',
    ],
    phone,
    faults: faults.api,
    ownPhone: OWN_PHONE,
    modulesAsked,
    async close() {
      link.close()
      sockets.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
