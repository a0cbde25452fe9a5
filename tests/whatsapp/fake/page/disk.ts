import type { WireMessage } from '../wire.ts'

const DATABASE = 'model-storage'
const MARK = 'last-wid-md'

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('session')
    request.result.createObjectStore('outbox')
  }
  return done(request)
}

/** What the page keeps in the browser's profile: which device it is, and what it was told to send and has not. */
export async function openDisk(needs: { readonly needsLocalStorage: boolean }) {
  const database = await open()
  const store = (name: string, mode: IDBTransactionMode) => database.transaction(name, mode).objectStore(name)

  return {
    async device(): Promise<string | null> {
      if (needs.needsLocalStorage && localStorage.getItem(MARK) === null) return null
      const device: unknown = await done(store('session', 'readonly').get('device'))
      return typeof device === 'string' ? device : null
    },

    async keepDevice(device: string): Promise<void> {
      localStorage.setItem(MARK, device)
      await done(store('session', 'readwrite').put(device, 'device'))
    },

    async forget(): Promise<void> {
      localStorage.clear()
      await done(store('session', 'readwrite').clear())
      await done(store('outbox', 'readwrite').clear())
    },

    async keepUnsent(id: string, message: WireMessage): Promise<void> {
      await done(store('outbox', 'readwrite').put(message, id))
    },

    async dropUnsent(id: string): Promise<void> {
      await done(store('outbox', 'readwrite').delete(id))
    },

    unsent(): Promise<WireMessage[]> {
      return done(store('outbox', 'readonly').getAll())
    },
  }
}

export type Disk = Awaited<ReturnType<typeof openDisk>>
