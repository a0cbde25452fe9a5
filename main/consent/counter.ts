import type { Language } from '../../contract/common.ts'
import type { Method } from '../../contract/consents.ts'
import { Problem } from '../../contract/problems.ts'
import { actorOf, type Operator } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { AnsweringDesk } from './answering.ts'
import type { By } from './desk.ts'
import type { JoiningDesk } from './joining.ts'
import type { LeavingDesk } from './leaving.ts'
import type { ConsentNeeds } from './needs.ts'
import { citizenExists } from './queries.ts'

type CounterNeeds = Pick<ConsentNeeds, 'store' | 'audit'> & {
  readonly joining: JoiningDesk
  readonly answering: AnsweringDesk
  readonly leaving: LeavingDesk
}

/** What operators note for people who come, call or write on paper. Joining still needs the yes from the phone. */
export function counter({ store, audit, joining, answering, leaving }: CounterNeeds) {
  const act = (operator: Operator, citizenId: string, what: string, work: (tx: Writer, by: By) => Promise<string>) =>
    store.transaction(async (tx) => {
      if (!(await citizenExists(tx, citizenId))) throw new Problem('NOT_FOUND')
      const detail = await work(tx, { kind: 'operator', id: operator.id })
      const object = { kind: 'citizen', id: citizenId }
      await audit.record(tx, { actor: actorOf(operator), action: `consent.${what}`, object, result: 'ok', detail })
    })

  return {
    /** Waits 48 hours for the yes from that phone. */
    join(
      operator: Operator,
      form: { citizenId: string; method: Method; language: Language; purposes: readonly string[] },
    ): Promise<void> {
      const { citizenId, method, language, purposes } = form
      return act(operator, citizenId, 'join', async (tx, by) => {
        await joining.begin(tx, { citizenId, conversationId: null, language, method, by, said: null })
        await answering.declareAge(tx, { citizenId, oldEnough: true, said: null })
        await answering.choose(tx, { citizenId, purposeIds: purposes })
        return [method, ...purposes].join(', ')
      })
    },

    withdraw(
      operator: Operator,
      { citizenId, method, purposes }: { citizenId: string; method: Method; purposes: readonly string[] | 'all' },
    ): Promise<void> {
      return act(operator, citizenId, 'withdraw', async (tx, by) => {
        await leaving.withdraw(tx, { citizenId, purposeIds: purposes, method, by, said: null })
        return [method, ...(purposes === 'all' ? ['all'] : purposes)].join(', ')
      })
    },

    /** Somebody says that they are not who this number was. */
    numberChanged(operator: Operator, citizenId: string): Promise<void> {
      return act(operator, citizenId, 'number_changed', async (tx, by) => {
        await leaving.numberChanged(tx, { citizenId, why: 'wrong_number', by })
        return 'wrong_number'
      })
    },
  }
}
