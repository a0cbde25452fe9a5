export type Edge = { readonly from: string; readonly to: string }
export type Point = { readonly x: number; readonly y: number }
/** Sizes in pixels: of a node, and of the room between two. */
export type Sizes = {
  readonly width: number
  readonly height: number
  readonly across: number
  readonly down: number
  /** How many nodes that nothing leads to or from stand in a row. */
  readonly loose: number
}

/**
 * Where each node stands, read from left to right: what leads stands left of where it leads, and parts that nothing
 * joins stand below each other, the one with the first node above. `ids` in the order a person should meet them.
 */
export function layered(ids: readonly string[], edges: readonly Edge[], sizes: Sizes): ReadonlyMap<string, Point> {
  const known = new Set(ids)
  const useful = edges.filter(({ from, to }) => from !== to && known.has(from) && known.has(to))
  const parts = partsOf(ids, useful)
  const places = new Map<string, Point>()
  let top = 0
  for (const part of parts.filter((nodes) => nodes.length > 1)) {
    const inside = useful.filter(({ from }) => part.includes(from))
    top = place(part, inside, top, sizes, places) + sizes.down * 2
  }
  const alone = parts.filter((nodes) => nodes.length === 1).flat()
  for (const [i, id] of alone.entries()) {
    const [row, column] = [Math.floor(i / sizes.loose), i % sizes.loose]
    places.set(id, {
      x: column * (sizes.width + sizes.across / 2),
      y: top + row * (sizes.height + sizes.down),
    })
  }
  return places
}

/** Nodes that are joined in some way, each group in the order of `ids`. */
function partsOf(ids: readonly string[], edges: readonly Edge[]): readonly (readonly string[])[] {
  const part = new Map(ids.map((id, i) => [id, i]))
  for (let moved = true; moved; ) {
    moved = false
    for (const { from, to } of edges) {
      const [one, other] = [part.get(from) ?? 0, part.get(to) ?? 0]
      if (one === other) continue
      part.set(from, Math.min(one, other))
      part.set(to, Math.min(one, other))
      moved = true
    }
  }
  const groups = Map.groupBy(ids, (id) => part.get(id) ?? 0)
  return [...groups.values()]
}

/** Places one part from `top` on; says where it ends. */
function place(
  nodes: readonly string[],
  edges: readonly Edge[],
  top: number,
  sizes: Sizes,
  places: Map<string, Point>,
): number {
  const onward = withoutRings(nodes, edges)
  const layers = ordered(layersOf(nodes, onward), onward)
  const rows = rowsOf(layers, onward)
  const first = Math.min(...rows.values())
  let last = 0
  for (const [column, layer] of layers.entries()) {
    for (const id of layer) {
      const row = (rows.get(id) ?? 0) - first
      last = Math.max(last, row)
      places.set(id, {
        x: column * (sizes.width + sizes.across),
        y: top + row * (sizes.height + sizes.down),
      })
    }
  }
  return top + last * (sizes.height + sizes.down) + sizes.height
}

/** The edges without those that lead back to where one came from. */
function withoutRings(nodes: readonly string[], edges: readonly Edge[]): readonly Edge[] {
  const next = Map.groupBy(edges, ({ from }) => from)
  const kept: Edge[] = []
  const state = new Map<string, 'open' | 'done'>()
  const visit = (id: string) => {
    state.set(id, 'open')
    for (const edge of next.get(id) ?? []) {
      if (state.get(edge.to) === 'open') continue
      kept.push(edge)
      if (!state.has(edge.to)) visit(edge.to)
    }
    state.set(id, 'done')
  }
  const led = new Set(edges.map(({ to }) => to))
  const [start] = nodes
  const sources = nodes.filter((id) => id !== start && !led.has(id))
  for (const id of start === undefined ? [] : [start, ...sources, ...nodes]) if (!state.has(id)) visit(id)
  return kept
}

/** Each node in the column of the longest way to it. */
function layersOf(nodes: readonly string[], edges: readonly Edge[]): readonly (readonly string[])[] {
  const before = Map.groupBy(edges, ({ to }) => to)
  const depths = new Map<string, number>()
  const depth = (id: string): number => {
    const found = depths.get(id)
    if (found !== undefined) return found
    const deepest = Math.max(-1, ...(before.get(id) ?? []).map(({ from }) => depth(from))) + 1
    depths.set(id, deepest)
    return deepest
  }
  const layers: string[][] = []
  for (const id of nodes) {
    const column = depth(id)
    while (layers.length <= column) layers.push([])
    layers[column]?.push(id)
  }
  return layers
}

/** Columns with few crossings: each node near the middle of those that lead to it, and where it leads. */
function ordered(layers: readonly (readonly string[])[], edges: readonly Edge[]): readonly (readonly string[])[] {
  let best = layers
  for (let sweep = 0; sweep < 4; sweep++) {
    const forwards = sweep % 2 === 0
    const beside = Map.groupBy(edges, (edge) => (forwards ? edge.to : edge.from))
    const positions = new Map<string, number>()
    const sorted = (forwards ? best : best.toReversed()).map((layer) => {
      const wish = (id: string, i: number) => {
        const around = (beside.get(id) ?? []).flatMap((edge) => positions.get(forwards ? edge.from : edge.to) ?? [])
        return around.length === 0 ? i : middle(around)
      }
      const wished = layer.map((id, i) => ({ id, i, at: wish(id, i) }))
      const next = wished.toSorted((a, b) => a.at - b.at || a.i - b.i).map(({ id }) => id)
      for (const [i, id] of next.entries()) positions.set(id, i)
      return next
    })
    best = forwards ? sorted : sorted.toReversed()
  }
  return best
}

/** The row of each node: level with those that lead to it where there is room, never on top of another. */
function rowsOf(layers: readonly (readonly string[])[], edges: readonly Edge[]): ReadonlyMap<string, number> {
  const before = Map.groupBy(edges, ({ to }) => to)
  const rows = new Map<string, number>()
  for (const layer of layers) {
    const wishes = layer.map((id, i) => {
      const around = (before.get(id) ?? []).flatMap(({ from }) => rows.get(from) ?? [])
      return around.length === 0 ? i : middle(around)
    })
    // A group that wishes for one row spreads evenly around it.
    const spread = wishes.map((wish, i) => {
      const alike = wishes.flatMap((other, j) => (other === wish ? [j] : []))
      return wish + alike.indexOf(i) - (alike.length - 1) / 2
    })
    let free = Number.NEGATIVE_INFINITY
    for (const [i, id] of layer.entries()) {
      const row = Math.max(free, spread[i] ?? i)
      rows.set(id, row)
      free = row + 1
    }
  }
  return rows
}

const middle = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

export type Direction = 'left' | 'right' | 'up' | 'down'

/** The nearest node that way, for arrow keys; null when there is none. */
export function neighbour(places: ReadonlyMap<string, Point>, from: string, way: Direction): string | null {
  const here = places.get(from)
  if (here === undefined) return null
  const ahead = ({ x, y }: Point) => {
    const [dx, dy] = [x - here.x, y - here.y]
    const along = { left: -dx, right: dx, up: -dy, down: dy }[way]
    const aside = Math.abs(way === 'left' || way === 'right' ? dy : dx)
    return along <= 0 ? Number.POSITIVE_INFINITY : along + aside * 2
  }
  let nearest: string | null = null
  let least = Number.POSITIVE_INFINITY
  for (const [id, point] of places) {
    const cost = id === from ? Number.POSITIVE_INFINITY : ahead(point)
    if (cost < least) [nearest, least] = [id, cost]
  }
  return nearest
}
