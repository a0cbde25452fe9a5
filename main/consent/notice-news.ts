import type { Language } from '../../contract/common.ts'
import { systemActor } from '../operators/actor.ts'
import type { Writer } from '../store/store.ts'
import type { ConsentNeeds } from './needs.ts'
import { noticeNotKnown, nowKnows } from './notice-queries.ts'
import type { Shipped } from './shipped.ts'

/**
 * What somebody is told, once, who agreed under older words and of whom a new version asks nothing; null for everybody
 * else. Whoever has to agree again is asked instead.
 */
export function noticeNews({
  audit,
  shipped,
}: Pick<ConsentNeeds, 'audit'> & { readonly shipped: Pick<Shipped, 'of'> }) {
  return async (tx: Writer, citizenId: string, language: Language): Promise<string | null> => {
    const [changed] = await noticeNotKnown(tx, { citizenId })
    if (!changed) return null
    await nowKnows(tx, citizenId, changed.version)
    const object = { kind: 'citizen', id: citizenId }
    const detail = String(changed.version)
    await audit.record(tx, { actor: systemActor, action: 'notice.inform', object, result: 'ok', detail })
    return shipped.of(language).changed
  }
}
