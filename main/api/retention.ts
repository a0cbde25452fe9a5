import { api, signedIn } from './guard.ts'

const done = { ok: true } as const

export const retentionRouter = api.retention.router({
  status: api.retention.status.handler(({ context }) => signedIn(context).station.retention.status()),
  saveSettings: api.retention.saveSettings.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.retention.saveSettings(operator, input)
  }),
  preview: api.retention.preview.handler(({ context }) => signedIn(context).station.retention.preview()),
  run: api.retention.run.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    return station.retention.run(operator)
  }),
  hold: api.retention.hold.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.retention.hold(operator, input)
    return done
  }),
  release: api.retention.release.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.retention.release(operator, input.id)
    return done
  }),
  reserve: api.retention.reserve.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.reserve(operator, input)
    return done
  }),
  unreserve: api.retention.unreserve.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.unreserve(operator, input)
    return done
  }),
  markFile: api.retention.markFile.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.markFile(operator, input)
    return done
  }),
})
