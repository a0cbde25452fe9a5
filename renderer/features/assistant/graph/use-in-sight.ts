import { useReactFlow, useStore } from '@xyflow/react'
import { useEffect } from 'react'
import type { Point } from './layout.ts'
import { sizes } from './places.ts'

/** Brings the step that is looked at into sight, also when the pane beside the graph takes its room. */
export function useInSight(points: ReadonlyMap<string, Point>, id: string | null): void {
  const graph = useReactFlow()
  const width = useStore((state) => state.width)
  const height = useStore((state) => state.height)
  const point = id === null ? undefined : points.get(id)
  useEffect(() => {
    if (point === undefined || width === 0) return
    const { x, y, zoom } = graph.getViewport()
    const [left, top] = [point.x * zoom + x, point.y * zoom + y]
    const seen = left >= 0 && top >= 0 && left + sizes.width * zoom <= width && top + sizes.height * zoom <= height
    if (!seen) void graph.setCenter(point.x + sizes.width / 2, point.y + sizes.height / 2, { zoom })
  }, [graph, point, width, height])
}
