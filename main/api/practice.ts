import { Problem } from '../../contract/problems.ts'
import type { Station } from '../station/station.ts'
import { api, signedIn } from './guard.ts'

function townOf({ station }: { station: Station }) {
  if (!station.practice) throw new Problem('NOT_PRACTICE')
  return station.practice
}

function clockOf({ station }: { station: Station }) {
  if (!station.practiceTime) throw new Problem('NOT_PRACTICE')
  return station.practiceTime
}

export const practiceRouter = api.practice.router({
  status: api.practice.status.handler(({ context }) => townOf(signedIn(context)).status()),
  setSpeed: api.practice.setSpeed.handler(({ input, context }) => townOf(signedIn(context)).setSpeed(input.speed)),
  setFaults: api.practice.setFaults.handler(({ input, context }) => townOf(signedIn(context)).setFaults(input)),
  causeFaults: api.practice.causeFaults.handler(({ input, context }) => townOf(signedIn(context)).setFaults(input)),
  clock: api.practice.clock.handler(({ context }) => clockOf(signedIn(context)).read()),
  setClock: api.practice.setClock.handler(({ input, context }) => clockOf(signedIn(context)).change(input.body)),
  citizens: api.practice.citizens.handler(({ context }) => [...townOf(signedIn(context)).citizens()]),
  inbound: api.practice.inbound.handler(async ({ input, context }) => {
    const items = Array.isArray(input.body) ? input.body : [input.body]
    return { accepted: await townOf(signedIn(context)).inbound(items) }
  }),
  received: api.practice.received.handler(({ input, context }) => townOf(signedIn(context)).received(input.phone)),
  file: api.practice.file.handler(({ input, context }) => townOf(signedIn(context)).file(input.id)),
  thread: api.practice.thread.handler(({ input, context }) => townOf(signedIn(context)).thread(input.phone)),
})
