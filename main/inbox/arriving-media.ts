import { asksForIdentity, namesIdentity } from '../../contract/delicate.ts'
import type { Clock } from '../station/needs.ts'
import type { Writer } from '../store/store.ts'
import { type ConversationRow, insertMedia, saidLately } from './queries.ts'
import { cleanText } from './rules.ts'

/** How long, in milliseconds, what comes after we asked for a document of identity is taken for one. */
const askedLately = 24 * 60 * 60 * 1000

type Arriving = {
  readonly id: string
  readonly media: { readonly ref: object; readonly mime: string; readonly fileName?: string; readonly bytes?: number }
  readonly conversation: ConversationRow
  readonly message: { readonly direction: 'in' | 'out' | 'note'; readonly kind: string; readonly text: string }
}

/** Notes a file that is still to be fetched, and whether it is taken for a document of identity. */
export function arrivingMedia({ clock }: { readonly clock: Clock }) {
  /** A picture or paper of a citizen that says what it is, or that came because we asked for it. */
  const showsIdentity = async (tx: Writer, { media, conversation, message }: Arriving): Promise<boolean> => {
    const { direction, kind, text } = message
    if (direction !== 'in' || (kind !== 'image' && kind !== 'document')) return false
    if (namesIdentity(`${text} ${media.fileName ?? ''}`)) return true
    const [last] = await saidLately(tx, { conversationId: conversation.id })
    return last !== undefined && clock.now() - last.at <= askedLately && asksForIdentity(last.text)
  }

  return async (tx: Writer, arriving: Arriving): Promise<void> => {
    const { id, media, conversation } = arriving
    await insertMedia(tx, {
      id,
      lineId: conversation.line_id,
      identityAt: (await showsIdentity(tx, arriving)) ? clock.now() : null,
      ref: JSON.stringify(media.ref),
      mime: media.mime.slice(0, 100),
      fileName: media.fileName ? cleanText(media.fileName).slice(0, 200) : null,
      bytes: media.bytes ?? 0,
      now: clock.now(),
    })
  }
}
