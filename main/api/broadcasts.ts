import type { Broadcast } from '../../contract/broadcasts.ts'
import type { Broadcasts } from '../broadcast/service.ts'
import type { SignedIn } from '../operators/signed-in.ts'
import { type Admitted, api, signedIn } from './guard.ts'

/** An act on a broadcast answers with the broadcast as it is afterwards. */
function act<Input extends { readonly id: string }>(
  work: (broadcasts: Broadcasts, operator: SignedIn, input: Input) => Promise<void>,
) {
  return async ({ input, context }: { input: Input; context: Admitted }): Promise<Broadcast> => {
    const { station, operator } = signedIn(context)
    await work(station.broadcasts, operator, input)
    return station.broadcasts.get(input.id)
  }
}

const of = (context: Admitted) => signedIn(context).station.broadcasts

export const broadcastsRouter = api.broadcasts.router({
  list: api.broadcasts.list.handler(({ input, context }) => of(context).list(input)),
  options: api.broadcasts.options.handler(({ context }) => of(context).options()),
  rules: api.broadcasts.rules.handler(({ context }) => of(context).rules()),
  saveRules: api.broadcasts.saveRules.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.broadcasts.saveRules(operator, input)
    return station.broadcasts.rules()
  }),
  testPhones: api.broadcasts.testPhones.handler(({ context }) => of(context).testPhones()),
  saveTestPhones: api.broadcasts.saveTestPhones.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.broadcasts.saveTestPhones(operator, input.phones)
    return station.broadcasts.testPhones()
  }),
  context: api.broadcasts.context.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.inbox.requireOpen(input.conversationId, operator)
    return station.broadcasts.context(input.conversationId)
  }),
  forecast: api.broadcasts.forecast.handler(({ input, context }) => of(context).forecast(input)),
  check: api.broadcasts.check.handler(({ input, context }) => of(context).check(input)),
  get: api.broadcasts.get.handler(({ input, context }) => of(context).get(input.id)),
  create: api.broadcasts.create.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.broadcasts.get(await station.broadcasts.create(operator, input))
  }),
  save: api.broadcasts.save.handler(
    act((broadcasts, operator, { id, revision, ...content }) => broadcasts.save(operator, id, revision, content)),
  ),
  attach: api.broadcasts.attach.handler(
    act(async (broadcasts, operator, { id, file }) =>
      broadcasts.attach(operator, id, { fileName: file.name, bytes: Buffer.from(await file.arrayBuffer()) }),
    ),
  ),
  detach: api.broadcasts.detach.handler(act((broadcasts, operator, { id }) => broadcasts.detach(operator, id))),
  preview: api.broadcasts.preview.handler(({ input, context }) => of(context).preview(input.id)),
  testable: api.broadcasts.testable.handler(({ input, context }) => of(context).testable(input.id)),
  test: api.broadcasts.test.handler(({ input: { id, ...asked }, context }) => {
    const { station, operator } = signedIn(context)
    return station.broadcasts.test(operator, id, asked)
  }),
  submit: api.broadcasts.submit.handler(act((broadcasts, operator, { id }) => broadcasts.submit(operator, id))),
  sendBack: api.broadcasts.sendBack.handler(
    act((broadcasts, operator, { id, comment }) => broadcasts.sendBack(operator, id, comment)),
  ),
  approve: api.broadcasts.approve.handler(
    act((broadcasts, operator, { id, revision }) => broadcasts.approve(operator, id, revision)),
  ),
  launch: api.broadcasts.launch.handler(
    act((broadcasts, operator, { id, undoSeconds }) => broadcasts.launch(operator, id, undoSeconds)),
  ),
  recall: api.broadcasts.recall.handler(act((broadcasts, operator, { id }) => broadcasts.recall(operator, id))),
  pause: api.broadcasts.pause.handler(act((broadcasts, operator, { id }) => broadcasts.pause(operator, id))),
  resume: api.broadcasts.resume.handler(act((broadcasts, operator, { id }) => broadcasts.resume(operator, id))),
  cancel: api.broadcasts.cancel.handler(act((broadcasts, operator, { id }) => broadcasts.cancel(operator, id))),
  duplicate: api.broadcasts.duplicate.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.broadcasts.get(await station.broadcasts.duplicate(operator, input.id))
  }),
  deliveries: api.broadcasts.deliveries.handler(({ input, context }) => of(context).deliveries(input)),
  acta: api.broadcasts.acta.handler(({ input, context }) => of(context).acta.of(input.id)),
  actaPdf: api.broadcasts.actaPdf.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    const bytes = await station.broadcasts.acta.pdf(input.id, operator.me().operator.language === 'en' ? 'en' : 'es')
    return new File([Buffer.from(bytes)], `acta-${input.id}.pdf`, { type: 'application/pdf' })
  }),
  evidence: api.broadcasts.evidence.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.broadcasts.evidence(operator, input.id, input)
  }),
})
