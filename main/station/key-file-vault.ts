import { StoreError } from '../store/store.ts'
import { decodeKey, encodeKey, keyFileName, newMasterKey, readKey, sealedKeyFileName, writeKey } from './key-file.ts'
import type { KeyVault } from './needs.ts'

const unreadable = (message: string, options?: ErrorOptions) => new StoreError('STORE_WRONG_KEY', message, options)

/** A vault for machines without a key store: a 0600 file in the data folder, made at first use. */
export function keyFileVault(folder: string): KeyVault {
  return {
    async masterKey() {
      const there = await readKey(folder, keyFileName)
      if (there) {
        const key = decodeKey(there.toString('utf8'))
        if (!key) throw unreadable(`The key file ${keyFileName} is damaged. Put back its copy; nothing was changed.`)
        return key
      }
      if (await readKey(folder, sealedKeyFileName)) {
        throw unreadable(
          'The key of this data folder is sealed by the desktop program. Open it there, with the same user.',
        )
      }
      await writeKey(folder, keyFileName, Buffer.from(`${encodeKey(newMasterKey())}\n`))
      return keyFileVault(folder).masterKey()
    },
  }
}
