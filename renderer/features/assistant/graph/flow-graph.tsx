import '@xyflow/react/dist/base.css'
import { Box, useTheme } from '@mui/material'
import { MarkerType, type Node, ReactFlow, type ReactFlowInstance, ReactFlowProvider } from '@xyflow/react'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { StepsProps } from '../editor/shown.ts'
import { GraphControls } from './graph-controls.tsx'
import { type Places, placesOf, sizes, waysOf } from './places.ts'
import { type DoorData, DoorNode, type StepData, StepNode } from './step-node.tsx'
import { type Told, useTold } from './told.ts'
import { useArrows } from './use-arrows.ts'
import { useInSight } from './use-in-sight.ts'
import { type GraphEdge, WayEdge } from './way-edge.tsx'

const nodeTypes = { step: StepNode, door: DoorNode }
const edgeTypes = { way: WayEdge }

/** Below this the words of a node cannot be read any more: a large graph starts at its beginning instead. */
const smallest = 0.62

/** A flow as a graph, from left to right. Arrow keys go from step to step, Enter opens one. */
export function FlowGraph(props: StepsProps) {
  return (
    <ReactFlowProvider>
      <Graph {...props} />
    </ReactFlowProvider>
  )
}

function Graph(props: StepsProps) {
  const { model, select } = props
  const { t } = useTranslation('assistant')
  const { colors } = useTheme()
  const told = useTold(model, props.front)
  const places = useMemo(() => placesOf(model), [model])
  const box = useRef<HTMLDivElement>(null)
  const arrows = useArrows(places.points, model.start, props.selected)
  const nodes = nodesOf(props, places, told, arrows.reached)
  useInSight(places.points, props.standing ?? props.selected)
  const edges = useMemo(() => edgesOf(props, places, told, colors.edge, colors.accent), [props, places, told, colors])
  return (
    <Box
      ref={box}
      role="group"
      aria-label={t('graph.label')}
      onKeyDown={arrows.onKeyDown}
      sx={(theme) => ({
        minHeight: 0,
        position: 'relative',
        backgroundColor: theme.colors.canvas,
        '& .react-flow__node': { cursor: 'pointer' },
        '& .react-flow__handle': { opacity: 0, pointerEvents: 'none' },
      })}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        onInit={(graph) => begin(graph, places, model.start, box.current)}
        onPaneClick={() => select(null)}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        deleteKeyCode={null}
        minZoom={0.2}
        maxZoom={1.6}
        proOptions={{ hideAttribution: true }}
      >
        <GraphControls />
      </ReactFlow>
    </Box>
  )
}

type GraphNode = Node<StepData, 'step'> | Node<DoorData, 'door'>

function nodesOf(props: StepsProps, places: Places, told: Told, reached: string): GraphNode[] {
  const { model } = props
  const at = (id: string) => ({
    id,
    position: places.points.get(id) ?? { x: 0, y: 0 },
    width: sizes.width,
    height: sizes.height,
    // Nothing of a node is dragged or connected, and yet it is pressed.
    style: { pointerEvents: 'all' as const },
  })
  const steps = Object.entries(model.steps).map(([id, step]): GraphNode => {
    const data: StepData = {
      step,
      kind: told.kind(step),
      words: told.words(step),
      start: id === model.start,
      entries: model.entries.get(id) ?? [],
      faults: props.faults.get(id)?.length ?? 0,
      selected: id === props.selected,
      standing: id === props.standing,
      reached: id === reached,
      select: props.select,
    }
    return { ...at(id), type: 'step', data }
  })
  const doors = places.doors.map(
    (id): GraphNode => ({ ...at(id), type: 'door', data: { name: told.target(id), flow: id.slice('flow:'.length) } }),
  )
  return [...steps, ...doors]
}

function edgesOf(props: StepsProps, places: Places, told: Told, line: string, strong: string): GraphEdge[] {
  const { model, selected } = props
  return waysOf(model, places).map(({ from, to, exits, lane }): GraphEdge => {
    const near = from === selected || to === selected
    const color = near ? strong : line
    const inWords = exits.every(({ via }) => via.kind === 'also')
    const named = exits.filter(({ via }) => via.kind !== 'next' && (inWords || via.kind !== 'also'))
    const words = [...new Set(named.map(({ via }) => told.via(via)))]
    return {
      id: `${from} ${to}`,
      source: from,
      target: to,
      type: 'way',
      data: { label: words.join(', '), lane },
      style: { stroke: color, strokeWidth: near ? 2.5 : 1.5, ...(inWords && { strokeDasharray: '4 4' }) },
      markerEnd: { type: MarkerType.ArrowClosed, color, width: 14, height: 14, markerUnits: 'userSpaceOnUse' },
      zIndex: near ? 1 : 0,
    }
  })
}

/** Everything at once when it can be read so, otherwise its beginning. */
function begin(
  graph: ReactFlowInstance<GraphNode, GraphEdge>,
  places: Places,
  start: string,
  box: HTMLElement | null,
): void {
  if (box === null) return
  const points = [...places.points.values()]
  const right = Math.max(...points.map(({ x }) => x)) + sizes.width
  const bottom = Math.max(...points.map(({ y }) => y)) + sizes.height
  const fits = Math.min((box.clientWidth - 48) / right, (box.clientHeight - 48) / bottom)
  if (fits >= smallest) {
    void graph.fitView({ maxZoom: 1, padding: '24px' })
    return
  }
  const zoom = Math.max(smallest, Math.min(0.9, (box.clientWidth - 48) / Math.min(right, 4 * sizes.width)))
  const first = places.points.get(start) ?? { x: 0, y: 0 }
  const y = Math.min(24, box.clientHeight / 2 - (first.y + sizes.height / 2) * zoom)
  void graph.setViewport({ x: 24, y, zoom })
}
