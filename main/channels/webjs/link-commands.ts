import { type BrowserCheck, checkBrowser } from './browser.ts'
import type { LineLink } from './line-link.ts'
import type { LineMemory } from './line-memory.ts'
import type { LinkState } from './link-state.ts'
import { limits } from './rules.ts'

/** What a person may ask of the link, and what may be seen of it. */
export function linkCommands(link: LineLink, memory: LineMemory, browserArgs: readonly string[]) {
  const { book, supervised } = link
  let checking: Promise<BrowserCheck> | null = null
  return {
    /** Shows a QR, or tries again after a halt. */
    async begin(options: { readonly visible?: boolean } = {}): Promise<void> {
      if (!book.sink()) throw new Error('The line is not held here')
      await link.begin({ visible: options.visible ?? false })
    },

    /** Leaves the account on the phone's list, and forgets the session and its copies. */
    async unlink(): Promise<void> {
      await supervised.call({ name: 'logOut' }, limits.logOut).catch(() => undefined)
      await supervised.stop()
      await link.session.forget()
      await book.remember({ linked: false, phone: null, sends: [], waiting: [] })
      book.show({ type: 'unlinked' })
    },

    /** Starts the browser once, away from the session, to see whether it would do. However many ask, one runs. */
    checkBrowser(): Promise<BrowserCheck> {
      checking ??= checkBrowser({ setting: memory.get().browserPath, browserArgs }).finally(() => {
        checking = null
      })
      return checking
    },

    /** Which browser to use from the next start on; null finds one. */
    useBrowser: (path: string | null): Promise<void> => memory.change({ browserPath: path }),
    /** Compares the phone's whole list of chats with what is recorded, now. */
    reconcile: () => link.daily.run('person'),
    isUp: link.isUp,
    /** Ends a restriction before its time. */
    lift: book.lift,
    copySession: link.copySession,
    state: (): LinkState => book.state(),
    /** The child process, for whoever looks at it from outside. */
    pid: supervised.pid,
    watch: book.watch,
  }
}
