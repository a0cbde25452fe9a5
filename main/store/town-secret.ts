import { randomBytes } from 'node:crypto'
import { prepared } from './prepared.ts'
import type { Writer } from './store.ts'

/**
 * 32 random bytes of this town under `name`, made at first use; every station on the store has the same.
 */
export async function townSecret(tx: Writer, name: string): Promise<Buffer> {
  const [known] = await secretOf(tx, { name })
  if (known) return Buffer.from(known.secret, 'base64')
  const secret = randomBytes(32)
  await tx
    .insertInto('town_secrets')
    .values({ name, secret: secret.toString('base64') })
    .execute()
  return secret
}

const secretOf = prepared<{ name: string }, { secret: string }>((db, param) =>
  db.selectFrom('town_secrets').select('secret').where('name', '=', param('name')),
)
