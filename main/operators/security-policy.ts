import { createHash } from 'node:crypto'
import { securityPolicy as policySchema, type SecurityPolicy } from '../../contract/security.ts'
import duties from '../../resources/security/duties.json' with { type: 'json' }
import type { Clock } from '../station/needs.ts'
import { readSetting, writeSetting } from '../store/settings.ts'
import type { Reader, Store, Writer } from '../store/store.ts'
import { type AuditTrail, actorOf, type Operator } from './actor.ts'

/** What holds until the town decides otherwise. */
const shipped: SecurityPolicy = {
  secondFactor: 'required',
  passwordMonths: 24,
  fourEyes: true,
  reviewMonths: 3,
  duties,
}

export interface PolicyReader {
  /** Whether anything but the password is asked at the door: the practice town asks nothing. */
  readonly asks: boolean
  current(db: Reader | Writer): Promise<SecurityPolicy>
}

/** Names one version of the texts that people acknowledge. */
export const dutiesVersion = ({ duties }: Pick<SecurityPolicy, 'duties'>): string => sha256(duties)

const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex')

export function securityPolicy({
  store,
  clock,
  audit,
  asks,
}: {
  store: Store
  clock: Clock
  audit: AuditTrail
  asks: boolean
}) {
  async function current(db: Reader | Writer): Promise<SecurityPolicy> {
    const json = await readSetting(db, 'security')
    return json === null ? shipped : { ...shipped, ...JSON.parse(json) }
  }

  return {
    asks,
    current,
    get: () => current(store.read),

    save(actor: Operator, { reason, ...policy }: SecurityPolicy & { readonly reason?: string | undefined }) {
      return store.transaction(async (tx): Promise<SecurityPolicy> => {
        const before = await current(tx)
        const after = policySchema.parse(policy)
        const fields = policyFields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
        if (fields.length === 0) return before
        await writeSetting(tx, 'security', after, clock.now())
        await audit.record(tx, {
          actor: actorOf(actor),
          action: 'security.save_policy',
          object: { kind: 'setting', id: 'security' },
          result: 'ok',
          detail: fields.map((field) => (field === 'duties' ? field : `${field} ${after[field]}`)).join(', '),
          change: { before: sha256(before), after: sha256(after) },
          ...(reason && { reason }),
        })
        await store.changes.note(tx, [{ kind: 'settings', objectId: 'security' }])
        return after
      })
    },
  }
}

const policyFields = ['secondFactor', 'passwordMonths', 'fourEyes', 'reviewMonths', 'duties'] as const
