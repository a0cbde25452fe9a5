import type { CitizenConsents, ThreadMerges } from '../citizens/needs.ts'
import { citizenRegister } from '../citizens/register.ts'
import { type JoinedThreads, threadJoining } from '../inbox/joining.ts'
import type { Recorder } from '../inbox/recorder.ts'
import type { AuditTrail } from '../operators/actor.ts'
import { describeError } from './describe-error.ts'
import type { Needs } from './needs.ts'

type Joined = Needs & {
  readonly audit: AuditTrail
  readonly recorder: Recorder
  readonly consents: CitizenConsents
}

/** The threads of the inbox, as a merge of citizens moves them. */
function threadMerges(recorder: Recorder): ThreadMerges {
  const { join, part, recount } = threadJoining()
  return {
    join,
    recount,
    part: (tx, joined) => part(tx, joined as JoinedThreads),
    async open(tx, besideId, citizenId) {
      const beside = await recorder.find(tx, besideId)
      if (!beside) throw new Error('the thread of a merge is gone')
      return (await recorder.conversation(tx, beside.line_id, citizenId)).id
    },
  }
}

/** The citizens of the town, with the inbox and the consents beside them. */
export const joinCitizens = ({ recorder, log, ...needs }: Joined) =>
  citizenRegister({
    ...needs,
    threads: threadMerges(recorder),
    failed: (error) => log.error({ error: describeError(error) }, 'a list of citizens was not imported'),
  })
