import { app, type Session, shell } from 'electron'
import { mayNavigate, mayOpenExternal, mayUse } from './guards.ts'

/** No page goes anywhere but the console; links that may leave go to the system's own programs. */
export function guardPages(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event) => {
      if (!mayNavigate(event.url)) event.preventDefault()
    })
    contents.on('will-frame-navigate', (event) => {
      if (!event.isMainFrame && !mayNavigate(event.url) && !event.url.startsWith('blob:app://')) event.preventDefault()
    })
    contents.on('will-redirect', (event) => {
      if (!mayNavigate(event.url)) event.preventDefault()
    })
    contents.on('will-attach-webview', (event) => event.preventDefault())
    contents.setWindowOpenHandler(({ url }) => {
      if (mayOpenExternal(url)) void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
}

/** Refuses what a page of the console never needs: permissions, devices, the screen. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(mayUse(permission, details.requestingUrl)),
  )
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler(null)
}
