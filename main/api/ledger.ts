import { api, signedIn } from './guard.ts'

export const ledgerRouter = api.ledger.router({
  state: api.ledger.state.handler(({ context }) => signedIn(context).station.ledger.state()),
  alarm: api.ledger.alarm.handler(({ context }) => signedIn(context).station.ledger.alarm()),
  verify: api.ledger.verify.handler(async ({ context }) => {
    const { station, operator } = signedIn(context)
    await station.ledger.verify(operator)
    return { ok: true }
  }),
  entries: api.ledger.entries.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.privacy.mayRead(operator, input.citizenId)
    return [...(await station.ledger.entriesOf(input.citizenId))]
  }),
  evidence: api.ledger.evidence.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.privacy.mayRead(operator, input.citizenId)
    return station.ledger.evidence.person(operator, input.citizenId, input)
  }),
})
