import { useEffect, useRef, useState } from 'react'

export const warningMs = 60_000
const touchEveryMs = 60_000

/** How the minutes without activity stand: milliseconds to the lock, or null while there is no need to say it. */
export function toLock(times: { now: number; lastActive: number; idleLockMs: number }): number | null {
  const left = times.lastActive + times.idleLockMs - times.now
  return left > Math.min(warningMs, times.idleLockMs / 2) ? null : Math.max(0, left)
}

type Needs = {
  readonly idleLockMs: number
  readonly locked: boolean
  readonly lock: () => void
  /** Tells the station, at most once a minute, that somebody is there. */
  readonly touch: () => void
}

/** Watches for hands on the keyboard or the pointer. `left` counts down (ms) during the last minute. */
export function useIdle(needs: Needs): { readonly left: number | null; readonly stay: () => void } {
  const { idleLockMs, locked } = needs
  const [left, setLeft] = useState<number | null>(null)
  const lastActive = useRef(Date.now())
  const latest = useRef(needs)
  useEffect(() => {
    latest.current = needs
  })

  useEffect(() => {
    if (locked) {
      setLeft(null)
      return
    }
    lastActive.current = Date.now()
    let touched = Date.now()
    const active = () => {
      lastActive.current = Date.now()
    }
    const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel'] as const
    for (const kind of kinds) window.addEventListener(kind, active, { capture: true, passive: true })
    const timer = setInterval(() => {
      const now = Date.now()
      const remaining = toLock({ now, lastActive: lastActive.current, idleLockMs })
      setLeft(remaining)
      if (remaining === 0) latest.current.lock()
      else if (lastActive.current > touched && now - touched >= touchEveryMs) {
        touched = now
        latest.current.touch()
      }
    }, 1_000)
    return () => {
      clearInterval(timer)
      for (const kind of kinds) window.removeEventListener(kind, active, { capture: true })
    }
  }, [idleLockMs, locked])

  return {
    left,
    stay: () => {
      lastActive.current = Date.now()
      setLeft(null)
      needs.touch()
    },
  }
}
