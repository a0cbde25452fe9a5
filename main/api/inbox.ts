import type { Conversation } from '../../contract/inbox.ts'
import type { Inbox } from '../inbox/service.ts'
import type { SignedIn } from '../operators/signed-in.ts'
import { type Admitted, api, signedIn } from './guard.ts'

const done = { ok: true } as const

/** A search that is nothing but a number, or most of one. */
const looksLikePhone = (text: string) => /^[\d\s+().-]+$/.test(text) && text.replace(/\D/g, '').length >= 5

/** An act on a conversation answers with the conversation as it is afterwards. */
function act<Input extends { readonly id: string }>(
  work: (conversations: Inbox, operator: SignedIn, input: Input) => Promise<void>,
) {
  return async ({ input, context }: { input: Input; context: Admitted }): Promise<Conversation> => {
    const { station, operator } = signedIn(context)
    await work(station.conversations, operator, input)
    return station.inbox.get(input.id, operator)
  }
}

export const inboxRouter = api.inbox.router({
  list: api.inbox.list.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.inbox.list({ ...input, operatorId: operator.id }, operator)
  }),
  counts: api.inbox.counts.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    return station.inbox.counts(operator.id)
  }),
  get: api.inbox.get.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    const conversation = await station.inbox.get(input.id, operator)
    if (!conversation.withheld) await station.acts.viewed(operator, conversation.citizen.id)
    return conversation
  }),
  collected: api.inbox.collected.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.collected(input.id, operator)
  }),
  messages: api.inbox.messages.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.inbox.messages(input, operator)
  }),
  message: api.inbox.message.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.inbox.message(input.id, operator)
  }),
  media: api.inbox.media.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    const file = await station.inbox.media(input.id, operator)
    if (await station.inbox.isIdentity(input.id)) await station.acts.revealed(operator, input.id)
    return file
  }),
  search: api.inbox.search.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    if (input.cursor === undefined && looksLikePhone(input.q)) await station.acts.done(operator, 'citizen.search_phone')
    return station.inbox.search(input, operator)
  }),
  send: api.inbox.send.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.inbox.message(await station.conversations.send(operator, input), operator)
  }),
  attach: api.inbox.attach.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    const file = { fileName: input.file.name, bytes: Buffer.from(await input.file.arrayBuffer()) }
    return station.conversations.attach(operator, input.id, file)
  }),
  undo: api.inbox.undo.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.conversations.undo(operator, input.id)
  }),
  settle: api.inbox.settle.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.conversations.settle(operator, input.id, input.outcome)
    return station.inbox.message(input.id, operator)
  }),
  note: api.inbox.note.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.inbox.message(await station.conversations.note(operator, input.id, input.text), operator)
  }),
  claim: api.inbox.claim.handler(act(({ claim }, operator, { id, takeOver }) => claim(operator, id, takeOver))),
  release: api.inbox.release.handler(act(({ release }, operator, { id }) => release(operator, id))),
  snooze: api.inbox.snooze.handler(act(({ snooze }, operator, { id, until }) => snooze(operator, id, until))),
  resolve: api.inbox.resolve.handler(act(({ resolve }, operator, { id, reason }) => resolve(operator, id, reason))),
  reopen: api.inbox.reopen.handler(act(({ reopen }, operator, { id }) => reopen(operator, id))),
  handToBot: api.inbox.handToBot.handler(act(({ handToBot }, operator, { id }) => handToBot(operator, id))),
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
