import type { Report } from '../../contract/reports.ts'
import type { SignedIn } from '../operators/signed-in.ts'
import type { Reports } from '../reports/service.ts'
import { type Admitted, api, signedIn } from './guard.ts'

/** An act on a report answers with the report as it is afterwards. */
function act<Input extends { readonly id: string }>(
  work: (reports: Reports, operator: SignedIn, input: Input) => Promise<void>,
) {
  return async ({ input, context }: { input: Input; context: Admitted }): Promise<Report> => {
    const { station, operator } = signedIn(context)
    await work(station.reports, operator, input)
    return station.reports.get(input.id)
  }
}

export const reportsRouter = api.reports.router({
  list: api.reports.list.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    if (input.conversationId !== undefined) await station.inbox.requireOpen(input.conversationId, operator)
    return station.reports.list(input)
  }),
  counts: api.reports.counts.handler(({ context }) => signedIn(context).station.reports.counts()),
  departments: api.reports.departments.handler(({ context }) => signedIn(context).station.reports.departments()),
  get: api.reports.get.handler(({ input, context }) => signedIn(context).station.reports.get(input.id)),
  similar: api.reports.similar.handler(({ input, context }) => signedIn(context).station.reports.similar(input)),
  open: api.reports.open.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    if (input.conversationId !== undefined) await station.inbox.requireOpen(input.conversationId, operator)
    return station.reports.get(await station.reports.open(operator, input))
  }),
  preview: api.reports.preview.handler(({ input, context }) => signedIn(context).station.reports.preview(input)),
  changeState: api.reports.changeState.handler(act(({ changeState }, ...move) => changeState(...move))),
  assign: api.reports.assign.handler(act(({ assign }, ...to) => assign(...to))),
  note: api.reports.note.handler(act(({ note }, ...written) => note(...written))),
})
