import { api, signedIn } from './guard.ts'

const done = { ok: true } as const

export const inboxRouter = api.inbox.router({
  list: api.inbox.list.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.inbox.list({ ...input, operatorId: operator.id })
  }),
  counts: api.inbox.counts.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    return station.inbox.counts(operator.id)
  }),
  get: api.inbox.get.handler(({ input, context }) => signedIn(context).station.inbox.get(input.id)),
  messages: api.inbox.messages.handler(({ input, context }) => signedIn(context).station.inbox.messages(input)),
  message: api.inbox.message.handler(({ input, context }) => signedIn(context).station.inbox.message(input.id)),
  media: api.inbox.media.handler(({ input, context }) => signedIn(context).station.inbox.media(input.id)),
  search: api.inbox.search.handler(({ input, context }) => signedIn(context).station.inbox.search(input)),
  send: api.inbox.send.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.inbox.message(await station.conversations.send(operator, input))
  }),
  undo: api.inbox.undo.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    return { text: await station.conversations.undo(operator, input.id) }
  }),
  settle: api.inbox.settle.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.settle(operator, input.id, input.outcome)
    return station.inbox.message(input.id)
  }),
  note: api.inbox.note.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.inbox.message(await station.conversations.note(operator, input.id, input.text))
  }),
  claim: api.inbox.claim.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.claim(operator, input.id, input.takeOver)
    return station.inbox.get(input.id)
  }),
  release: api.inbox.release.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.release(operator, input.id)
    return station.inbox.get(input.id)
  }),
  snooze: api.inbox.snooze.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.snooze(operator, input.id, input.until)
    return station.inbox.get(input.id)
  }),
  resolve: api.inbox.resolve.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.resolve(operator, input.id, input.reason)
    return station.inbox.get(input.id)
  }),
  reopen: api.inbox.reopen.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.reopen(operator, input.id)
    return station.inbox.get(input.id)
  }),
  handToBot: api.inbox.handToBot.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.handToBot(operator, input.id)
    return station.inbox.get(input.id)
  }),
  typing: api.inbox.typing.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.typing(operator, input.id)
    return done
  }),
  draft: api.inbox.draft.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.conversations.draft(operator, input.id)
  }),
  saveDraft: api.inbox.saveDraft.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.saveDraft(operator, input)
    return done
  }),
})
