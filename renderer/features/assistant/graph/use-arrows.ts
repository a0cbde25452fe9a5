import { useReactFlow } from '@xyflow/react'
import { type KeyboardEvent, useState } from 'react'
import { type Direction, neighbour, type Point } from './layout.ts'
import { sizes } from './places.ts'

const ways: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/** One stop of Tab for the whole graph; arrows go on from there, and bring what they reach into sight. */
export function useArrows(points: ReadonlyMap<string, Point>, start: string, selected: string | null) {
  const graph = useReactFlow()
  const [at, setAt] = useState<string | null>(null)
  const reached = [at, selected, start].find((id) => id !== null && points.has(id)) ?? [...points.keys()][0] ?? ''
  const show = (id: string) => {
    const point = points.get(id)
    if (point === undefined) return
    const zoom = graph.getZoom()
    void graph.setCenter(point.x + sizes.width / 2, point.y + sizes.height / 2, { zoom })
  }
  return {
    reached,
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      const way = ways[event.key]
      const from = event.target instanceof HTMLElement ? event.target.dataset.step : undefined
      if (way === undefined || from === undefined) return
      event.preventDefault()
      const to = neighbour(points, from, way)
      if (to === null) return
      setAt(to)
      show(to)
      event.currentTarget.querySelector<HTMLElement>(`[data-step="${to}"]`)?.focus({ preventScroll: true })
    },
  }
}
