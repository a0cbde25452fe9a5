import { basename, dirname } from 'node:path'
import wwebjs from 'whatsapp-web.js'
import { removeFolder } from './remove-folder.ts'

/** The library names the folder itself: `session`, or `session-<name>`. */
function sessionParts(folder: string): { dataPath: string; clientId?: string } {
  const name = /^session-([-\w]+)$/.exec(basename(folder))?.[1]
  if (name === undefined && basename(folder) !== 'session') throw new RangeError('A session folder is called session')
  return { dataPath: dirname(folder), ...(name !== undefined && { clientId: name }) }
}

export type SessionHooks = {
  /** The browser runs and has not opened WhatsApp yet. */
  readonly launched: () => Promise<void>
  /** Closes the browser; resolves when it is gone. */
  readonly closeBrowser: () => Promise<void>
}

/** Keeps the session in the browser's profile; on logout the browser goes first, then the profile. */
export class SessionAuth extends wwebjs.LocalAuth {
  override afterBrowserInitialized: () => Promise<void>
  override logout: () => Promise<void>

  constructor(folder: string, hooks: SessionHooks) {
    super(sessionParts(folder))
    this.afterBrowserInitialized = hooks.launched
    this.logout = async () => {
      await hooks.closeBrowser()
      await removeFolder(folder)
    }
  }
}
