import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type Files, readModel } from '../flow/model.ts'
import { placesOf, readingOrder, sizes } from './places.ts'

const flows = join(import.meta.dirname, '../../../../resources/flows')

async function shipped() {
  const folders = (await readdir(flows, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  return Promise.all(
    folders.map(async ({ name }) => {
      const files: Files = { flow: await readFile(join(flows, name, 'flow.json'), 'utf8'), words: {} }
      const model = readModel(files)
      if (model === null) throw new Error(`${name} can be read`)
      return model
    }),
  )
}

it('every step of every flow that ships has a place of its own, and is met once, the start first', async () => {
  for (const model of await shipped()) {
    const ids = Object.keys(model.steps)
    expect(readingOrder(model)[0]).toBe(model.start)
    expect(readingOrder(model).toSorted()).toEqual(ids.toSorted())
    const { points, doors } = placesOf(model)
    expect([...points.keys()].toSorted()).toEqual([...ids, ...doors].toSorted())
    const taken = [...points.values()].map(({ x, y }) => `${x} ${Math.round(y / sizes.height)}`)
    expect(new Set(taken).size).toBe(taken.length)
  }
})
