import { api, signedIn } from './guard.ts'

export const knowledgeRouter = api.knowledge.router({
  list: api.knowledge.list.handler(({ context }) => signedIn(context).station.knowledge.list()),
  get: api.knowledge.get.handler(({ input, context }) => signedIn(context).station.knowledge.get(input.id)),
  stale: api.knowledge.stale.handler(({ context }) => signedIn(context).station.knowledge.stale()),
  save: api.knowledge.save.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.knowledge.save(operator, input.known, input.body)
  }),
  confirm: api.knowledge.confirm.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.knowledge.confirm(operator, input)
  }),
  retire: api.knowledge.retire.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.knowledge.retire(operator, input)
    return { ok: true } as const
  }),
  history: api.knowledge.history.handler(({ input, context }) => signedIn(context).station.knowledge.history(input.id)),
  preview: api.knowledge.preview.handler(({ input, context }) =>
    signedIn(context).station.knowledge.preview(input.body),
  ),
})
