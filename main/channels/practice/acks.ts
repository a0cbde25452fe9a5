import type { Faults, Speed } from '../../../contract/practice.ts'
import type { Clock } from '../../station/needs.ts'
import type { Reader } from '../../store/store.ts'
import type { Delivery } from './delivery.ts'
import { acknowledgements, type PlannedAck } from './faults.ts'
import type { Ledger } from './ledger.ts'
import { markTold, untold } from './queries.ts'

export type AckNeeds = {
  readonly read: Reader
  readonly ledger: Ledger
  readonly clock: Clock
  readonly delivery: Delivery
  readonly seed: number
  readonly faults: () => Faults
  readonly speed: () => Speed
}

const PAGE = 500
const RETRY = 1_000

/** Tells the station what became of the messages it sent: accepted, delivered, read. */
export function acks(needs: AckNeeds) {
  const { read, ledger, clock, delivery, seed, faults, speed } = needs
  const cancels = new Set<() => void>()

  const haste = () => {
    const now = speed()
    return typeof now === 'number' ? Math.max(1, now) : Number.POSITIVE_INFINITY
  }

  const after = (ms: number, work: () => void) => {
    const cancel = clock.after(ms, () => {
      cancels.delete(cancel)
      work()
    })
    cancels.add(cancel)
  }

  const tell = (id: string, due: readonly PlannedAck[], isLast: boolean) => {
    const last = due.at(-1)
    if (!last) return
    const events = due.map(({ status }) => ({ type: 'ack', providerId: id, status, at: clock.now() }) as const)
    delivery.tell(events).then(
      () => ledger.writeLater((tx) => markTold(tx, { id, status: last.status, told: Number(isLast) })),
      // A line that is closed tells everything again when it opens.
      () => delivery.isOpen() && after(RETRY, () => tell(id, due, isLast)),
    )
  }

  const begin = (id: string) => {
    const planned = [...acknowledgements(seed, id, faults(), haste())].sort((a, b) => a.after - b.after)
    if (planned.length === 0) return ledger.writeLater((tx) => markTold(tx, { id, status: 'accepted', told: 1 }))
    const prompt = planned.filter((ack) => ack.after === 0)
    const slow = planned.filter((ack) => ack.after > 0)
    tell(id, prompt, slow.length === 0)
    for (const [index, ack] of slow.entries()) after(ack.after, () => tell(id, [ack], index === slow.length - 1))
  }

  return {
    /** A message reached a phone. */
    begin,
    /** What an earlier life of the station was not told to the end is told again. */
    async resume(): Promise<void> {
      for (let last = 0; ; ) {
        const rows = await untold(read, { after: last, limit: PAGE })
        for (const { id } of rows) begin(id)
        const end = rows.at(-1)
        if (!end || rows.length < PAGE) return
        last = end.seq
      }
    },
    stop(): void {
      for (const cancel of cancels) cancel()
      cancels.clear()
    },
  }
}

export type Acks = ReturnType<typeof acks>
