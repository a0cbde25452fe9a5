import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

/** How many panes stand side by side. */
export type Panes = 'one' | 'two' | 'three'

/** Widths in CSS pixels of the page, so that enlarged text (200 %) counts as a narrower one. */
export function panesFor(width: number): Panes {
  if (width < 740) return 'one'
  return width < 1100 ? 'two' : 'three'
}

export function usePanes(): readonly [RefObject<HTMLDivElement | null>, Panes] {
  const ref = useRef<HTMLDivElement>(null)
  const [panes, setPanes] = useState<Panes>('three')
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const measure = () => setPanes(panesFor(element.clientWidth))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, panes]
}
