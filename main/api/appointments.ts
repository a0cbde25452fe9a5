import { api, signedIn } from './guard.ts'

export const appointmentsRouter = api.appointments.router({
  services: api.appointments.services.handler(({ context }) => signedIn(context).station.agenda.services()),
  saveService: api.appointments.saveService.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.agenda.saveService(operator, input)
  }),
  slots: api.appointments.slots.handler(async ({ input, context }) => {
    const found = await signedIn(context).station.agenda.slots(input)
    return found.map((one) => ({ ...one, slots: [...one.slots] }))
  }),
  list: api.appointments.list.handler(({ input, context }) => signedIn(context).station.agenda.list(input)),
  ofConversation: api.appointments.ofConversation.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    await station.inbox.requireOpen(input.conversationId, operator)
    return station.agenda.ofConversation(input.conversationId)
  }),
  byCode: api.appointments.byCode.handler(({ input, context }) => signedIn(context).station.agenda.byCode(input.code)),
  book: api.appointments.book.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    if (input.conversationId !== undefined) await station.inbox.requireOpen(input.conversationId, operator)
    return station.agenda.book(operator, input)
  }),
  change: api.appointments.change.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.agenda.change(operator, input)
  }),
  cancel: api.appointments.cancel.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.agenda.cancel(operator, input.id)
  }),
  close: api.appointments.close.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.agenda.close(operator, input)
  }),
})
