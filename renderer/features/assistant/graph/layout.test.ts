import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { layered, neighbour, type Sizes } from './layout.ts'

const sizes: Sizes = { width: 200, height: 80, across: 60, down: 20, loose: 3 }

describe('the places of nodes', () => {
  it('go from left to right along the way', () => {
    const places = layered(
      ['a', 'b', 'c'],
      [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'c' },
        { from: 'a', to: 'c' },
      ],
      sizes,
    )
    expect([...places.values()].map(({ x }) => x)).toEqual([0, 260, 520])
  })

  it('keep the start left of what leads back to it', () => {
    const edges = [
      { from: 'start', to: 'ask' },
      { from: 'ask', to: 'start' },
    ]
    const places = layered(['start', 'ask'], edges, sizes)
    expect(places.get('start')?.x).toBe(0)
    expect(places.get('ask')?.x).toBe(260)
  })

  it('put parts that nothing joins below, and loose nodes in rows', () => {
    const places = layered(['a', 'b', 'c', 'd', 'e', 'f'], [{ from: 'a', to: 'b' }], sizes)
    expect(places.get('c')?.y).toBeGreaterThan(places.get('a')?.y ?? 0)
    expect(places.get('e')?.y).toBe(places.get('c')?.y)
    expect(places.get('f')?.y).toBeGreaterThan(places.get('c')?.y ?? 0)
  })

  it('are all different and never on top of each other, whatever leads where', () => {
    const ids = fc.integer({ min: 1, max: 14 }).map((n) => Array.from({ length: n }, (_, i) => `n${i}`))
    const graphs = ids.chain((nodes) => {
      const node = fc.constantFrom(...nodes)
      return fc.record({
        nodes: fc.constant(nodes),
        edges: fc.array(fc.record({ from: node, to: node }), { maxLength: 30 }),
      })
    })
    fc.assert(
      fc.property(graphs, ({ nodes, edges }) => {
        const places = [...layered(nodes, edges, sizes).values()]
        expect(places).toHaveLength(nodes.length)
        for (const [i, one] of places.entries()) {
          for (const other of places.slice(i + 1)) {
            const apart = Math.abs(one.x - other.x) >= sizes.width || Math.abs(one.y - other.y) >= sizes.height
            expect(apart).toBe(true)
          }
        }
      }),
    )
  })
})

it('an arrow goes to the nearest node that way', () => {
  const places = new Map([
    ['here', { x: 0, y: 0 }],
    ['right', { x: 260, y: 10 }],
    ['far', { x: 520, y: 0 }],
    ['below', { x: 0, y: 100 }],
  ])
  expect(neighbour(places, 'here', 'right')).toBe('right')
  expect(neighbour(places, 'here', 'down')).toBe('below')
  expect(neighbour(places, 'here', 'left')).toBeNull()
  expect(neighbour(places, 'nowhere', 'left')).toBeNull()
})
