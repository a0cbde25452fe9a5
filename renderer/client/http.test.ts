import { expect, it } from 'vitest'
import { contract } from '../../contract/index.ts'
import { changesSession, httpRoutes } from './http.ts'

it('goes over HTTP exactly for the session and the first run, where the contract says', () => {
  const routes = (['session', 'setup'] as const).flatMap((area) =>
    Object.entries(contract[area]).map(([name, procedure]) => {
      const { method, path } = procedure['~orpc'].route
      return [`${area}.${name}`, { method, path }] as const
    }),
  )
  expect(httpRoutes).toEqual(Object.fromEntries(routes))
})

it('opens another socket after every call that answers with a new token', () => {
  expect([...changesSession].filter((name) => httpRoutes[name] === undefined)).toEqual([])
  expect([...changesSession]).toEqual(expect.arrayContaining(['session.signIn', 'session.switchTo', 'session.signOut']))
})
