import { api, signedIn } from './guard.ts'

export const calendarRouter = api.calendar.router({
  get: api.calendar.get.handler(({ context }) => signedIn(context).station.calendar.get()),
  saveCommunity: api.calendar.saveCommunity.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.calendar.saveCommunity(operator, input.community)
    return { ok: true } as const
  }),
  save: api.calendar.save.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.calendar.save(operator, input)
  }),
  remove: api.calendar.remove.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.calendar.remove(operator, input.id)
    return { ok: true } as const
  }),
  days: api.calendar.days.handler(({ input, context }) => signedIn(context).station.calendar.days(input.year)),
  intervals: api.calendar.intervals.handler(({ context }) => signedIn(context).station.calendar.intervals()),
  readFeed: api.calendar.readFeed.handler(({ input, context }) =>
    signedIn(context).station.calendar.readFeed(input.text),
  ),
  importEntries: api.calendar.importEntries.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    return { added: await station.calendar.importEntries(operator, input.entries) }
  }),
})
