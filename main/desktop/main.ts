import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, protocol } from 'electron'
import { dataDirectory } from '../station/paths.ts'
import { appFolders } from './folders.ts'
import { texts } from './i18n.ts'
import { guardPages } from './security.ts'
import { runShell } from './shell.ts'

/** The id under which Windows groups windows and shows notifications; the installer registers the same. */
const windowsId = 'es.ventanilla.escritorio'

const data = dataDirectory({ platform: process.platform, env: process.env, home: homedir() })
app.setName('Ventanilla')
app.setAppUserModelId(windowsId)
app.setPath('userData', join(data, 'desktop'))
app.setAppLogsPath(join(data, 'logs'))
app.enableSandbox()
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
])
guardPages()

// Electron is ready only after this module has run to its end: awaiting it here would wait for ever.
if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(() =>
    runShell({
      folders: appFolders(app.getAppPath(), data),
      text: texts(app.getPreferredSystemLanguages()[0] ?? app.getLocale()),
    }),
  )
} else app.quit()
