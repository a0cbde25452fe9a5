import { api, signedIn } from './guard.ts'

export const backupsRouter = api.backups.router({
  status: api.backups.status.handler(({ context }) => signedIn(context).station.backups.status()),
  saveSettings: api.backups.saveSettings.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.backups.saveSettings(operator, input)
  }),
  make: api.backups.make.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    return station.backups.make(operator)
  }),
  cancel: api.backups.cancel.handler(({ context }) => signedIn(context).station.backups.cancel()),
  test: api.backups.test.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.backups.test(operator, input.id)
  }),
  restore: api.backups.restore.handler(async ({ input, context }) => {
    const { operator } = signedIn(context)
    await context.host.restore(operator, input.id, input.reason)
    context.keeper.keep(null)
    return { ok: true } as const
  }),
  recoveryCode: api.backups.recoveryCode.handler(async ({ context }) => {
    const { station, operator } = signedIn(context)
    return { code: await station.backups.recoveryCode(operator) }
  }),
})
