import type { Browser, Page } from 'puppeteer-core'
import { whyNot } from './browser.ts'
import { courier } from './courier.ts'
import { ending } from './ending.ts'
import { phoneOf } from './inbound.ts'
import { type Library, openLibrary, openPage } from './library.ts'
import { directory, listening } from './listening.ts'
import { lookout } from './lookout.ts'
import { fetchMedia } from './media.ts'
import { takeOverSends } from './page.ts'
import { profileLock } from './profile-lock.ts'
import type { Call, FromChild, StartMessage } from './protocol.ts'
import { reconciling } from './reconciling.ts'
import { haltOf, limits, saysWhatsAppChanged } from './rules.ts'
import { sending } from './sending.ts'
import { reasonOf, within } from './time-limit.ts'

export type LineLifeNeeds = {
  readonly start: StartMessage
  readonly tell: (message: FromChild) => void
  /** The process ends itself; called once. */
  readonly end: (code: number) => void
}

/**
 * One life of the link, in the child process: the browser, the library and what they say. Whatever breaks ends the
 * process; the station starts another, and catching up finds what was missed.
 */
export function lineLife({ start, tell, end }: LineLifeNeeds) {
  const lock = profileLock(start.sessionFolder)
  const ends = ending({ browser: () => library.pupBrowser, unlock: lock.release, tell, end })
  const { over, fail, halt } = ends
  let ready = false
  const note = (what: string, detail: string) => tell({ kind: 'note', what, detail: detail.slice(0, 200) })

  /** The document or the server is gone for now; `ready` comes again. */
  const leaveReady = () => {
    if (!ready || over()) return
    ready = false
    looks.offline()
    tell({ kind: 'offline' })
  }

  const launched = async (browser: Browser, page: Page) => {
    await lock.browserIs(browser.process()?.pid)
    browser.on('disconnected', () => fail('the browser ended', 'no connection'))
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame()) leaveReady()
    })
    page.on('error', (error) => fail('the page crashed', error))
    page.on('pageerror', (error) => {
      note('pageerror', reasonOf(error))
      if (!ready && saysWhatsAppChanged(reasonOf(error))) fail('a module is gone', error)
    })
  }

  const library: Library = openLibrary(start, {
    launched,
    injected: () => looks.freshDocument(),
    injectionFailed: (error) => fail('the library could not settle in the page', error),
  })
  const looks = lookout({ library, isReady: () => ready, over, fail, tell })
  const carries = courier(tell)
  const identify = directory(library, Date.now)
  const hears = listening({
    library,
    courier: carries,
    identify,
    now: Date.now,
    ownPhone: () => phoneOf(library.info?.wid?._serialized),
    unreadable: (what) => note('unreadable', what),
  })
  const sends = sending(library)
  const reconciles = reconciling({
    library,
    courier: carries,
    listening: hears,
    identify,
    tell,
    over,
    mark: start.mark,
  })

  const settle = async () => {
    if (!(await openPage(library).evaluate(takeOverSends))) throw new Error('Unknown module: the way to send changed')
    ready = true
    looks.online()
    const whatsappVersion = await library.getWWebVersion().catch(() => '')
    tell({ kind: 'ready', phone: sends.ownPhone(), whatsappVersion })
    await reconciles.run()
  }

  const becomeReady = () => {
    if (!over()) within(limits.reconcile, 'ready', settle()).catch((error) => fail('ready went wrong', error))
  }

  const onState = (state: string) => {
    const code = haltOf(state)
    if (code) return halt(code, state)
    if (state === 'CONNECTED') {
      if (looks.online()) becomeReady()
    } else leaveReady()
  }

  let showedQr = false
  library.on('qr', (text: unknown) => {
    showedQr = true
    tell({ kind: 'qr', text: String(text) })
  })
  library.on('authenticated', () => {
    if (showedQr) ends.paired()
    tell({ kind: 'authenticated' })
  })
  library.on('loading_screen', (percent: unknown) => tell({ kind: 'syncing', percent: Number(percent) || 0 }))
  library.on('ready', becomeReady)
  library.on('change_state', (state: unknown) => onState(String(state)))
  library.on('auth_failure', () => halt('logged_out', 'auth_failure'))
  library.on('disconnected', (reason: unknown) => {
    const code = haltOf(String(reason))
    if (code) halt(code, String(reason))
    else fail('disconnected', String(reason))
  })

  const initialize = async () => {
    try {
      await library.initialize()
    } catch (error) {
      if (library.pupBrowser) return fail('WhatsApp could not be opened', error)
      const { code, detail } = await whyNot({ name: start.browserName, path: start.executablePath }, error)
      halt(code, detail)
    }
  }

  const open = async () => {
    const taken = await lock.take().catch((error: unknown) => halt('profile_unwritable', codeOf(error)))
    if (taken === false) return halt('profile_in_use', 'another process')
    if (over()) return
    await Promise.all([initialize(), looks.keep()])
  }

  return {
    open: () => open().catch((error) => fail('the line could not be opened', error)),
    delivered: carries.delivered,
    /** Ends cleanly: pages write what they still hold. */
    stop: ends.stop,

    async answer(call: Call): Promise<unknown> {
      switch (call.name) {
        case 'send':
          return sends.send(call)
        case 'resolve':
          return sends.resolve(call.to, call.known)
        case 'lookUp':
          return sends.lookUp(call.providerId, call.chat)
        case 'fetchMedia':
          return within(limits.media, 'media', fetchMedia(library, call.ref, call.maxBytes))
        case 'reconcile':
          return within(limits.reconcile, 'reconcile', reconciles.run(call.from))
        case 'logOut':
          return ends.leave(() => within(limits.logOut, 'logout', library.logout()))
      }
    },
  }
}

export type LineLife = ReturnType<typeof lineLife>

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown')
