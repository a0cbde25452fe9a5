import type { z } from 'zod'
import type { PracticeInbound, phoneMessage, receivedMessage } from '../../../contract/practice.ts'
import { Problem } from '../../../contract/problems.ts'
import type { Clock, NewId } from '../../station/needs.ts'
import type { BlobStore } from '../../store/blobs.ts'
import type { Reader } from '../../store/store.ts'
import type { Delivery } from './delivery.ts'
import type { Ledger } from './ledger.ts'
import {
  eventOf,
  fileOf,
  kindOf,
  type Mail,
  type MediaPart,
  messageKinds,
  type Payload,
  shownOn,
  withoutNul,
} from './mail.ts'
import { insertSent, messageById, receivedBy, rememberPhone, rowsOfPhone } from './queries.ts'
import { isSample, sampleOf } from './samples.ts'

export type PostNeeds = {
  readonly read: Reader
  readonly blobs: BlobStore
  readonly ledger: Ledger
  readonly clock: Clock
  readonly newId: NewId
  readonly delivery: Delivery
  readonly readPhone: (written: string) => string | null
  readonly sampleBytes: () => Promise<ReadonlyMap<string, number>>
}

/** Bytes of a file that comes with a message. */
const LARGEST_FILE = 16 * 1024 * 1024
const KNOWN_PHONES = 20_000

type Letter = { readonly mail: Mail; readonly name: string }

/** Being a citizen by hand: what the phone on the screen and the API send and see. */
export function post(needs: PostNeeds) {
  const { read, ledger, clock, newId, delivery } = needs
  const names = new Map<string, string>()

  const phoneOf = (written: string, field: string): string => {
    const phone = needs.readPhone(written)
    if (phone === null) throw new Problem('BAD_INPUT', { fields: [field] })
    return phone
  }

  const letterOf = (item: PracticeInbound, bytes: ReadonlyMap<string, number>): Letter => {
    const media = item.media && mediaPart(item.media, bytes)
    const location = item.location && withoutNulLabel(item.location)
    const payload = {
      ...(item.at !== undefined && { at: item.at }),
      ...(media && { media }),
      ...(location && { location }),
      ...(item.replyTo !== undefined && { replyTo: withoutNul(item.replyTo) }),
    }
    const mail: Mail = {
      id: withoutNul(item.id ?? newId()),
      phone: phoneOf(item.from, 'from'),
      kind: kindAsked(item.kind) ?? kindOf(media, location),
      text: withoutNul(item.text ?? ''),
      payload: Object.keys(payload).length > 0 ? payload : null,
      at: clock.now(),
    }
    return { mail, name: withoutNul(item.name ?? '') }
  }

  const newNames = (letters: readonly Letter[]): Map<string, string> => {
    const found = new Map<string, string>()
    for (const { mail, name } of letters) {
      const known = found.get(mail.phone) ?? names.get(mail.phone)
      if (known === undefined || (name !== '' && name !== known)) found.set(mail.phone, name)
    }
    return found
  }

  const store = async (letters: readonly Letter[]): Promise<Set<string>> => {
    const named = newNames(letters)
    const fresh = await ledger.write(async (tx) => {
      for (const [phone, name] of named) await rememberPhone(tx, { phone, name })
      return insertSent(
        tx,
        letters.map(({ mail }) => mail),
      )
    })
    if (names.size > KNOWN_PHONES) names.clear()
    for (const [phone, name] of named) names.set(phone, name || (names.get(phone) ?? ''))
    return fresh
  }

  /** What has an id that was sent before is delivered again, as a network may; the station recognises it. */
  const repeat = async (letters: readonly Letter[]): Promise<void> => {
    if (letters.length === 0) return
    const events = letters.map(({ mail, name }) => eventOf(mail, name))
    await delivery.tell(events).catch((error) => {
      if (delivery.isOpen()) throw error
    })
  }

  return {
    /**
     * Sends as citizens: all or nothing. Resolves with the ids once the station has committed them; while the line is
     * down, once they are safe on the citizens' side. Throws `BAD_INPUT` and `TOO_LARGE`.
     */
    async inbound(items: readonly PracticeInbound[]): Promise<string[]> {
      const bytes = await needs.sampleBytes()
      const letters = items.map((item) => letterOf(item, bytes))
      const ids = letters.map(({ mail }) => mail.id)
      const receipt = delivery.isOpen() ? delivery.expect(ids) : null
      const fresh = await store(letters).catch((error) => {
        for (const id of ids) receipt?.waive(id)
        throw error
      })
      delivery.added(fresh.size)
      const repeated = letters.filter(({ mail }) => !fresh.delete(mail.id))
      for (const { mail } of repeated) receipt?.waive(mail.id)
      if (delivery.isOpen()) await Promise.all([receipt?.confirmed, repeat(repeated)])
      return ids
    },
    /** What a phone received, oldest first. */
    async received(written: string): Promise<z.infer<typeof receivedMessage>[]> {
      const rows = await receivedBy(read, { phone: phoneOf(written, 'phone') })
      return rows.map(({ payload_json, ...row }) => ({ ...row, file: fileOf({ payload_json }) }))
    },
    /** The file of a message that a phone received. Throws `NOT_FOUND`. */
    async file(id: string): Promise<File> {
      const [row] = await messageById(read, { id })
      const payload: Payload | null = row?.payload_json ? JSON.parse(row.payload_json) : null
      if (row?.direction !== 'received' || !payload?.file) throw new Problem('NOT_FOUND')
      const { blob, fileName, mime } = payload.file
      return new File([new Uint8Array(await needs.blobs.get(blob))], fileName, { type: mime })
    },
    /** What a phone shows, oldest first. */
    async thread(written: string): Promise<z.infer<typeof phoneMessage>[]> {
      const phone = phoneOf(written, 'phone')
      await ledger.flush()
      return shownOn(await rowsOfPhone(read, phone))
    },
  }
}

function kindAsked(kind: string | undefined): Mail['kind'] | null {
  if (kind === undefined) return null
  return messageKinds.has(kind) ? (kind as Mail['kind']) : 'unknown'
}

function mediaPart(media: NonNullable<PracticeInbound['media']>, bytes: ReadonlyMap<string, number>): MediaPart {
  const { sample, base64 } = media
  const fileName = media.fileName === undefined ? {} : { fileName: withoutNul(media.fileName) }
  const mime = media.mime === undefined ? undefined : withoutNul(media.mime)
  if (sample !== undefined) {
    if (!isSample(sample)) throw new Problem('BAD_INPUT', { fields: ['media.sample'] })
    const shipped = sampleOf(sample)
    const named = shipped.fileName === undefined ? {} : { fileName: shipped.fileName }
    return { sample, mime: mime ?? shipped.mime, bytes: bytes.get(sample) ?? 0, ...named, ...fileName }
  }
  const size = Math.floor(((base64?.length ?? 0) * 3) / 4)
  if (size > LARGEST_FILE) throw new Problem('TOO_LARGE')
  return { base64: withoutNul(base64 ?? ''), mime: mime ?? 'application/octet-stream', bytes: size, ...fileName }
}

function withoutNulLabel({ label, ...place }: NonNullable<PracticeInbound['location']>) {
  return { ...place, ...(label !== undefined && { label: withoutNul(label) }) }
}
