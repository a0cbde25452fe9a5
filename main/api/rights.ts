import type { RightsRequest } from '../../contract/rights.ts'
import type { SignedIn } from '../operators/signed-in.ts'
import type { Station } from '../station/station.ts'
import { type Admitted, api, signedIn } from './guard.ts'

/** Does what was asked and shows the request as it stands afterwards. */
function act<I extends { readonly id: string }>(
  work: (privacy: Station['privacy'], operator: SignedIn, input: I) => Promise<void>,
) {
  return async ({ input, context }: { input: I; context: Admitted }): Promise<RightsRequest> => {
    const { station, operator } = signedIn(context)
    await work(station.privacy, operator, input)
    return station.privacy.get(input.id)
  }
}

/** Asks what an operator may be told, and is told who asks. */
function ask<I, O>(work: (privacy: Station['privacy'], operator: SignedIn, input: I) => Promise<O>) {
  return ({ input, context }: { input: I; context: Admitted }): Promise<O> => {
    const { station, operator } = signedIn(context)
    return work(station.privacy, operator, input)
  }
}

export const rightsRouter = api.rights.router({
  list: api.rights.list.handler(ask(({ list }, _, query) => list(query))),
  get: api.rights.get.handler(ask(({ get }, _, { id }) => get(id))),
  open: api.rights.open.handler(ask(async ({ open, get }, operator, request) => get(await open(operator, request)))),
  people: api.rights.people.handler(ask(async ({ people }, _, query) => [...(await people(query))])),
  link: api.rights.link.handler(act(({ link }, ...whose) => link(...whose))),
  askIdentity: api.rights.askIdentity.handler(act(({ askIdentity }, ...asked) => askIdentity(...asked))),
  verifyIdentity: api.rights.verifyIdentity.handler(act(({ verifyIdentity }, ...seen) => verifyIdentity(...seen))),
  extend: api.rights.extend.handler(act(({ extend }, ...why) => extend(...why))),
  note: api.rights.note.handler(act(({ note }, ...written) => note(...written))),
  answer: api.rights.answer.handler(act(({ answer }, ...said) => answer(...said))),
  refuse: api.rights.refuse.handler(act(({ refuse }, ...why) => refuse(...why))),
  export: api.rights.export.handler(ask((privacy, ...asked) => privacy.export(...asked))),
  rectify: api.rights.rectify.handler(act(({ rectify }, ...change) => rectify(...change))),
  object: api.rights.object.handler(act(({ object }, operator, { id }) => object(operator, id))),
  restrict: api.rights.restrict.handler(act(({ restrict }, operator, { id }) => restrict(operator, id))),
  preview: api.rights.preview.handler(ask(({ preview }, _, asked) => preview(asked))),
  block: api.rights.block.handler(act(({ block }, ...what) => block(...what))),
  certificate: api.rights.certificate.handler(ask(({ certificate }, _, asked) => certificate(asked))),
  readBlocked: api.rights.readBlocked.handler(ask(({ readBlocked }, ...opening) => readBlocked(...opening))),
  exportBlocked: api.rights.exportBlocked.handler(ask(({ exportBlocked }, ...opening) => exportBlocked(...opening))),
  findBlocked: api.rights.findBlocked.handler(ask(({ findBlocked }, ...sought) => findBlocked(...sought))),
  settings: api.rights.settings.handler(ask(({ settings }) => settings())),
  saveSettings: api.rights.saveSettings.handler(ask(({ saveSettings }, ...changed) => saveSettings(...changed))),
  document: api.rights.document.handler(ask(({ document }, _, asked) => document(asked))),
})
