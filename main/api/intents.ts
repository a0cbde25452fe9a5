import { api, signedIn } from './guard.ts'

export const intentsRouter = api.intents.router({
  list: api.intents.list.handler(({ context }) => signedIn(context).station.intents.list()),
  phrases: api.intents.phrases.handler(({ input, context }) => signedIn(context).station.intents.phrases(input)),
  teach: api.intents.teach.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.intents.teach(operator, input)
  }),
  forget: api.intents.forget.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.intents.forget(operator, input)
    return { ok: true } as const
  }),
  misunderstood: api.intents.misunderstood.handler(({ input, context }) =>
    signedIn(context).station.intents.misunderstood(input),
  ),
  dismiss: api.intents.dismiss.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.intents.dismiss(operator, input)
    return { ok: true } as const
  }),
  understand: api.intents.understand.handler(({ input, context }) => {
    const { intent, ...rest } = signedIn(context).station.intents.understand(input.text, input.language ?? null)
    return { intent, ...rest, top: [...rest.top] }
  }),
})
