import { Problem } from '../../contract/problems.ts'
import { api, signedIn } from './guard.ts'

const done = { ok: true } as const

export const sessionRouter = api.session.router({
  signIn: api.session.signIn.handler(async ({ input, context }) => {
    const station = context.host.station()
    if (!station) throw new Problem('NOT_SET_UP')
    const entrance = await station.sessions.signIn({ ...input, desk: context.desk })
    context.keeper.keep(entrance.token)
    return entrance
  }),
  resume: api.session.resume.handler(async ({ input, context }) => {
    const operator = await context.host.station()?.sessions.authenticate(input.token, { touch: false })
    if (!operator) throw new Problem('SIGN_IN_REQUIRED')
    context.keeper.keep(input.token)
    return operator.me()
  }),
  signOut: api.session.signOut.handler(async ({ context }) => {
    const { station, operator } = signedIn(context)
    await station.sessions.signOut(operator)
    context.keeper.keep(null)
    return done
  }),
  me: api.session.me.handler(({ context }) => signedIn(context).operator.me()),
  lock: api.session.lock.handler(async ({ context }) => {
    const { station, operator } = signedIn(context)
    await station.sessions.lock(operator)
    return done
  }),
  unlock: api.session.unlock.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.sessions.unlock(operator, input)
  }),
  desk: api.session.desk.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    return station.sessions.desk(operator)
  }),
  switchTo: api.session.switchTo.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    const entrance = await station.sessions.switchTo(operator, input)
    context.keeper.keep(entrance.token)
    return entrance
  }),
  changePassword: api.session.changePassword.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.sessions.changePassword(operator, input)
    return done
  }),
  setPin: api.session.setPin.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.sessions.setPin(operator, input)
    return done
  }),
  setLanguage: api.session.setLanguage.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.sessions.setLanguage(operator, input.language)
    return done
  }),
})
