import { api, signedIn } from './guard.ts'

const done = { ok: true } as const

export const assistantRouter = api.assistant.router({
  flows: api.assistant.flows.handler(({ context }) => signedIn(context).station.flows.reader.flows()),
  flow: api.assistant.flow.handler(({ input, context }) => signedIn(context).station.flows.reader.flow(input)),
  history: api.assistant.history.handler(({ input, context }) => signedIn(context).station.flows.reader.history(input)),
  version: api.assistant.version.handler(({ input, context }) => signedIn(context).station.flows.reader.version(input)),
  diff: api.assistant.diff.handler(({ input, context }) => signedIn(context).station.flows.reader.diff(input)),
  check: api.assistant.check.handler(({ input, context }) => signedIn(context).station.flows.reader.check(input)),
  saveDraft: api.assistant.saveDraft.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.flows.drafts.save(operator, input)
  }),
  discardDraft: api.assistant.discardDraft.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.flows.drafts.discard(operator, input)
    return done
  }),
  publish: api.assistant.publish.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.flows.publishing.publish(operator, input)
  }),
  rollBack: api.assistant.rollBack.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.flows.publishing.rollBack(operator, input)
  }),
  decline: api.assistant.decline.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.flows.publishing.decline(operator, input)
    return done
  }),
  switch: api.assistant.switch.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.flows.switches.switch(operator, input)
    return done
  }),
  switchAll: api.assistant.switchAll.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.flows.switches.switchAll(operator, input)
    return done
  }),
  tryOut: api.assistant.tryOut.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.flows.tryOut(operator, input)
  }),
})
