import { Tabs } from '@mui/material'
import { type ReactNode, useEffect, useRef } from 'react'

/** Longer than the component takes to go to where it takes the chosen tab to be, in milliseconds. */
const glide = 400

/**
 * Tabs above what they show. Where they do not all fit they go sideways, and the chosen one stays in sight: also when
 * the arrows, which come after the first look, leave less room.
 */
export function SidewaysTabs<Id extends string>(props: {
  value: Id
  label: string
  /** Room below, in the steps of the theme. */
  below: number
  onChange: (id: Id) => void
  children: ReactNode
}) {
  const tabs = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const scroller = tabs.current?.querySelector('[role="tablist"]')?.parentElement
    if (!scroller) return
    let later: ReturnType<typeof setTimeout> | undefined
    const watch = new ResizeObserver(() => {
      clearTimeout(later)
      later = setTimeout(() => reveal(scroller), glide)
    })
    watch.observe(scroller)
    return () => {
      clearTimeout(later)
      watch.disconnect()
    }
  }, [])
  return (
    <Tabs
      ref={tabs}
      value={props.value}
      onChange={(_, id: Id) => props.onChange(id)}
      variant="scrollable"
      scrollButtons="auto"
      allowScrollButtonsMobile
      aria-label={props.label}
      sx={(theme) => ({ borderBottom: `1px solid ${theme.colors.line}`, mb: props.below })}
    >
      {props.children}
    </Tabs>
  )
}

/** Sideways only: the page stays where it is. */
function reveal(scroller: HTMLElement): void {
  const chosen = scroller.querySelector('[aria-selected="true"]')?.getBoundingClientRect()
  if (!chosen) return
  const { left, right } = scroller.getBoundingClientRect()
  if (chosen.right > right) scroller.scrollLeft += chosen.right - right
  else if (chosen.left < left) scroller.scrollLeft -= left - chosen.left
}
