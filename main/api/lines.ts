import { Problem } from '../../contract/problems.ts'
import type { Station } from '../station/station.ts'
import { api, signedIn } from './guard.ts'

const done = { ok: true } as const

function linkable({ station }: { station: Station }) {
  if (!station.townLink) throw new Problem('NOT_FOUND')
  return station.townLink
}

export const linesRouter = api.lines.router({
  list: api.lines.list.handler(({ context }) => signedIn(context).station.lines()),
  linkState: api.lines.linkState.handler(({ context }) => {
    const { station, operator } = signedIn(context)
    const link = station.townLink?.state() ?? null
    if (link === null) return null
    const gaps = operator.permissions.has('inbox.read') ? link.gaps : link.gaps.map((gap) => ({ ...gap, phone: null }))
    return { ...link, gaps, qr: operator.permissions.has('line.control') ? link.qr : null }
  }),
  link: api.lines.link.handler(async ({ input, context }) => {
    const { operator, ...at } = signedIn(context)
    await linkable(at).begin(operator, input)
    return done
  }),
  checkBrowser: api.lines.checkBrowser.handler(({ context }) => linkable(signedIn(context)).checkBrowser()),
  reconcile: api.lines.reconcile.handler(async ({ context }) => {
    const { operator, ...at } = signedIn(context)
    await linkable(at).reconcile(operator)
    return done
  }),
  liftRestriction: api.lines.liftRestriction.handler(async ({ input, context }) => {
    const { operator, ...at } = signedIn(context)
    await linkable(at).lift(operator, input.reason)
    return done
  }),
  unlink: api.lines.unlink.handler(async ({ context }) => {
    const { operator, ...at } = signedIn(context)
    await linkable(at).unlink(operator)
    return done
  }),
  safety: api.lines.safety.handler(({ input, context }) => signedIn(context).station.safety.read(input.id)),
  resume: api.lines.resume.handler(async ({ input, context }) => {
    const { operator, station } = signedIn(context)
    await station.safety.resume(operator, input.id, { cause: input.cause, reason: input.reason })
    return done
  }),
  policy: api.lines.policy.handler(({ context }) => signedIn(context).station.safety.policy()),
  savePolicy: api.lines.savePolicy.handler(({ input, context }) => {
    const { operator, station } = signedIn(context)
    return station.safety.savePolicy(operator, input)
  }),
  forecast: api.lines.forecast.handler(({ input, context }) =>
    signedIn(context).station.safety.forecast(input.id, input),
  ),
  calendar: api.lines.calendar.handler(({ input, context }) => signedIn(context).station.safety.calendar(input.id)),
  rehearse: api.lines.rehearse.handler(({ input, context }) =>
    signedIn(context).station.safety.rehearse(input.id, input),
  ),
})
