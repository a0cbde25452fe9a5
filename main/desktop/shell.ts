import { hostname } from 'node:os'
import { app, type BrowserWindow, MessageChannelMain, session } from 'electron'
import { stationPortMessage } from '../../contract/desktop.ts'
import type { Clock } from '../station/needs.ts'
import { followAppLife } from './app-life.ts'
import { startLine, startStation } from './electron-station.ts'
import type { AppFolders } from './folders.ts'
import type { Texts } from './i18n.ts'
import { lineProcesses } from './line-processes.ts'
import { installMenu } from './menu.ts'
import { nativeNotifications } from './native-notifications.ts'
import { notifications } from './notifications.ts'
import { windowPages } from './protocol.ts'
import { acceptKeyFile, askAfterLoss, systemSecrets } from './questions.ts'
import { supervision } from './rules.ts'
import { guardSession } from './security.ts'
import { type StationLost, superviseStation } from './station-process.ts'
import { unansweredTray } from './tray.ts'
import { openVault } from './vault.ts'
import { consoleWindows } from './windows.ts'

const clock: Clock = {
  now: () => Date.now(),
  after: (ms, work) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
}

export type ShellNeeds = { readonly folders: AppFolders; readonly text: Texts }

/** The desktop program, once Electron is ready: one station, one window, a tray. Quits when a person says so. */
export async function runShell({ folders, text }: ShellNeeds): Promise<void> {
  guardSession(session.defaultSession)
  session.defaultSession.protocol.handle('app', windowPages(folders.renderer))
  const vault = await openVault({
    folder: folders.data,
    secrets: systemSecrets,
    acceptKeyFile: () => acceptKeyFile(text, folders.data),
  })
  if (vault.kind === 'refused') return app.quit()

  const windows = consoleWindows({
    folders,
    text,
    clock,
    version: app.getVersion(),
    production: app.isPackaged,
    onPage: givePort,
  })
  const tray = unansweredTray({
    icons: folders.icons,
    text,
    windows: windows.all,
    actions: { open: () => void windows.show(), quit: () => app.quit() },
  })
  const showNotification = nativeNotifications(windows)
  const told = notifications({ clock, text, isLookedAt: windows.isFocused, show: showNotification })
  const lines = lineProcesses({
    startProcess: () => startLine(folders.line),
    newChannel: () => {
      const { port1, port2 } = new MessageChannelMain()
      return [port1, port2]
    },
    clock,
    graceMs: supervision.graceMs,
  })
  const station = superviseStation({
    startProcess: () => startStation(folders.station),
    lines,
    startMessage: {
      kind: 'start',
      dataDirectory: folders.data,
      resourcesDirectory: folders.resources,
      version: app.getVersion(),
      masterKey: vault.kind === 'key' ? Uint8Array.from(vault.key) : null,
    },
    clock,
    chance: Math.random,
    policy: supervision,
    onReady: () => {
      for (const window of windows.withPage()) givePort(window)
    },
    onNews: (news) => (news.kind === 'unanswered' ? tray.show(news.count) : told.inbound(news)),
    onLost: (lost) => void recover(lost),
  })

  /** A fresh channel: one end to the station, the other to the window's page. */
  function givePort(window: BrowserWindow): void {
    if (!station.isReady()) return
    const { port1, port2 } = new MessageChannelMain()
    station.attach(hostname(), port1)
    window.webContents.postMessage(stationPortMessage, null, [port2])
  }

  async function recover(lost: StationLost): Promise<void> {
    if (await askAfterLoss(lost, text)) station.restart()
    else app.quit()
  }

  followAppLife({
    called: () => void windows.show(),
    leftAlone: () =>
      showNotification({ title: text('background.title'), body: text('background.body'), conversationId: null }),
    stop: () => station.stop().then(lines.stop),
  })
  installMenu(text, () => app.quit())
  station.restart()
  await windows.show()
}
