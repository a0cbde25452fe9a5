import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Problem } from '../../contract/problems.ts'

/** scrypt's cost: 2^`logN` rounds of `r` × 128 bytes, `p` times. It uses 128 × 2^`logN` × `r` bytes of memory. */
export type ScryptCost = { readonly logN: number; readonly r: number; readonly p: number }

/** OWASP's first choice for scrypt: 128 MiB and a few tenths of a second per guess. */
export const owaspCost: ScryptCost = { logN: 17, r: 8, p: 1 }

const SALT_BYTES = 16
const KEY_BYTES = 32
const MAX_WAITING = 100

export type Verdict = {
  readonly ok: boolean
  /** The password is right and its hash was made with a lower cost than today's. */
  readonly outdated: boolean
}

/** Turns passwords and PINs into hashes, off the event loop and one at a time, so memory stays bounded. */
export interface Passwords {
  /** A string that holds algorithm, cost, salt and key: `$scrypt$ln=17,r=8,p=1$salt$key`. Throws `TOO_MANY_REQUESTS`. */
  hash(secret: string): Promise<string>
  /** With `null` (no such account) the answer is no, after the same work. Throws `TOO_MANY_REQUESTS`. */
  verify(encoded: string | null, secret: string): Promise<Verdict>
}

export function passwords(cost: ScryptCost = owaspCost): Passwords {
  let waiting = 0
  let last: Promise<unknown> = Promise.resolve()

  /** Each derivation waits for the one before it. */
  async function derive(secret: string, salt: Buffer, at: ScryptCost): Promise<Buffer> {
    if (waiting >= MAX_WAITING) throw new Problem('TOO_MANY_REQUESTS')
    waiting += 1
    const key = last.then(() => scryptKey(secret, salt, at))
    last = key.catch(() => undefined)
    try {
      return await key
    } finally {
      waiting -= 1
    }
  }

  return {
    async hash(secret) {
      const salt = randomBytes(SALT_BYTES)
      return encode({ cost, salt, key: await derive(secret, salt, cost) })
    },
    async verify(encoded, secret) {
      const stored = encoded === null ? null : decode(encoded)
      const target = stored ?? { cost, salt: Buffer.alloc(SALT_BYTES), key: randomBytes(KEY_BYTES) }
      const key = await derive(secret, target.salt, target.cost)
      const ok = timingSafeEqual(key, target.key) && stored !== null
      return { ok, outdated: ok && isBelow(target.cost, cost) }
    },
  }
}

type Encoded = { readonly cost: ScryptCost; readonly salt: Buffer; readonly key: Buffer }

const base64 = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')

function encode({ cost, salt, key }: Encoded): string {
  return `$scrypt$ln=${cost.logN},r=${cost.r},p=${cost.p}$${base64(salt)}$${base64(key)}`
}

function decode(encoded: string): Encoded {
  const match = /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(encoded)
  const [, logN, r, p, salt = '', key = ''] = match ?? []
  const decoded = { salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') }
  if (!match || decoded.key.length !== KEY_BYTES) throw new Error('A stored password hash cannot be read')
  return { cost: { logN: Number(logN), r: Number(r), p: Number(p) }, ...decoded }
}

const isBelow = (old: ScryptCost, current: ScryptCost) =>
  old.logN < current.logN || old.r < current.r || old.p < current.p

function scryptKey(secret: string, salt: Buffer, { logN, r, p }: ScryptCost): Promise<Buffer> {
  const N = 2 ** logN
  const maxmem = 128 * r * (N + p) + 1024 * 1024
  return new Promise((resolve, reject) => {
    scrypt(secret.normalize('NFKC'), salt, KEY_BYTES, { N, r, p, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    )
  })
}
