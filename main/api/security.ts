import { api, signedIn } from './guard.ts'

const done = { ok: true } as const

export const securityRouter = api.security.router({
  policy: api.security.policy.handler(({ context }) => signedIn(context).station.security.policy.get()),
  savePolicy: api.security.savePolicy.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.security.policy.save(operator, input)
  }),
  mine: api.security.mine.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    return station.security.myAccess(operator)
  }),
  giveCode: api.security.giveCode.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.sessions.giveCode(operator, input.code)
  }),
  duties: api.security.duties.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    return station.sessions.duties(operator.me().operator.language)
  }),
  acknowledgeDuties: api.security.acknowledgeDuties.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.sessions.acknowledgeDuties(operator, input.version)
  }),
  enrolFactor: api.security.enrolFactor.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.sessions.enrolFactor(operator, input)
  }),
  confirmFactor: api.security.confirmFactor.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.sessions.confirmFactor(operator, input.code)
  }),
  renewCodes: api.security.renewCodes.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.sessions.renewCodes(operator, input.password)
  }),
  removeFactor: api.security.removeFactor.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.sessions.removeFactor(operator, input.password)
    return done
  }),
  resetFactor: api.security.resetFactor.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.sessions.resetFactor(operator, input)
    return done
  }),
  receipts: api.security.receipts.handler(({ input, context }) =>
    signedIn(context).station.security.review.receipts(input.id),
  ),
  report: api.security.report.handler(({ context }) => signedIn(context).station.security.review.report()),
  signReport: api.security.signReport.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.security.review.sign(operator, input)
  }),
  reportFile: api.security.reportFile.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    return station.security.review.file(operator)
  }),
  trail: api.security.trail.handler(({ context }) => signedIn(context).station.security.trail.state()),
  verifyTrail: api.security.verifyTrail.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    return station.security.trail.verify(operator)
  }),
  exportTrail: api.security.exportTrail.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.security.trail.export(operator, input)
  }),
})
