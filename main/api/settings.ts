import { api, signedIn } from './guard.ts'

export const settingsRouter = api.settings.router({
  town: api.settings.town.handler(({ context }) => signedIn(context).station.town.get()),
  saveTown: api.settings.saveTown.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.town.save(operator, input)
  }),
  cannedReplies: api.settings.cannedReplies.handler(({ context }) => signedIn(context).station.cannedReplies.list()),
  saveCannedReply: api.settings.saveCannedReply.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.cannedReplies.save(operator, input)
  }),
  deleteCannedReply: api.settings.deleteCannedReply.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.cannedReplies.delete(operator, input)
    return { ok: true } as const
  }),
})
