import { expect, it } from 'vitest'
import { ZodObject } from 'zod'
import { contract } from '../../contract/index.ts'
import { httpRoutes } from './http.ts'
import { changesSession } from './session-calls.ts'

it('goes over HTTP exactly for the session and the first run, where the contract says', () => {
  const routes = (['session', 'setup'] as const).flatMap((area) =>
    Object.entries(contract[area]).map(([name, procedure]) => {
      const { method, path } = procedure['~orpc'].route
      return [`${area}.${name}`, { method, path }] as const
    }),
  )
  expect(httpRoutes).toEqual(Object.fromEntries(routes))
})

it('opens another socket after every call that answers with a token, and after leaving', () => {
  const answersToken = (['session', 'setup'] as const).flatMap((area) =>
    Object.entries(contract[area]).flatMap(([name, procedure]) => {
      const output = procedure['~orpc'].outputSchema
      return output instanceof ZodObject && 'token' in output.shape ? [`${area}.${name}`] : []
    }),
  )
  const changing = Object.keys(httpRoutes).filter(changesSession)
  expect(changing.sort()).toEqual([...answersToken, 'session.signOut', 'setup.leave'].sort())
})
