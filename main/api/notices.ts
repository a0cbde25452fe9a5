import { api, signedIn } from './guard.ts'

export const noticesRouter = api.notices.router({
  list: api.notices.list.handler(({ context }) => signedIn(context).station.consents.notices.list()),
  get: api.notices.get.handler(({ input, context }) => signedIn(context).station.consents.notices.get(input.version)),
  draft: api.notices.draft.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.notices.draft(operator)
  }),
  discard: api.notices.discard.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.consents.notices.discard(operator, input.version)
    return station.consents.notices.list()
  }),
  write: api.notices.write.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.notices.write(operator, input)
  }),
  approve: api.notices.approve.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.notices.approve(operator, input)
  }),
  diff: api.notices.diff.handler(({ input, context }) =>
    signedIn(context).station.consents.notices.diff(input.version),
  ),
  publish: api.notices.publish.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.notices.publish(operator, input)
  }),
})
