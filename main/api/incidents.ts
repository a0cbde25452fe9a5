import { api, signedIn } from './guard.ts'

export const incidentsRouter = api.incidents.router({
  list: api.incidents.list.handler(({ context }) => signedIn(context).station.incidents.list()),
  get: api.incidents.get.handler(({ input, context }) => signedIn(context).station.incidents.get(input.id)),
  open: api.incidents.open.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.incidents.open(operator, input)
  }),
  save: api.incidents.save.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.incidents.save(operator, input)
  }),
  note: api.incidents.note.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.incidents.note(operator, input)
  }),
  close: api.incidents.close.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.incidents.close(operator, input.id)
  }),
  reopen: api.incidents.reopen.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.incidents.reopen(operator, input)
  }),
  file: api.incidents.file.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    const found = await station.incidents.get(input.id)
    await station.incidents.noteExport(operator, input.id, input.format)
    return new Blob([`${JSON.stringify(found, null, 2)}\n`], { type: 'application/json' })
  }),
})
