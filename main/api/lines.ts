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
    return link && (operator.permissions.has('line.control') ? link : { ...link, qr: null })
  }),
  link: api.lines.link.handler(async ({ input, context }) => {
    const { operator, ...at } = signedIn(context)
    await linkable(at).begin(operator, input)
    return done
  }),
  unlink: api.lines.unlink.handler(async ({ context }) => {
    const { operator, ...at } = signedIn(context)
    await linkable(at).unlink(operator)
    return done
  }),
})
