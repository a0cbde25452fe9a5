import type { CitizenCard } from '../../contract/citizens.ts'
import type { CitizenRegister } from '../citizens/register.ts'
import type { SignedIn } from '../operators/signed-in.ts'
import { type Admitted, api, signedIn } from './guard.ts'

const done = { ok: true } as const

/** An act on a card answers with the card as it is afterwards. */
function act<Input extends { readonly id: string }>(
  work: (citizens: CitizenRegister, operator: SignedIn, input: Input) => Promise<void>,
) {
  return async ({ input, context }: { input: Input; context: Admitted }): Promise<CitizenCard> => {
    const { station, operator } = signedIn(context)
    await work(station.citizens, operator, input)
    return station.citizens.get(input.id)
  }
}

const registerOf = (context: Admitted) => signedIn(context).station.citizens
const importsOf = (context: Admitted) => registerOf(context).imports
const askerOf = (operator: SignedIn) => ({ id: operator.id, language: operator.me().operator.language })

export const citizensRouter = api.citizens.router({
  list: api.citizens.list.handler(({ input, context }) => registerOf(context).list(input)),
  count: api.citizens.count.handler(({ input, context }) => registerOf(context).count(input)),
  facets: api.citizens.facets.handler(({ context }) => registerOf(context).facets()),
  get: api.citizens.get.handler(({ input, context }) => registerOf(context).get(input.id)),
  update: api.citizens.update.handler(act(({ update }, ...edit) => update(...edit))),
  addPhone: api.citizens.addPhone.handler(act(({ addPhone }, ...added) => addPhone(...added))),
  detach: api.citizens.detach.handler(act(({ detach }, ...ended) => detach(...ended))),
  share: api.citizens.share.handler(act(({ share }, ...shared) => share(...shared))),
  settings: api.citizens.settings.handler(({ context }) => registerOf(context).settings()),
  saveSettings: api.citizens.saveSettings.handler(({ input, context }) =>
    registerOf(context).saveSettings(signedIn(context).operator, input),
  ),
  proposals: api.citizens.proposals.handler(({ context }) => registerOf(context).proposals()),
  distinct: api.citizens.distinct.handler(async ({ input, context }) => {
    await registerOf(context).distinct(input)
    return done
  }),
  previewMerge: api.citizens.previewMerge.handler(({ input, context }) => registerOf(context).previewMerge(input)),
  merge: api.citizens.merge.handler(({ input, context }) =>
    registerOf(context).merge(signedIn(context).operator, input),
  ),
  undoMerge: api.citizens.undoMerge.handler(async ({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.citizens.get(await station.citizens.undoMerge(operator, input.id))
  }),
  exportList: api.citizens.exportList.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.citizens.exportList(askerOf(operator), input)
  }),
  beginImport: api.citizens.beginImport.handler(({ input, context }) =>
    importsOf(context).beginImport(signedIn(context).operator, input),
  ),
  sendPiece: api.citizens.sendPiece.handler(async ({ input, context }) => {
    const bytes = Buffer.from(await input.file.arrayBuffer())
    return importsOf(context).sendPiece({ id: input.id, position: input.position, bytes })
  }),
  lookAtImport: api.citizens.lookAtImport.handler(({ input, context }) => importsOf(context).lookAtImport(input.id)),
  checkImport: api.citizens.checkImport.handler(({ input, context }) => importsOf(context).checkImport(input)),
  commitImport: api.citizens.commitImport.handler(({ input, context }) =>
    importsOf(context).commitImport(signedIn(context).operator, input.id),
  ),
  cancelImport: api.citizens.cancelImport.handler(({ input, context }) =>
    importsOf(context).cancelImport(signedIn(context).operator, input.id),
  ),
  import: api.citizens.import.handler(({ input, context }) => importsOf(context).import(input.id)),
  verdicts: api.citizens.verdicts.handler(({ input, context }) => {
    const { station, operator } = signedIn(context)
    return station.citizens.verdicts(askerOf(operator), input)
  }),
})
