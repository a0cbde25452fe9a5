import { Problem } from '../../../contract/problems.ts'
import type { Operator } from '../../operators/actor.ts'
import type { Writer } from '../../store/store.ts'
import { type ActNeeds, note } from './acts.ts'
import { countOn, everything, publishedVersions, putSwitch, switchedOff } from './queries.ts'
import { outlineOf } from './rules.ts'

export function flowSwitches(needs: ActNeeds) {
  const { store, clock } = needs

  /** Does nothing when it stands so already. */
  async function put(tx: Writer, operator: Operator, flow: string, on: boolean): Promise<void> {
    if (!(await switchedOff(tx)).has(flow) === on) return
    await putSwitch(tx, { flow, is_on: on ? 1 : 0, author_id: operator.id, updated_at: clock.now() })
    await countOn(tx, 'set')
    await note(needs, tx, operator, { action: on ? 'assistant.switch_on' : 'assistant.switch_off', flow })
  }

  return {
    /** Throws `NOT_FOUND`, and `BAD_INPUT` for the front door: it goes only with the whole assistant. */
    switch: (operator: Operator, { name, on }: { name: string; on: boolean }): Promise<void> =>
      store.transaction(async (tx) => {
        const row = (await publishedVersions(tx)).find(({ flow }) => flow === name)
        if (!row) throw new Problem('NOT_FOUND')
        if (outlineOf(row.flow_json).front) throw new Problem('BAD_INPUT', { fields: ['name'] })
        await put(tx, operator, name, on)
      }),

    /** Off: every message waits for a person. */
    switchAll: (operator: Operator, { on }: { on: boolean }): Promise<void> =>
      store.transaction((tx) => put(tx, operator, everything, on)),
  }
}
