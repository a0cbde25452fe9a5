import type { WireReaction } from '../wire.ts'
import type { Connection } from './connection.ts'
import { type Contact, type Contacts, contactGetters } from './contacts.ts'
import { createWid, keyFromWire, keyToWire, MsgKey, type Wid } from './ids.ts'
import { type Media, OpaqueData } from './media.ts'
import { type Attributes, Collection, type Model } from './model.ts'
import type { Sending } from './send.ts'
import type { Session } from './session.ts'
import { type Chat, Msg, type Stores } from './stores.ts'

const VERSION_KEYS = { pubKey: new Uint8Array(32).fill(7) }
const LINK = /\bhttps?:\/\/[^\s]+/g

type Needs = {
  readonly session: Session
  readonly stores: Stores
  readonly contacts: Contacts
  readonly media: Media
  readonly sending: Sending
  readonly connection: Connection
}

type Table = { readonly [name: string]: unknown }

const nothing = (): void => undefined
const links = (text: unknown): { href: string }[] =>
  typeof text === 'string' ? [...text.matchAll(LINK)].map(([href]) => ({ href })) : []

/** From the first script to the QR code and the login. */
function startModules({ session, connection }: Needs): Table {
  const { socket, conn, cmd } = session
  Object.assign(socket, session.actions)
  Object.assign(cmd, { refreshQR: session.refreshQr })
  return {
    WAWebSocketModel: { Socket: socket },
    WAWebCmd: { Cmd: cmd },
    WAWebConnModel: { Conn: conn },
    WAWebOfflineHandler: { OfflineMessageHandler: { getOfflineDeliveryProgress: () => 100 } },
    WAWebAltDeviceLinkingApi: {
      setPairingType: nothing,
      initializeAltDeviceLinking: async () => undefined,
      initializeQRLinking: async () => undefined,
      startAltLinkingFlow: (phone: string) => connection.ask({ what: 'code', phone }),
    },
    WAWebLaunchSocketUtils: { refreshQR: session.refreshQr },
    WABase64: { encodeB64: (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes)) },
    WAWebCompanionRegClientUtils: { DEVICE_PLATFORM: '1' },
    WAWebAdvSignatureApi: {},
    WAWebUserPrefsInfoStore: { waNoiseInfo: { get: async () => ({ staticKeyPair: VERSION_KEYS }) } },
    WAWebSignalStoreApi: { waSignalStore: { getRegistrationInfo: async () => ({ identityKeyPair: VERSION_KEYS }) } },
    WAWebUserPrefsMultiDevice: { getADVSecretKey: () => btoa('a secret of nobody') },
    WAWebUserPrefsMeUser: { getMaybeMePnUser: session.me, getMaybeMeLidUser: session.myLid },
    WAWebMiscBrowserUtils: { info: () => ({ os: 'Linux', name: 'Chrome' }) },
    WAWebStreamModel: { Stream: { markAvailable: nothing, markUnavailable: nothing } },
    WAWebSyncGatingUtils: { isPlaceholderMessageResendEnabled: () => false },
    WAWebBackendJobsCommon: { mediaTypeFromProtobuf: () => null },
    WAWebE2EProtoUtils: { typeAttributeFromProtobuf: () => 'text' },
    WALinkify: { findLink: (text: unknown) => links(text)[0], findLinks: links },
    WAWebLinkPreviewChatAction: { getLinkPreview: async () => undefined },
  }
}

function collectionModules({ stores, contacts, connection }: Needs): Table {
  async function getMessagesById(ids: readonly string[]): Promise<{ messages: Msg[] }> {
    const absent = ids.filter((id) => !stores.msgs.get(id))
    if (absent.length > 0) stores.loadRows(await connection.ask({ what: 'messages', ids: absent }))
    return { messages: ids.map((id) => stores.msgs.get(id)).filter((msg) => msg !== undefined) }
  }

  async function loadEarlierMsgs({ chat }: { readonly chat: Chat }): Promise<Msg[]> {
    const rows = await connection.ask({ what: 'earlier', chat: chat.id._serialized, before: chat.oldestRow })
    return stores.loadRows(rows)
  }

  async function findOrCreateLatestChat(id: Wid): Promise<{ chat: Chat; created: boolean }> {
    const known = stores.chatWith(id)
    if (known) return { chat: known, created: false }
    if (id.isUser()) {
      const person = await connection.ask({ what: 'exists', wid: id._serialized })
      if (!person) throw new Error('No LID for user')
      contacts.learn(person)
    }
    return { chat: stores.chatWith(id) ?? stores.open(id), created: true }
  }

  return {
    WAWebCollections: {
      Msg: Object.assign(stores.msgs, { modelClass: Msg, getMessagesById }),
      Chat: Object.assign(stores.chats, { find: async (id: Wid) => (await findOrCreateLatestChat(id)).chat }),
      Contact: Object.assign(contacts.contacts, { find: async (id: Wid) => contacts.find(id) }),
      WAWebNewsletterCollection: stores.newsletters,
      Blocklist: new Collection<Contact>(),
      BusinessProfile: { find: async () => ({}) },
      GroupMetadata: { update: async () => undefined },
    },
    WAWebChatLoadMessages: { loadEarlierMsgs },
    WAWebFindChatAction: { findOrCreateLatestChat },
    WAWebChatGetters: {
      getIsNewsletter: (chat: Chat) => chat.id.isNewsletter(),
      getIsBroadcast: (chat: Chat) => chat.id.isBroadcast(),
    },
    WAWebMsgReply: { canReplyMsg: (msg: Msg) => msg.canReply() },
    WAWebQuotedMsgModelUtils: {
      getQuotedMsgObj: (msg: Msg) => stores.msgs.getModelsArray().find(({ id }) => id.id === msg.get('quotedStanzaID')),
    },
    WAWebNonMessageDataRequestPlaceholderMessageResendUtils: {
      handlePlaceholderMsgsSeen: (msgs: readonly Msg[]) =>
        connection.ask({ what: 'resend', ids: msgs.map(({ id }) => id._serialized) }),
    },
  }
}

