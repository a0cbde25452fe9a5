import type { Link } from '../../../contract/line.ts'

/** What a person may begin from here: a first link, or another try after a halt. */
export function beginning(link: Pick<Link, 'phase'>): 'link' | 'again' | null {
  switch (link.phase) {
    case 'not_linked':
      return 'link'
    case 'halted':
      return 'again'
    case 'starting':
    case 'qr':
    case 'syncing':
    case 'connected':
    case 'reconnecting':
    case 'restricted':
      return null
  }
}

/** Whether there is a link to give up. A session that the phone has ended is already gone. */
export function canUnlink(link: Pick<Link, 'phase' | 'halt'>): boolean {
  switch (link.phase) {
    case 'connected':
    case 'reconnecting':
    case 'restricted':
      return true
    case 'halted':
      return link.halt !== 'logged_out'
    case 'not_linked':
    case 'starting':
    case 'qr':
    case 'syncing':
      return false
  }
}

/** Minutes and seconds until `until`, as `4:05`; null when the time is over. Epoch milliseconds. */
export function timeLeft(until: number, now: number): string | null {
  const seconds = Math.ceil((until - now) / 1000)
  if (seconds <= 0) return null
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

const rampLasts = 24 * 60 * 60_000

/** Whether the line still speaks slowly after a restriction. Epoch milliseconds. */
export const isSlow = ({ phase, resumedAt }: Pick<Link, 'phase' | 'resumedAt'>, now: number): boolean =>
  phase !== 'restricted' && resumedAt !== null && now - resumedAt < rampLasts

/** Whether there is a restriction to lift. It stays while the line reconnects, and so does the question whether to lift it. */
export const canLift = ({ phase, restrictedUntil }: Pick<Link, 'phase' | 'restrictedUntil'>): boolean =>
  restrictedUntil !== null && (phase === 'restricted' || phase === 'reconnecting')
