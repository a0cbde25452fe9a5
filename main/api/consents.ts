import type { CitizenConsents } from '../../contract/consents.ts'
import type { Consents } from '../consent/service.ts'
import type { SignedIn } from '../operators/signed-in.ts'
import { type Admitted, api, signedIn } from './guard.ts'

/** What was noted of a citizen answers with what they agreed to afterwards. */
function act<Input extends { readonly citizenId: string }>(
  work: (counter: Consents['counter'], operator: SignedIn, input: Input) => Promise<void>,
) {
  return async ({ input, context }: { input: Input; context: Admitted }): Promise<CitizenConsents> => {
    const { station, operator } = signedIn(context)
    await work(station.consents.counter, operator, input)
    return station.consents.reader.of(input.citizenId, operator.me().operator.language)
  }
}

export const consentsRouter = api.consents.router({
  of: api.consents.of.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.reader.of(input.citizenId, operator.me().operator.language)
  }),
  join: api.consents.join.handler(act((counter, operator, form) => counter.join(operator, form))),
  withdraw: api.consents.withdraw.handler(act((counter, operator, form) => counter.withdraw(operator, form))),
  numberChanged: api.consents.numberChanged.handler(
    act((counter, operator, { citizenId }) => counter.numberChanged(operator, citizenId)),
  ),
  purposes: api.consents.purposes.handler(({ context }) => signedIn(context).station.consents.purposes.list()),
  purposeVersions: api.consents.purposeVersions.handler(({ input, context }) =>
    signedIn(context).station.consents.purposes.versions(input.id),
  ),
  savePurpose: api.consents.savePurpose.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.purposes.save(operator, input)
  }),
  settings: api.consents.settings.handler(({ context }) => signedIn(context).station.consents.settings.get()),
  saveSettings: api.consents.saveSettings.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.settings.save(operator, input)
  }),
  affectedByAge: api.consents.affectedByAge.handler(({ input, context }) =>
    signedIn(context).station.consents.reader.affectedByAge(input.limit),
  ),
  refusals: api.consents.refusals.handler(({ context }) => signedIn(context).station.consents.reader.refusals()),
  exceptions: api.consents.exceptions.handler(({ context }) => signedIn(context).station.consents.exceptions.list()),
  askException: api.consents.askException.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.exceptions.ask(operator, input)
  }),
  approveException: api.consents.approveException.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.exceptions.approve(operator, input.id)
  }),
  revokeException: api.consents.revokeException.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.exceptions.revoke(operator, input.id)
  }),
  reviewException: api.consents.reviewException.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.consents.exceptions.review(operator, input.id)
  }),
})