function peopleModules({ contacts, connection }: Needs): Table {
  async function queryWidExists(wid: Wid): Promise<{ wid: Wid } | null> {
    const person = await connection.ask({ what: 'exists', wid: wid._serialized })
    if (!person) return null
    contacts.learn(person)
    return { wid }
  }

  return {
    WAWebWidFactory: { createWid, createWidFromWidLike: createWid, asUserWidOrThrow: createWid },
    WAWebApiContact: {
      getCurrentLid: contacts.lidOf,
      getPhoneNumber: contacts.phoneOf,
      getAlternateUserWid: contacts.alternateOf,
    },
    WAWebQueryExistsJob: { queryWidExists },
    WAWebContactGetters: contactGetters,
    WAWebFrontendContactGetters: { getIsMyContact: () => false },
    WAWebLidMigrationUtils: { toPn: contacts.phoneOf },
  }
}

function sendModules({ stores, sending, media, connection }: Needs): Table {
  const chatState = (state: string) => (chat: Wid) =>
    connection.ask({ what: 'chat state', chat: chat._serialized, state })

  async function sendSeen({ chat }: { readonly chat: Chat }): Promise<void> {
    chat.set({ unreadCount: 0 })
    await connection.ask({ what: 'seen', chat: chat.id._serialized })
  }

  return {
    WAWebMsgKey: MsgKey,
    WAWebGetEphemeralFieldsMsgActionsUtils: { getEphemeralFields: () => ({}) },
    WAWebSendMsgChatAction: {
      addAndSendMsgToChat: (chat: Chat, message: Attributes & { readonly id: MsgKey }) =>
        sending.addAndSend(chat, message),
    },
    WAWebUpdateUnreadChatAction: { sendSeen },
    WAWebSendReactionMsgAction: {
      sendReactionToMsg: (msg: Msg, text: string) => connection.ask({ what: 'react', parent: keyToWire(msg.id), text }),
    },
    WAWebChatStateBridge: {
      sendChatStateComposing: chatState('composing'),
      sendChatStateRecording: chatState('recording'),
      sendChatStatePaused: chatState('paused'),
    },
    WAWebMediaOpaqueData: OpaqueData,
    WAWebPrepRawMedia: { prepRawMedia: media.prepRawMedia },
    WAWebMediaStorage: { getOrCreateMediaObject: media.getOrCreateMediaObject },
    WAWebMmsMediaTypes: {
      msgToMediaType: ({ type }: { readonly type: string }) => type,
      castToV4: (type: string) => type,
    },
    WAWebMediaDataUtils: { shouldUseMediaCache: () => false },
    WAWebMediaInMemoryBlobCache: { InMemoryMediaBlobCache: new Map<string, Model>() },
    WAWebMediaMmsV4Upload: { uploadMedia: media.upload },
    WAWebDownloadManager: { downloadManager: { downloadAndMaybeDecrypt: media.download } },
    WAWebVcardParsingUtils: { parseVcard },
    WAWebVcardGetNameFromParsed: { vcardGetNameFromParsed: (card: { readonly fn: string }) => card.fn },
    WAWebMsgActionCapability: {
      canSenderRevokeMsg: (msg: Msg) => msg.id.fromMe && stores.msgs.get(msg.id) !== undefined,
      canAdminRevokeMsg: () => false,
    },
  }
}

/** A card without a name or a number is none. */
function parseVcard(text: string): { readonly fn: string } {
  const [, fn] = /^FN:(.+)$/m.exec(text) ?? []
  if (fn === undefined || !/^TEL.*:\+?\d+$/m.test(text)) throw new Error('Not a vCard')
  return { fn }
}

/** Reactions and calls do not come as messages: the library puts itself in their way. */
function arrivals() {
  const reactionTableMode = { bulkUpsert: async (_: readonly Attributes[]): Promise<void> => undefined }
  const calls = new Map<string, Attributes>()
  const callCollection = Object.assign(new Collection<Msg>(), { calls })
  return {
    table: {
      WAWebAddonReactionTableMode: { reactionTableMode },
      WAWebAddonPollVoteTableMode: { pollVoteTableMode: { bulkUpsert: async () => undefined } },
      WAWebCallCollection: callCollection,
    } satisfies Table,

    async reaction({ key, parent, text, author, at }: WireReaction): Promise<void> {
      const parts = { id: keyFromWire(key), reactionParentKey: keyFromWire(parent), author: createWid(author) }
      const more = { reactionText: text, reactionTimestamp: at, ack: 2, read: false, orphan: 0, orphanReason: null }
      await reactionTableMode.bulkUpsert([{ ...parts, ...more }])
    },

    call(id: string, from: Wid): void {
      const more = { isVideo: false, isGroup: false, canHandleLocally: true, outgoing: false }
      calls.set(id, { id, peerJid: from._serialized, ...more, webClientShouldHandle: false, participants: [] })
    },
  }
}

/** Everything the library may ask for by name. */
export function makeModules(needs: Needs) {
  const { table, reaction, call } = arrivals()
  const modules: Table = {
    ...startModules(needs),
    ...collectionModules(needs),
    ...peopleModules(needs),
    ...sendModules(needs),
    ...table,
  }
  return { modules, reaction, call }
}
