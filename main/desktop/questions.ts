import { app, dialog, safeStorage } from 'electron'
import type { Texts } from './i18n.ts'
import type { StationLost } from './station-process.ts'
import type { SystemSecrets } from './vault.ts'

/** The system's key store. Linux's `basic_text` only hides the key behind a word known to everybody. */
export const systemSecrets: SystemSecrets = {
  available: async () => {
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') return false
    return safeStorage.isAsyncEncryptionAvailable()
  },
  seal: (text) => safeStorage.encryptStringAsync(text),
  unseal: async (sealed) => (await safeStorage.decryptStringAsync(sealed)).result,
}

/** Asks whether the key may lie in a file, saying honestly what that means. */
export async function acceptKeyFile(text: Texts, folder: string): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    title: text('vault.title'),
    message: text('vault.message'),
    detail: text('vault.detail', { folder }),
    buttons: [text('vault.accept'), text('vault.quit')],
    defaultId: 0,
    cancelId: 1,
  })
  return response === 0
}

/** Says that the station stopped; true when it should be started again. */
export async function askAfterLoss(lost: StationLost, text: Texts): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: text('lost.title'),
    message: lost.reason === 'fatal' ? text('lost.fatal', { code: lost.code }) : text('lost.crashes'),
    detail: text('lost.detail', { folder: app.getPath('logs') }),
    buttons: [text('lost.retry'), text('lost.quit')],
    defaultId: 0,
    cancelId: 1,
  })
  return response === 0
}
