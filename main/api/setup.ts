import { Problem } from '../../contract/problems.ts'
import { api, signedIn } from './guard.ts'

export const setupRouter = api.setup.router({
  status: api.setup.status.handler(({ context }) => context.host.status()),
  startPractice: api.setup.startPractice.handler(async ({ input, context }) => {
    const account = await context.host.startPractice(input.language)
    const station = context.host.station()
    if (!station) throw new Problem('NOT_SET_UP')
    const entrance = await station.sessions.signIn({ ...account, desk: context.desk })
    context.keeper.keep(entrance.token)
    return entrance
  }),
  leave: api.setup.leave.handler(async ({ context }) => {
    const { station, operator } = signedIn(context)
    await station.acts.done(operator, 'setup.leave')
    await context.host.leave()
    context.keeper.keep(null)
    return context.host.status()
  }),
  backups: api.setup.backups.handler(async ({ input, context }) =>
    (await context.host.backupsAt(input)).map(({ id, madeAt, version }) => ({ id, madeAt, version })),
  ),
  restore: api.setup.restore.handler(async ({ input, context }) => {
    await context.host.restoreHere(input)
    return context.host.status()
  }),
  createTown: api.setup.createTown.handler(async ({ input, context }) => {
    const station = await context.host.createTown(input)
    const { username, password } = input.administrator
    const entrance = await station.sessions.signIn({ username, password, desk: context.desk })
    context.keeper.keep(entrance.token)
    return entrance
  }),
})
