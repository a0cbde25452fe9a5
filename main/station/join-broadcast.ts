import type { Language } from '../../contract/common.ts'
import type { Town } from '../../contract/settings.ts'
import type { BroadcastNeeds, Letter, Letters, LineSense, Permissions } from '../broadcast/needs.ts'
import { broadcasts } from '../broadcast/service.ts'
import { readPhone } from '../citizens/phones.ts'
import type { Consents } from '../consent/service.ts'
import type { RenderPdf } from '../documents/printed-document.ts'
import type { Recorder } from '../inbox/recorder.ts'
import { outgoingFiles } from '../media/outgoing.ts'
import type { AuditTrail } from '../operators/actor.ts'
import type { PolicyReader } from '../operators/security-policy.ts'
import { lanes, providerIdFrom } from '../outbox/rules.ts'
import type { Outbox } from '../outbox/service.ts'
import type { Writer } from '../store/store.ts'
import type { Needs } from './needs.ts'

type BroadcastParts = {
  readonly audit: AuditTrail
  readonly town: () => Promise<Town>
  readonly policy: Pick<PolicyReader, 'current'>
  readonly recorder: Recorder
  readonly outbox: Outbox
  readonly consents: Pick<Consents, 'desk' | 'purposes' | 'exceptions'>
  readonly line: LineSense
  readonly ledger: { readonly head: BroadcastNeeds['register'] }
  readonly renderPdf: RenderPdf
  readonly maySendFiles: () => boolean
}

/** Broadcasts, with what they ask of the inbox, the outbox, the consents, the line, the media and the documents. */
export const joinBroadcast = (needs: Needs, parts: BroadcastParts) =>
  broadcasts({
    ...needs,
    audit: parts.audit,
    town: parts.town,
    fourEyes: async (db) => (await parts.policy.current(db)).fourEyes,
    register: parts.ledger.head,
    line: parts.line,
    permissions: permissionsFrom(parts.consents),
    letters: lettersThrough(needs, parts),
    files: { maySend: parts.maySendFiles, keep: outgoingFiles(needs).keep },
    readPhone,
    print: parts.renderPdf,
  })

const permissionsFrom = ({ desk, purposes, exceptions }: BroadcastParts['consents']): Permissions => ({
  standing: desk.standing,
  except: exceptions.grant,
  async purposes(_, language: Language) {
    return (await purposes.list()).map(({ id, texts, active, urgent }) => ({
      id,
      name: (texts[language] ?? texts.es)?.name ?? id,
      active,
      urgent,
    }))
  },
})

/**
 * A notice is recorded where the citizen's answer will be read, and moves nothing there: nobody's wait ends, what was
 * closed stays closed, and a list of conversations is not filled with what thousands got.
 */
function lettersThrough({ clock, newId }: Needs, { recorder, outbox }: BroadcastParts): Letters {
  return {
    async send(tx: Writer, letter: Letter): Promise<string> {
      const conversation = await recorder.conversation(tx, letter.lineId, letter.citizenId)
      const providerId = providerIdFrom(newId())
      const said = await recorder.message(tx, conversation, {
        direction: 'out',
        author: { kind: 'system', id: letter.broadcastId },
        kind: kindOf(letter.media),
        text: letter.text,
        providerId,
        providerAt: null,
        ...(letter.media && { mediaId: letter.media.id }),
      })
      if (!said) throw new Error('a provider id was made twice')
      await outbox.enqueue(tx, {
        lineId: letter.lineId,
        conversationId: conversation.id,
        citizenId: letter.citizenId,
        messageId: said.recorded.id,
        providerId,
        lane: letter.emergency ? lanes.emergency : lanes.broadcast,
        notBefore: clock.now(),
        waitingBefore: null,
        purpose: letter.purpose,
        ...(letter.deliveryId !== null && { deliveryId: letter.deliveryId }),
        ...(letter.exceptionId !== null && { exceptionId: letter.exceptionId }),
      })
      return said.recorded.id
    },
  }
}

const kindOf = (media: Letter['media']) => {
  if (media === null) return 'text'
  return media.mime.startsWith('image/') ? 'image' : 'document'
}
