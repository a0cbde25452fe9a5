import { z } from 'zod'
import { procedure } from './base.ts'
import { done, id, instant, language, page, pageQuery } from './common.ts'

export const views = ['unanswered', 'mine', 'unassigned', 'bot', 'unfinished', 'snoozed', 'resolved', 'all'] as const
export const view = z.enum(views)
export type View = z.infer<typeof view>

export const conversationState = z.enum(['bot', 'open', 'snoozed', 'resolved'])
export type ConversationState = z.infer<typeof conversationState>

export const direction = z.enum(['in', 'out', 'note'])

export const deliveryStatus = z.enum([
  'queued',
  'sending',
  'accepted',
  'delivered',
  'read',
  'failed',
  'check',
  'cancelled',
])
export type DeliveryStatus = z.infer<typeof deliveryStatus>

/** Why a message did not leave; each has a sentence in `renderer/i18n`. */
export const failure = z.enum([
  'refused',
  'not_on_whatsapp',
  'restricted',
  'too_old',
  'unknown_outcome',
  'media_missing',
  'media_unsupported',
  'no_consent',
  'opted_out',
  'paused_by_citizen',
  'person_blocked',
  'broadcast_stopped',
  'never_wrote',
  'silent',
])
export type Failure = z.infer<typeof failure>

export const messageKind = z.enum([
  'text',
  'image',
  'audio',
  'video',
  'document',
  'sticker',
  'location',
  'contact',
  'unknown',
])
export type MessageKind = z.infer<typeof messageKind>

export const operatorRef = z.object({ id, name: z.string() })

export const conversation = z.object({
  id,
  state: conversationState,
  citizen: z.object({ id, name: z.string(), phone: z.string().nullable(), language: language.nullable() }),
  assignee: operatorRef.nullable(),
  /** Since when the citizen waits for us; null when the last word is ours. */
  waitingSince: instant.nullable(),
  snoozedUntil: instant.nullable(),
  /** Left half-way through a question of the assistant. */
  unfinished: z.boolean(),
  topic: z.string().nullable(),
  /** People may be in danger: it comes before all others until somebody answers or closes it. */
  alarm: z.boolean(),
  /** In the folder that only `sensitive.read` opens. */
  reserved: z.boolean(),
  /** It is, and whoever asks may not open it: no name, number, topic or words are told. */
  withheld: z.boolean(),
  /** When its oldest messages were last removed because their term was over. */
  retiredAt: instant.nullable(),
  lastMessage: z.object({ text: z.string(), direction, kind: messageKind, at: instant }).nullable(),
})
export type Conversation = z.infer<typeof conversation>

export const media = z.object({
  id,
  mime: z.string(),
  bytes: z.int(),
  fileName: z.string().nullable(),
  state: z.enum(['pending', 'stored', 'failed']),
  /** Why it cannot be shown: a key of `renderer/i18n`. */
  reason: z.enum(['unavailable', 'too_large', 'empty', 'wrong_type', 'bomb', 'quarantined', 'expired']).nullable(),
  /** Taken for a picture of an identity document; absent: no. Opening one is recorded. */
  identity: z.boolean().optional(),
  /** Stays as long as its conversation; absent: no. */
  kept: z.boolean().optional(),
})
export type Media = z.infer<typeof media>

