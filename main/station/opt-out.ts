import type { ConsentDesk } from '../consent/desk.ts'
import { channelIdOf } from '../inbox/recall.ts'
import type { Writer } from '../store/store.ts'

export type OptOutDesk = Pick<ConsentDesk, 'withdraw' | 'hold'>

type Wish = {
  readonly citizenId: string
  /** The newest message of the turn. */
  readonly messageId: string
  readonly messages: readonly { readonly text: string }[]
  readonly now: number
  readonly optOut: 'yes' | 'ask'
}

/**
 * Whoever wants no more notices has left in the transaction that heard it, before anything else can leave; where there
 * is a doubt, nothing leaves until it is settled.
 */
export async function hearOptOut(desk: OptOutDesk, tx: Writer, wish: Wish): Promise<void> {
  const { citizenId, messageId, messages, now, optOut } = wish
  if (optOut === 'ask') return desk.hold(tx, citizenId)
  const providerId = await channelIdOf(tx, messageId)
  const said = { messageId, providerId, at: now, text: messages.map(({ text }) => text).join('\n') }
  const by = { kind: 'citizen', id: citizenId } as const
  await desk.withdraw(tx, { citizenId, purposeIds: 'all', method: 'chat', by, said })
}
