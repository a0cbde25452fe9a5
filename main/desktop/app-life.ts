import { app } from 'electron'

export type AppLife = {
  /** Someone started the product again, or clicked its icon. */
  readonly called: () => void
  /** The last window closed while the product goes on. */
  readonly leftAlone: () => void
  /** Ends what must end cleanly before the process may. */
  readonly stop: () => Promise<void>
}

/** Closing the window leaves the station at work; quitting first ends the station. */
export function followAppLife({ called, leftAlone, stop }: AppLife): void {
  let ended = false
  app.on('before-quit', (event) => {
    if (ended) return
    event.preventDefault()
    void stop().then(() => {
      ended = true
      app.quit()
    })
  })
  app.on('window-all-closed', () => {
    if (!ended) leftAlone()
  })
  app.on('second-instance', called)
  app.on('activate', called)
}