export const message = z.object({
  id,
  /** Grows with every message of the store; the thread is ordered by it. */
  seq: z.int(),
  conversationId: id,
  direction,
  author: z.object({
    /** `phone`: whoever at the town hall wrote it on its own phone. */
    kind: z.enum(['citizen', 'bot', 'operator', 'system', 'phone']),
    id: z.string().nullable(),
    name: z.string().nullable(),
  }),
  kind: messageKind,
  text: z.string(),
  /** The text is longer than what is shown; `inbox.message` returns it whole. */
  truncated: z.boolean(),
  /** By itself in the folder that only `sensitive.read` opens. */
  reserved: z.boolean(),
  /** It is, and whoever asks may not open it: no words, file or place are told. */
  withheld: z.boolean(),
  media: media.nullable(),
  location: z.object({ latitude: z.number(), longitude: z.number(), label: z.string().nullable() }).nullable(),
  replyTo: z.object({ id, text: z.string(), direction }).nullable(),
  reactions: z.array(z.object({ emoji: z.string(), author: z.enum(['citizen', 'operator', 'bot']) })),
  at: instant,
  editedAt: instant.nullable(),
  deletedAt: instant.nullable(),
  status: deliveryStatus.nullable(),
  failure: failure.nullable(),
  /** Until when the send can be undone. */
  undoUntil: instant.nullable(),
})
export type Message = z.infer<typeof message>

/** What a citizen answered to the assistant so far, and what it asks now. */
export const collected = z.object({
  question: z.string().nullable(),
  items: z.array(z.object({ label: z.string(), value: z.string() })),
})
export type Collected = z.infer<typeof collected>

const target = z.object({ id })
const text = z.string().trim().min(1).max(4096)

/** The most words WhatsApp takes with a file, in UTF-16 units. */
export const longestCaption = 1024

const answer = z
  .object({
    id,
    /** With a file its caption, at most 1,024 long; may be empty then. A sound takes none. */
    text: z.string().trim().max(4096).default(''),
    /** A file of `inbox.attach`, by the same operator in the same conversation. */
    mediaId: id.optional(),
    replyTo: id.optional(),
    /** The newest `seq` the operator had seen; the send is refused (THREAD_MOVED) if the citizen wrote since. */
    seenSeq: z.int().optional(),
    /** Seconds during which the send can be undone. */
    undoSeconds: z.int().min(0).max(30).default(0),
  })
  .refine((sent) => (sent.mediaId === undefined ? sent.text !== '' : sent.text.length <= longestCaption), {
    path: ['text'],
  })

/**
 * A file that waits to be sent. `metadata`: `clean` says nothing more of its author; `signed` and `locked` documents
 * cannot be changed, and of `kept` types nothing is taken out.
 */
export const attachedFile = media.extend({ metadata: z.enum(['clean', 'signed', 'locked', 'kept']) })
export type AttachedFile = z.infer<typeof attachedFile>

