import { Notification } from 'electron'
import type { ShownNotification } from './notifications.ts'
import type { ConsoleWindows } from './windows.ts'

/** Shows the system's notifications; a click opens the conversation. */
export function nativeNotifications(windows: ConsoleWindows) {
  /** Electron forgets a notification that nobody holds, and its click with it. */
  const held = new Set<Notification>()

  return (shown: ShownNotification): void => {
    const notification = new Notification({ title: shown.title, body: shown.body })
    const { conversationId } = shown
    held.add(notification)
    notification.on('close', () => held.delete(notification))
    notification.on('click', () => {
      held.delete(notification)
      void (conversationId ? windows.openConversation(conversationId) : windows.show())
    })
    notification.show()
  }
}
