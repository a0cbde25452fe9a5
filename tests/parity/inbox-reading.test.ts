import { expect, it } from 'vitest'
import { stations, type TestStation } from '../support/station.ts'
import { describeOnEachStore } from '../support/stores.ts'

const phone = (n: number) => `+34700500${String(n).padStart(3, '0')}`

/** Every page of a search, one after the other. */
async function everyPage(station: TestStation, q: string, limit: number) {
  const pages: { id: string; text: string }[][] = []
  let cursor: string | undefined
  do {
    const page = await station.inbox.search({ q, limit, cursor })
    pages.push(page.items.map(({ message: { id, text } }) => ({ id, text })))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return pages
}

describeOnEachStore('reading the inbox', (open) => {
  const station = stations()

  it.each([1, 3, 4, 50])('a search in pages of %i skips no message and repeats none', async (limit) => {
    const here = await station(await open())
    for (let n = 0; n < 3; n++) await here.practice.inbound([{ from: phone(n), name: `Aurora ${n}`, text: 'hola' }])
    for (let n = 0; n < 9; n++) await here.practice.inbound([{ from: phone(9), text: `veo la aurora ${n}` }])
    const pages = await everyPage(here, 'aurora', limit)
    for (const page of pages.slice(0, -1)) expect(page).toHaveLength(limit)
    const found = pages.flat().filter(({ text }) => text.startsWith('veo la aurora'))
    expect(found.map(({ text }) => text)).toEqual(Array.from({ length: 9 }, (_, n) => `veo la aurora ${8 - n}`))
  })

  it.each(['x', '1.5', '\0'])('refuses the made-up cursor %j', async (cursor) => {
    const here = await station(await open())
    const refused = { code: 'BAD_INPUT', data: { fields: ['cursor'] } }
    await expect(here.inbox.search({ q: 'hola', limit: 5, cursor })).rejects.toMatchObject(refused)
    await expect(here.inbox.messages({ id: 'none', limit: 5, cursor })).rejects.toMatchObject(refused)
  })

  it('finds nothing by an id that no database could hold', async () => {
    const here = await station(await open())
    const id = 'a\0b'
    await expect(here.inbox.get(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(here.inbox.message(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const first = { view: 'all', operatorId: id, limit: 5, cursor: `1_${id}` } as const
    expect(await here.inbox.list(first)).toEqual({ items: [], nextCursor: null })
  })
})
