import { CompiledQuery } from 'kysely'
import { describe, expect, it } from 'vitest'
import { named, nameOf } from './named-query.ts'

const nameFor = (sql: string) => nameOf(named(CompiledQuery.raw(sql)))

describe('the name of a query', () => {
  it('is the same for the same text, and fits PostgreSQL', () => {
    const name = nameFor('select "id" from "citizens" where "id" = $1')
    expect(name).toBe(nameFor('select "id" from "citizens" where "id" = $1'))
    expect(name).not.toBe(nameFor('select "id" from "citizens" where "id" = $2'))
    expect(name?.length).toBeLessThan(63)
  })

  it.each(['select * from "lines"', 'select "o".* from "outbox" as "o"', 'update "x" set "y" = $1 returning *'])(
    'is missing where all columns come back: %s',
    (sql) => expect(nameFor(sql)).toBeUndefined(),
  )

  it('is there for a count', () => {
    expect(nameFor('select count(*) as "n" from "outbox"')).toBeDefined()
  })
})