export const inbox = {
  list: procedure('inbox.read')
    .route({ method: 'GET', path: '/conversations', summary: 'Conversations of a view' })
    .input(pageQuery.extend({ view: view.default('unanswered') }))
    .output(page(conversation)),
  counts: procedure('inbox.read')
    .route({ method: 'GET', path: '/conversations/counts', summary: 'How many conversations each view holds' })
    .output(z.record(view, z.int())),
  get: procedure('inbox.read')
    .route({ method: 'GET', path: '/conversations/{id}', summary: 'One conversation' })
    .input(target)
    .output(conversation),
  collected: procedure('inbox.read')
    .route({ method: 'GET', path: '/conversations/{id}/collected', summary: 'What the assistant gathered so far' })
    .input(target)
    .output(collected),
  messages: procedure('inbox.read')
    .route({ method: 'GET', path: '/conversations/{id}/messages', summary: 'Messages, newest first' })
    .input(pageQuery.extend({ id }))
    .output(page(message)),
  message: procedure('inbox.read')
    .route({ method: 'GET', path: '/messages/{id}', summary: 'One message with its whole text' })
    .input(target)
    .output(message),
  media: procedure('inbox.read')
    .route({ method: 'GET', path: '/media/{id}', summary: 'The bytes of a stored media item' })
    .input(target)
    .output(z.instanceof(Blob)),
  send: procedure('inbox.write')
    .route({ method: 'POST', path: '/conversations/{id}/messages', summary: 'Queue an answer' })
    .input(answer)
    .output(message),
  /**
   * Keeps a file to send: its content decides what it is, pictures lose their metadata. At most 16 MiB. Nothing leaves
   * until `send` names it; what no message or draft names is forgotten after a day.
   */
  attach: procedure('inbox.write')
    .route({ method: 'POST', path: '/conversations/{id}/files', summary: 'Keep a file to send (multipart, `file`)' })
    .input(z.object({ id, file: z.file() }))
    .output(attachedFile),
  undo: procedure('inbox.write')
    .route({ method: 'DELETE', path: '/messages/{id}', summary: 'Take back a message that has not left' })
    .input(target)
    .output(z.object({ text: z.string(), media: media.nullable() })),
  settle: procedure('inbox.write')
    .route({ method: 'POST', path: '/messages/{id}/settle', summary: 'Decide a message whose outcome is unknown' })
    .input(z.object({ id, outcome: z.enum(['arrived', 'send_again', 'drop']) }))
    .output(message),
  note: procedure('inbox.write')
    .route({ method: 'POST', path: '/conversations/{id}/notes', summary: 'Write an internal note' })
    .input(z.object({ id, text }))
    .output(message),
  claim: procedure('inbox.write')
    .route({ method: 'POST', path: '/conversations/{id}/claim', summary: 'Take a conversation' })
    .input(z.object({ id, takeOver: z.boolean().default(false) }))
    .output(conversation),
  release: procedure('inbox.write')
    .route({ method: 'POST', path: '/conversations/{id}/release', summary: 'Put a conversation back in the queue' })
    .input(target)
    .output(conversation),
  snooze: procedure('inbox.write')
    .route({ method: 'POST', path: '/conversations/{id}/snooze', summary: 'Hide a conversation until a moment' })
    .input(
      z.object({
        id,
        /** An hour from now unless given. */
        until: instant.optional(),
      }),
    )
    .output(conversation),
  resolve: procedure('inbox.write')
    .route({ method: 'POST', path: '/conversations/{id}/resolve', summary: 'Close a conversation' })
    .input(z.object({ id, reason: z.string().trim().min(3).max(500).optional() }))
    .output(conversation),
  reopen: procedure('inbox.write')
    .route({ method: 'POST', path: '/conversations/{id}/reopen', summary: 'Open a resolved or snoozed conversation' })
    .input(target)
    .output(conversation),
  handToBot: procedure('inbox.write')
    .route({ method: 'POST', path: '/conversations/{id}/hand-to-bot', summary: 'Give it back to the assistant' })
    .input(target)
    .output(conversation),
  typing: procedure('inbox.write')
    .route({
      method: 'POST',
      path: '/conversations/{id}/typing',
      summary: 'An operator is writing: the bot goes silent',
    })
    .input(target)
    .output(done),
  draft: procedure('inbox.write')
    .route({ method: 'GET', path: '/conversations/{id}/draft', summary: "The operator's own draft" })
    .input(target)
    .output(
      z
        .object({ text: z.string(), note: z.boolean(), seenSeq: z.int().nullable(), media: media.nullable() })
        .nullable(),
    ),
  saveDraft: procedure('inbox.write')
    .route({ method: 'PUT', path: '/conversations/{id}/draft', summary: "Keep the operator's own draft" })
    .input(
      z.object({
        id,
        text: z.string().max(4096),
        note: z.boolean(),
        seenSeq: z.int().nullable(),
        /** The file of the answer that is being written. */
        mediaId: id.nullable().default(null),
      }),
    )
    .output(done),
  search: procedure('inbox.read')
    .route({ method: 'GET', path: '/search', summary: 'Search every message and citizen, newest first' })
    .input(
      pageQuery.extend({
        q: z.string().max(200),
        direction: direction.optional(),
        conversationId: id.optional(),
        from: z.coerce.number().int().optional(),
        to: z.coerce.number().int().optional(),
      }),
    )
    .output(
      page(
        z.object({
          conversation: z.object({ id, state: conversationState }),
          citizen: z.object({ id, name: z.string(), phone: z.string().nullable() }),
          message: z.object({ id, seq: z.int(), text: z.string(), direction, at: instant }),
        }),
      ),
    ),
}
