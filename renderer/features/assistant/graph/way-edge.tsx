import { Box } from '@mui/material'
import { BaseEdge, type Edge, EdgeLabelRenderer, type EdgeProps, getSmoothStepPath } from '@xyflow/react'
import { sizes } from './places.ts'

/** `lane`: of a way that leads back, which runs below its row; null when it leads on. */
type WayData = { readonly label: string; readonly lane: number | null }
export type GraphEdge = Edge<WayData, 'way'>

/** Between two lanes, in pixels. */
const laneWidth = 8

/** A way from step to step. Its word stands where it arrives, so that ways of one step do not cover each other's. */
export function WayEdge(props: EdgeProps<GraphEdge>) {
  const { sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition, data } = props
  const lane = data?.lane ?? null
  const below = Math.max(sourceY, targetY) + sizes.height / 2 + 6 + ((lane ?? 0) % 4) * laneWidth
  const [path] = getSmoothStepPath({
    ...{ sourceX, sourceY, sourcePosition, targetX, targetY, targetPosition },
    borderRadius: 8,
    offset: lane === null ? 24 : 14 + (lane % 4) * laneWidth,
    ...(lane === null ? { centerX: sourceX + sizes.across * 0.36 } : { centerY: below }),
  })
  const at = lane === null ? { x: targetX - 12, y: targetY } : { x: targetX + 12, y: below }
  return (
    <>
      <BaseEdge path={path} markerEnd={props.markerEnd} style={props.style} />
      {data && data.label !== '' && (
        <EdgeLabelRenderer>
          <Box
            sx={(theme) => ({
              position: 'absolute',
              transform: `translate(${lane === null ? '-100%' : '0'}, -50%) translate(${at.x}px, ${at.y}px)`,
              maxWidth: sizes.across * 0.66,
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
              px: 0.5,
              fontSize: 12,
              fontWeight: 700,
              lineHeight: 1.3,
              borderRadius: 0.5,
              color: theme.colors.text,
              backgroundColor: theme.colors.canvas,
              pointerEvents: 'none',
              // Above the lines, also the one that is marked.
              zIndex: 2,
            })}
          >
            {data.label}
          </Box>
        </EdgeLabelRenderer>
      )}
    </>
  )
}
