import { z } from 'zod'
import { Problem } from '../../contract/problems.ts'
import { type CannedReply, cannedReply } from '../../contract/settings.ts'
import starters from '../../resources/canned-replies/es.json' with { type: 'json' }
import { type AuditTrail, actorOf, type Operator, systemActor } from '../operators/actor.ts'
import type { Clock, NewId } from '../station/needs.ts'
import type { Store } from '../store/store.ts'
import {
  allCannedReplies,
  cannedReplyById,
  putCannedReply,
  putSetting,
  removeCannedReply,
  settingByKey,
  shortcutOwner,
} from './queries.ts'
import { changedFields } from './rules.ts'

type Needs = { readonly store: Store; readonly clock: Clock; readonly newId: NewId; readonly audit: AuditTrail }

/** Without an id it is a new one. */
export type CannedReplyInput = Omit<CannedReply, 'id'> & { readonly id?: string | undefined }

export type CannedReplies = ReturnType<typeof cannedReplies>

/** Texts operators send again and again, found by their shortcut. */
export function cannedReplies({ store, clock, newId, audit }: Needs) {
  const changed = { kind: 'settings', objectId: 'canned_replies' } as const

  return {
    async list(): Promise<CannedReply[]> {
      return allCannedReplies(store.read)
    },

    /** Throws `NAME_TAKEN` when another reply has the shortcut, and `NOT_FOUND`. */
    async save(actor: Operator, { id, ...words }: CannedReplyInput): Promise<CannedReply> {
      const reply = { id: id ?? newId(), ...words }
      return store.transaction(async (tx) => {
        const before = await cannedReplyById(tx, reply.id)
        if (id !== undefined && !before) throw new Problem('NOT_FOUND')
        const owner = await shortcutOwner(tx, reply.shortcut)
        if (owner !== undefined && owner !== reply.id) throw new Problem('NAME_TAKEN')
        await putCannedReply(tx, reply, clock.now())
        const object = { kind: 'canned_reply', id: reply.id }
        const detail = before ? changedFields(before, reply).join(', ') : 'new'
        const actedBy = actorOf(actor)
        await audit.record(tx, { actor: actedBy, action: 'settings.save_canned_reply', object, result: 'ok', detail })
        await store.changes.note(tx, [changed])
        return reply
      })
    },

    /** Throws `NOT_FOUND`. */
    async delete(actor: Operator, { id }: { id: string }): Promise<void> {
      await store.transaction(async (tx) => {
        if (!(await removeCannedReply(tx, id))) throw new Problem('NOT_FOUND')
        const object = { kind: 'canned_reply', id }
        await audit.record(tx, { actor: actorOf(actor), action: 'settings.delete_canned_reply', object, result: 'ok' })
        await store.changes.note(tx, [changed])
      })
    },

    /** Fills a new store with the shipped replies; once, so that those the town deletes stay away. */
    async addStarters(): Promise<void> {
      await store.transaction(async (tx) => {
        if ((await settingByKey(tx, 'canned_replies.starters')) !== null) return
        const now = clock.now()
        for (const starter of z.array(cannedReply.omit({ id: true })).parse(starters)) {
          if (!(await shortcutOwner(tx, starter.shortcut))) await putCannedReply(tx, { id: newId(), ...starter }, now)
        }
        await putSetting(tx, 'canned_replies.starters', true, now)
        await audit.record(tx, { actor: systemActor, action: 'settings.add_starters', result: 'ok' })
        await store.changes.note(tx, [changed])
      })
    },
  }
}
