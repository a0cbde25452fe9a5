import type { Key } from '../wire.ts'

/** Own property on purpose: what the browser hands to the library loses everything that sits on a prototype. */
export class Wid {
  readonly server: string
  readonly user: string
  readonly _serialized: string

  constructor(user: string, server: string) {
    this.user = user
    this.server = server
    this._serialized = `${user}@${server}`
  }

  isLid(): boolean {
    return this.server === 'lid'
  }

  isUser(): boolean {
    return this.server === 'c.us' || this.server === 'lid'
  }

  isGroup(): boolean {
    return this.server === 'g.us'
  }

  isNewsletter(): boolean {
    return this.server === 'newsletter'
  }

  isBroadcast(): boolean {
    return this.server === 'broadcast'
  }

  isStatus(): boolean {
    return this._serialized === 'status@broadcast'
  }

  equals(other: Wid): boolean {
    return this._serialized === other._serialized
  }

  toString(): string {
    return this._serialized
  }

  toJid(): string {
    return this._serialized.replace('@c.us', '@s.whatsapp.net')
  }
}

type WidLike = string | { readonly _serialized: string }

export function createWid(from: WidLike): Wid {
  const text = typeof from === 'string' ? from : from?._serialized
  const [user, server, ...rest] = (text ?? '').split('@')
  if (!user || !server || rest.length > 0) throw new Error(`wid error: invalid wid ${String(text)}`)
  return new Wid(user, server)
}

/** What has the form of an id becomes one; anything else stays as it is, so that malformed models can be made. */
export function asWid(value: unknown): unknown {
  return typeof value === 'string' && value.includes('@') ? createWid(value) : value
}

type KeyParts = {
  readonly from?: Wid
  readonly to?: Wid
  readonly id: string
  readonly participant?: Wid | undefined
  readonly selfDir?: string
  readonly fromMe?: boolean
  readonly remote?: Wid
}

/** The library makes keys of its own sends with `from`, `to` and `selfDir`; everything else knows remote and direction. */
export class MsgKey {
  readonly fromMe: boolean
  readonly remote: Wid
  readonly id: string
  readonly participant?: Wid
  readonly _serialized: string

  constructor({ from, to, id, participant, selfDir, fromMe, remote }: KeyParts) {
    this.fromMe = fromMe ?? selfDir === 'out'
    const other = remote ?? (this.fromMe ? to : from)
    if (!other) throw new Error('MsgKey error: no remote')
    this.remote = other
    this.id = id
    const parts = [String(this.fromMe), other._serialized, id]
    if (participant) {
      this.participant = participant
      parts.push(participant._serialized)
    }
    this._serialized = parts.join('_')
  }

  toString(): string {
    return this._serialized
  }

  /** Asked for through the module at each send, so that it can be replaced. */
  static async newId(): Promise<string> {
    const bytes = crypto.getRandomValues(new Uint8Array(9))
    return `3EB0${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`.toUpperCase()
  }
}

export function keyFromWire(key: Key): MsgKey {
  const participant = key.participant === undefined ? undefined : createWid(key.participant)
  return new MsgKey({ fromMe: key.fromMe, remote: createWid(key.remote), id: key.id, participant })
}

export function keyToWire(key: MsgKey): Key {
  const wire = { fromMe: key.fromMe, remote: key.remote._serialized, id: key.id }
  return key.participant ? { ...wire, participant: key.participant._serialized } : wire
}
