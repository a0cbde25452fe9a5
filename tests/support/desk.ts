import type { Language } from '../../contract/common.ts'
import type { ConversationState } from '../../contract/inbox.ts'
import { appointments } from '../../main/appointments/service.ts'
import { recorder } from '../../main/inbox/recorder.ts'
import type { Operator } from '../../main/operators/actor.ts'
import { auditTrail } from '../../main/operators/audit.ts'
import { outbox } from '../../main/outbox/service.ts'
import { recording } from '../../main/privacy/recording.ts'
import { requests } from '../../main/privacy/requests.ts'
import { reports } from '../../main/reports/service.ts'
import { citizenNews } from '../../main/station/citizen-news.ts'
import { townServices } from '../../main/station/town-services.ts'
import type { Store } from '../../main/store/store.ts'
import { type ManualClock, manualClock } from './clock.ts'
import { sequentialIds } from './ids.ts'
import { rememberedDesk } from './remembered-desk.ts'
import { addConversation, lineRow, messageRow } from './rows.ts'
import type { OpenStore } from './stores.ts'
import { town } from './town.ts'

export const rosa: Operator = { id: 'rosa', name: 'Rosa Prieto', role: 'operator', permissions: new Set() }

export type Desk = Awaited<ReturnType<typeof deskOn>>

/** Reports and agenda as the station joins them, on a store of their own or beside another station's. */
export async function deskOn(open: OpenStore, sharing?: { store: Store; clock: ManualClock }) {
  const clock = sharing?.clock ?? manualClock()
  const store = await open(sharing ? { clock, sharing: sharing.store } : { clock })
  const newId = sequentialIds(sharing ? 1 : 0)
  const closed = new Set<string>()
  const needs = { store, clock, newId, audit: auditTrail({ clock }), town: async () => town }
  const queue = outbox(needs)
  const records = recorder(needs)
  const street = reports({ ...needs, news: citizenNews({ ...needs, recorder: records, outbox: queue }) })
  const agenda = appointments({ ...needs, isOpenDay: (day) => !closed.has(day) })
  const consents = rememberedDesk(() => clock.now()).needs
  const services = townServices({
    reports: street,
    appointments: agenda,
    consents,
    rights: requests(needs, recording(needs)),
    town: needs.town,
  })
  if (!sharing) await store.transaction((tx) => tx.insertInto('lines').values(lineRow()).execute())
  return { store, clock, closed, reports: street, agenda, services, outbox: queue, ...scribe(store) }
}

/** Writes what a citizen would have sent. */
function scribe(store: Store) {
  return {
    /** Citizen `n` with a conversation; its id is `conversation-n`, theirs `citizen-n`. */
    citizen: (n: number, state: ConversationState = 'bot', language: Language | null = null) =>
      store.transaction(async (tx) => {
        await addConversation(tx, n, { state })
        await tx.updateTable('citizens').set({ language }).where('id', '=', `citizen-${n}`).execute()
        return { conversationId: `conversation-${n}`, citizenId: `citizen-${n}` }
      }),

    /** A picture in that conversation; the id of its media. */
    picture: (n: number, name: string) =>
      store.transaction(async (tx) => {
        const media = { id: name, line_id: 'line-1', ref_json: '{}', mime: 'image/jpeg', file_name: null, bytes: 1 }
        const waiting = { state: 'pending' as const, reason: null, blob: null, attempts: 0, next_attempt_at: null }
        await tx
          .insertInto('media')
          .values({ ...media, ...waiting, created_at: 1 })
          .execute()
        const message = { id: `message-${name}`, conversation_id: `conversation-${n}`, kind: 'image', media_id: name }
        await tx.insertInto('messages').values(messageRow(message)).execute()
        return name
      }),

    /** What waits to leave, in its lane, with who says it. */
    async queued() {
      const rows = await store.read
        .selectFrom('outbox as o')
        .innerJoin('messages as m', 'm.id', 'o.message_id')
        .select(['o.lane', 'o.conversation_id', 'm.text', 'm.author_kind', 'm.author_id'])
        .orderBy('o.id')
        .execute()
      return rows.map((row) => ({ ...row }))
    },

    /** Acts of the audit trail, oldest first. */
    async trail() {
      const rows = await store.read.selectFrom('audit').selectAll().orderBy('seq').execute()
      return rows.map((row) => [row.actor_id ?? row.actor_kind, row.action, row.detail].filter(Boolean).join(' '))
    },
  }
}
