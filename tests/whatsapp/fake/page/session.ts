import type { Deed, PageSettings, Told } from '../wire.ts'
import type { Connection } from './connection.ts'
import type { Disk } from './disk.ts'
import { Emitter } from './events.ts'
import { createWid, type Wid } from './ids.ts'
import { Model } from './model.ts'

const LISTEN_POLL_MS = 20
const AFTER_LISTENING_MS = 50

export class SocketModel extends Model {
  declare readonly state: string
  declare readonly hasSynced: boolean
}

export class ConnModel extends Model {
  declare readonly ref: string | undefined
  declare readonly wid: Wid | undefined
}

type Needs = {
  readonly settings: PageSettings
  readonly disk: Disk
  readonly connection: () => Connection
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Who the page is and how its line stands: the models that the library watches from the first moment. */
export function makeSession({ settings, disk, connection }: Needs) {
  const socket = new SocketModel({ state: 'UNLAUNCHED', hasSynced: false })
  const conn = new ConnModel({
    ref: undefined,
    wid: undefined,
    platform: 'android',
    pushname: '',
    battery: 90,
    plugged: true,
  })
  const cmd = new Emitter()
  let lid: Wid | undefined
  let takeover = false

  async function sync(): Promise<void> {
    if (socket.hasSynced) return
    if (typeof settings.sync === 'number') await pause(settings.sync)
    if (settings.sync === 'when listened to' || settings.sync === 'twice') {
      while (socket.listeners('change:hasSynced') === 0) await pause(LISTEN_POLL_MS)
      await pause(AFTER_LISTENING_MS)
    }
    socket.set({ hasSynced: true })
    if (settings.sync === 'twice') socket.trigger('change:hasSynced', socket, true)
    connection().write({ type: 'synced' })
  }

  async function removed(): Promise<void> {
    cmd.trigger('logout')
    connection().end()
    await disk.forget()
    location.assign('/?post_logout=1&logout_reason=0')
  }

  function act(deed: Deed): void {
    switch (deed.what) {
      case 'sync again':
        socket.trigger('change:hasSynced', socket, true)
        return
      case 'navigate':
        location.assign(deed.path)
        return
      case 'add a frame': {
        const frame = document.createElement('iframe')
        frame.src = '/frame'
        document.body.append(frame)
        return
      }
      case 'freeze': {
        const until = Date.now() + deed.ms
        let now = Date.now()
        while (now < until) now = Date.now()
        return
      }
    }
  }

  return {
    socket,
    conn,
    cmd,
    sync,
    act,
    me: (): Wid | undefined => conn.wid,
    myLid: (): Wid | undefined => lid,

    async hello() {
      socket.set({ state: 'OPENING' })
      const mine = { type: 'hello' as const, device: await disk.device(), takeover }
      takeover = false
      return mine
    },

    lost(): void {
      if (socket.state === 'CONNECTED') socket.set({ state: 'TIMEOUT' })
    },

    ref(ref: string): void {
      conn.set({ ref })
      socket.set({ state: 'UNPAIRED' })
    },

    async paired(device: string): Promise<void> {
      socket.set({ state: 'PAIRING' })
      await disk.keepDevice(device)
    },

    welcome({ me }: Extract<Told, { type: 'welcome' }>): void {
      lid = createWid(me.lid)
      conn.set({ wid: createWid(me.phone), pushname: me.name })
      socket.set({ state: 'CONNECTED' })
    },

    removed,

    /** What the library calls on the module itself. */
    actions: {
      async logout(): Promise<void> {
        await connection().ask({ what: 'logout' })
        connection().end()
        await disk.forget()
      },
      takeover(): void {
        takeover = true
        connection().restart()
      },
      reconnect(): void {
        connection().restart()
      },
    },

    async refreshQr(): Promise<void> {
      await connection().ask({ what: 'new ref' })
    },
  }
}

export type Session = ReturnType<typeof makeSession>
