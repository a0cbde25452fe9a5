import { api, signedIn } from './guard.ts'

export const postersRouter = api.posters.router({
  list: api.posters.list.handler(({ context }) => signedIn(context).station.posters.list()),
  create: api.posters.create.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.posters.create(operator, input)
  }),
  print: api.posters.print.handler(async ({ input, context }) => {
    const { station } = signedIn(context)
    const { name, bytes } = await station.posters.print(input.id, station.ownPhone(), input.languages)
    return new File([new Uint8Array(bytes)], name, { type: 'application/pdf' })
  }),
})
