import type { Clock } from '../station/needs.ts'
import type { Texts } from './i18n.ts'

export type Inbound = { readonly conversationId: string; readonly citizenName: string | null }

export type ShownNotification = {
  readonly title: string
  readonly body: string
  /** Null opens the inbox. */
  readonly conversationId: string | null
}

/** Messages that come closer together than this are told as one, in milliseconds. */
export const quietMs = 5_000

export type NotificationNeeds = {
  readonly clock: Clock
  readonly text: Texts
  /** Someone is looking at the console: it tells them itself. */
  readonly isLookedAt: () => boolean
  readonly show: (notification: ShownNotification) => void
}

/** What one notification says of several messages. A citizen's words are never shown outside the console. */
export function summary(inbound: readonly Inbound[], text: Texts): ShownNotification | null {
  const [first] = inbound
  if (!first) return null
  const conversations = new Set(inbound.map((one) => one.conversationId))
  if (conversations.size > 1) {
    return {
      title: text('notification.many', { count: inbound.length }),
      body: text('notification.bodyMany'),
      conversationId: null,
    }
  }
  const name = inbound.find((one) => one.citizenName)?.citizenName
  return {
    title: name ? text('notification.one', { name }) : text('notification.unnamed'),
    body: text('notification.body'),
    conversationId: first.conversationId,
  }
}

/** Tells of the first message at once and gathers those that follow, so that a busy hour is not a hail of noise. */
export function notifications({ clock, text, isLookedAt, show }: NotificationNeeds) {
  let gathered: Inbound[] | null = null

  function tell(inbound: readonly Inbound[]): void {
    const notification = isLookedAt() ? null : summary(inbound, text)
    if (!notification) return
    show(notification)
    gathered = []
    clock.after(quietMs, () => {
      const late = gathered ?? []
      gathered = null
      tell(late)
    })
  }

  return {
    inbound(one: Inbound): void {
      if (gathered) gathered.push(one)
      else tell([one])
    },
  }
}
