import { api, signedIn } from './guard.ts'

export const operatorsRouter = api.operators.router({
  list: api.operators.list.handler(({ context }) => signedIn(context).station.accounts.list()),
  create: api.operators.create.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.accounts.create(operator, input)
  }),
  update: api.operators.update.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.accounts.update(operator, input)
  }),
  unlock: api.operators.unlock.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.accounts.unlock(operator, input)
  }),
  setDisabled: api.operators.setDisabled.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.accounts.setDisabled(operator, input)
  }),
  resetPassword: api.operators.resetPassword.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.accounts.resetPassword(operator, input)
    return { ok: true } as const
  }),
  audit: api.operators.audit.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.audit.list(operator, input)
  }),
})
