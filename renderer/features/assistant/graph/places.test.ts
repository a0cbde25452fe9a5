import { expect, it } from 'vitest'
import { readModel } from '../flow/model.ts'
import { placesOf, readingOrder, sizes } from './places.ts'

const shipped = import.meta.glob<string>('../../../../resources/flows/*/flow.json', {
  eager: true,
  query: '?raw',
  import: 'default',
})

it.each(Object.entries(shipped))(
  'every step of %s has a place of its own and is met once, the start first',
  (_, flow) => {
    const model = readModel({ flow, words: {} })
    if (model === null) throw new Error('The flow can be read')
    const ids = Object.keys(model.steps)
    expect(readingOrder(model)[0]).toBe(model.start)
    expect(readingOrder(model).toSorted()).toEqual(ids.toSorted())
    const { points, doors } = placesOf(model)
    expect([...points.keys()].toSorted()).toEqual([...ids, ...doors].toSorted())
    const taken = [...points.values()].map(({ x, y }) => `${x} ${Math.round(y / sizes.height)}`)
    expect(new Set(taken).size).toBe(taken.length)
  },
)
