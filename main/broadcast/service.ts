import type { Logger } from 'pino'
import { actas } from './acta.ts'
import { acts } from './acts.ts'
import { approval } from './approval.ts'
import { audience } from './audience.ts'
import { comingBroadcasts } from './coming.ts'
import { drafting } from './drafting.ts'
import { launching } from './launching.ts'
import type { BroadcastNeeds } from './needs.ts'
import { planning } from './planning.ts'
import { broadcastReader } from './reader.ts'
import { releasing } from './releasing.ts'
import { runner } from './runner.ts'
import { sentOf } from './sent.ts'
import { broadcastGate } from './stopping.ts'
import { testing } from './test-phones.ts'
import { tryingOut } from './trying-out.ts'

/** Notices to many: written by one person, approved by another, handed over one by one to who asked for them. */
export function broadcasts(needs: BroadcastNeeds & { readonly log: Logger }) {
  const common = acts(needs)
  const audiences = audience(needs)
  const drafts = drafting(needs, common)
  const launches = launching(needs, common, audiences, drafts)
  const coming = comingBroadcasts(needs, audiences)
  const reader = broadcastReader(needs, common, coming)
  const plans = planning(needs, common, audiences)
  return {
    ...reader,
    ...tryingOut(needs, common, audiences, coming),
    ...testing(needs, common),
    ...approval(needs, common),
    create: drafts.create,
    save: drafts.save,
    attach: drafts.attach,
    detach: drafts.detach,
    duplicate: drafts.duplicate,
    saveRules: drafts.saveRules,
    rules: () => common.rules(needs.store.read),
    launch: launches.launch,
    recall: launches.recall,
    pause: launches.pause,
    resume: launches.resume,
    cancel: launches.cancel,
    acta: actas(needs, reader),
    sent: sentOf(needs, common),
    gate: broadcastGate,
    coming: coming.on,

    /** What runs them on the line that this station may hold. */
    runner: (stationId: string) =>
      runner({
        ...needs,
        stationId,
        acts: common,
        planning: plans,
        releasing: releasing(needs, stationId, common),
        launching: launches,
      }),
  }
}

export type Broadcasts = ReturnType<typeof broadcasts>
