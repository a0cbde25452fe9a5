import type { LineState } from '../../../contract/line.ts'
import type { Faults } from '../../../contract/practice.ts'
import type { Clock } from '../../station/needs.ts'
import type { BlobStore } from '../../store/blobs.ts'
import type { Reader } from '../../store/store.ts'
import {
  type Capability,
  type Channel,
  type ChannelSink,
  MediaUnavailable,
  NotSent,
  type OutboundMedia,
  type OutboundMessage,
} from '../channel.ts'
import type { Acks } from './acks.ts'
import type { Delivery } from './delivery.ts'
import { losesMedia, refuses } from './faults.ts'
import type { Ledger } from './ledger.ts'
import { type Payload, withoutNul } from './mail.ts'
import { insertReceived, messageById } from './queries.ts'
import { isSample, sampleBytes } from './samples.ts'

export type PracticeChannelNeeds = {
  readonly read: Reader
  readonly blobs: BlobStore
  readonly ledger: Ledger
  readonly clock: Clock
  readonly seed: number
  readonly faults: () => Faults
  readonly mediaFolder: string
  readonly delivery: Delivery
  readonly acks: Acks
  readonly readPhone: (written: string) => string | null
  /** The town's life: begins when the line connects, ends with it. */
  readonly town: { start(): Promise<void>; stop(): Promise<void> }
  /** An answer reaches a phone, in the transaction that brings it. */
  readonly answered: (tx: Parameters<Parameters<Ledger['write']>[0]>[0], phone: string) => Promise<void>
  readonly onAnswered: () => void
}

const capabilities: ReadonlySet<Capability> = new Set([
  'media.receive',
  'media.send',
  'contacts.send',
  'reactions',
  'edits',
  'deletions',
  'replies',
  'delivery_receipts',
  'read_receipts',
  'send.preassigned_id',
  'send.lookup',
])

function stateOf(faults: Faults): LineState {
  if (faults.disconnected) return 'reconnecting'
  return faults.restricted ? 'restricted' : 'connected'
}

/** The practice town seen as any other way to reach WhatsApp, and the weather on the line. */
export function practiceChannel(needs: PracticeChannelNeeds) {
  const { read, ledger, clock, seed, faults, delivery, acks, readPhone } = needs
  const tries = new Map<string, number>()
  let sink: ChannelSink | null = null
  let shown: LineState | null = null

  const show = (state: LineState) => {
    if (state === shown) return
    shown = state
    sink?.state(state)
  }

  const connect = async (to: ChannelSink) => {
    await ledger.flush()
    delivery.open(to)
    show(stateOf(faults()))
    await acks.resume()
  }

  const disconnect = async () => {
    acks.stop()
    await delivery.close()
  }

  /** Why nothing can leave now; null when it can. */
  const hindrance = (id: string): NotSent | null => {
    if (!sink || faults().disconnected) return new NotSent('refused', { retry: true })
    if (faults().restricted) return new NotSent('restricted', { retry: false })
    const attempt = (tries.get(id) ?? 0) + 1
    if (!refuses(seed, id, attempt, faults())) return null
    tries.set(id, attempt)
    return new NotSent('refused', { retry: true })
  }

  const keep = async ({ mime, fileName, bytes }: OutboundMedia) => ({
    ...{ mime, fileName, bytes: bytes.length },
    blob: await needs.blobs.put(bytes),
  })

  const reach = async (phone: string, { providerId: id, text, media, card, replyTo }: OutboundMessage) => {
    const enclosed = media && { kind: media.kind, file: await keep(media) }
    await ledger.write(async (tx) => {
      const said = { id, phone, kind: 'text' as const, text: withoutNul(text), at: clock.now() }
      const message = {
        ...said,
        ...enclosed,
        ...(card && { kind: 'contact' as const, card }),
        ...(replyTo !== undefined && { replyTo }),
      }
      if (await insertReceived(tx, message)) await needs.answered(tx, phone)
    })
    tries.delete(id)
    needs.onAnswered()
    acks.begin(id)
  }

  const isAtPhone = async (id: string): Promise<boolean> => {
    await ledger.flush()
    const [row] = await messageById(read, { id })
    return row?.direction === 'received'
  }

  const channel: Channel = {
    kind: 'practice',
    capabilities,
    async start(to) {
      sink = to
      shown = null
      delivery.reset()
      show('connecting')
      await needs.town.start()
      if (faults().disconnected) show('reconnecting')
      else await connect(to)
    },
    async stop() {
      sink = null
      await needs.town.stop()
      await disconnect()
      await ledger.flush()
    },
    async send(message) {
      const phone = message.to.phone ? readPhone(message.to.phone) : null
      if (phone === null) throw new NotSent('not_on_whatsapp', { retry: false })
      const refusal = hindrance(message.providerId)
      // A message that is at the phone already did leave; the repetition is dropped there.
      if (refusal && !(await isAtPhone(message.providerId))) throw refusal
      if (!refusal) await reach(phone, message)
    },
    async lookUp(providerId) {
      if (faults().disconnected) throw new Error('The line is down: nobody can tell')
      return (await isAtPhone(providerId)) ? 'accepted' : 'absent'
    },
    async fetchMedia(ref, maxBytes) {
      const id = typeof ref.message === 'string' ? ref.message : ''
      if (faults().disconnected || losesMedia(seed, id, faults())) throw new MediaUnavailable({ retry: true })
      const [row] = await messageById(read, { id })
      const payload: Payload | null = row?.payload_json ? JSON.parse(row.payload_json) : null
      return bytesOf(payload?.media, needs.mediaFolder, maxBytes + 1)
    },
  }

  return {
    channel,
    /** The weather changed: connects, disconnects and says so. */
    async weather(): Promise<void> {
      if (!sink) return
      if (faults().disconnected) {
        show('reconnecting')
        await disconnect()
      } else if (delivery.isOpen()) show(stateOf(faults()))
      else await connect(sink)
    },
  }
}

async function bytesOf(media: Payload['media'], folder: string, atMost: number): Promise<Uint8Array> {
  if (media?.sample && isSample(media.sample)) return sampleBytes(media.sample, folder, atMost)
  if (media?.base64 === undefined) throw new MediaUnavailable({ retry: false })
  return Buffer.from(media.base64, 'base64').subarray(0, atMost)
}
