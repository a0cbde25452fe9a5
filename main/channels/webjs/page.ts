/**
 * Functions that run inside WhatsApp's page: the browser gets their text, so each stands alone and names nothing from
 * outside itself. Their parameters and results are JSON.
 */

type Listed = { getModelsArray(): { id: { _serialized: string }; t?: number }[] }
type Own = { _serialized: string; id: string; fromMe: boolean; remote: unknown }
type Model = { id: Own; ack?: number; t?: number; type?: string }
type Messages = {
  get(id: string): Model | undefined
  getModelsArray(): Model[]
  getMessagesById(ids: string[]): Promise<{ messages?: Model[] } | undefined>
}

/** What of the page's globals is used. */
export type PageWindow = {
  require(name: 'WAWebSocketModel'): { Socket: { state: string; hasSynced?: boolean } }
  require(name: 'WAWebCmd'): { Cmd: { refreshQR(): void } }
  require(name: 'WAWebCollections'): { Chat: Listed; Msg: Messages }
  require(name: 'WAWebMsgKey'): { newId: (...args: unknown[]) => unknown }
  require(name: 'WAWebSendMsgChatAction'): {
    addAndSendMsgToChat: (
      chat: unknown,
      message: { id: Own; ventanillaId?: string },
    ) => [Promise<unknown>, Promise<unknown>]
  }
  onAppStateHasSyncedEvent?: () => void
  onAuthAppStateChangedEvent?: (state: string) => void
  WWebJS?: unknown
  ventanilla?: { nextId: string | null; outcomes: Record<string, string>; patched: boolean }
}

/**
 * Before any script of the page: an idle QR refreshes itself here. The library would try that in Node, where it fails
 * for want of a window; it leaves alone what already has this name.
 */
export function atDocumentStart(): void {
  const window = globalThis as unknown as PageWindow
  window.onAuthAppStateChangedEvent = (state) => {
    if (state === 'UNPAIRED_IDLE') window.require('WAWebCmd').Cmd.refreshQR()
  }
}

/** True for the first who asks in this document. */
export function claimDocument(): boolean {
  const window = globalThis as unknown as PageWindow
  if (window.ventanilla) return false
  window.ventanilla = { nextId: null, outcomes: {}, patched: false }
  return true
}

export type PageStatus = { readonly state: string; readonly hasSynced: boolean; readonly injected: boolean }

export function pageStatus(): PageStatus {
  const window = globalThis as unknown as PageWindow
  const { Socket } = window.require('WAWebSocketModel')
  return { state: String(Socket.state), hasSynced: Socket.hasSynced === true, injected: window.WWebJS !== undefined }
}

/** The sync ended before anybody listened: tells the library so. */
export function nudge(): boolean {
  const window = globalThis as unknown as PageWindow
  window.onAppStateHasSyncedEvent?.()
  return window.onAppStateHasSyncedEvent !== undefined
}

/**
 * Ids of sends come from us, and what the server answered to each is kept. True when both take effect. An id is taken
 * at the end of an upload, so a send that was given up may wake when another is under way: what does not leave under
 * the id it was made for does not leave at all.
 */
export function takeOverSends(): boolean {
  const window = globalThis as unknown as PageWindow
  window.ventanilla ??= { nextId: null, outcomes: {}, patched: false }
  const own = window.ventanilla
  if (own.patched) return true
  const key = window.require('WAWebMsgKey')
  const before = key.newId
  key.newId = function newId(...args: unknown[]) {
    const chosen = own.nextId
    own.nextId = null
    return chosen ?? before.apply(key, args)
  }
  const action = window.require('WAWebSendMsgChatAction')
  const send = action.addAndSendMsgToChat
  action.addAndSendMsgToChat = function addAndSendMsgToChat(chat, message) {
    const { ventanillaId: madeFor, ...bare } = message
    const id = message.id.id
    if (madeFor !== undefined && madeFor !== id) throw new Error('The send was given up')
    const [added, sent] = send.call(action, chat, bare)
    const tell = (outcome: unknown) => {
      own.outcomes[id] = typeof outcome === 'string' ? outcome : (JSON.stringify(outcome) ?? '')
    }
    const told = sent.then(
      (outcome) => {
        tell(outcome)
        return outcome
      },
      (error) => {
        tell(error instanceof Error ? `${error.name}: ${error.message}` : error)
        throw error
      },
    )
    told.catch(() => undefined)
    return [added, told]
  }
  own.nextId = 'PROBE'
  own.patched = key.newId() === 'PROBE' && action.addAndSendMsgToChat !== send
  return own.patched
}

export function chooseNextId(id: string): void {
  const window = globalThis as unknown as PageWindow
  if (window.ventanilla) window.ventanilla.nextId = id
}

/** What the server answered to a send, as text; null while it has not. Asking forgets it. */
export function outcomeOf(id: string): string | null {
  const own = (globalThis as unknown as PageWindow).ventanilla
  const outcome = own?.outcomes[id] ?? null
  if (own) delete own.outcomes[id]
  if (own) own.nextId = null
  return outcome
}

/** Whether the page can make a contact of a card; the library would send it as it is written otherwise. */
export function readsCard(card: string): boolean {
  type Cards = { parseVcard(card: string): unknown; vcardGetNameFromParsed(parsed: unknown): unknown }
  const window = globalThis as unknown as { require(name: string): Cards }
  try {
    const parsed = window.require('WAWebVcardParsingUtils').parseVcard(card)
    return Boolean(parsed && window.require('WAWebVcardGetNameFromParsed').vcardGetNameFromParsed(parsed))
  } catch {
    return false
  }
}

export type PageChat = { readonly id: string; readonly t: number }

/** Every chat of the phone with the time of its last message, seconds. */
export function listChats(): PageChat[] {
  const window = globalThis as unknown as PageWindow
  const models = window.require('WAWebCollections').Chat.getModelsArray()
  return models.map((chat) => ({ id: String(chat.id?._serialized), t: Number(chat.t) || 0 }))
}

export type FoundMessage = { readonly serialized: string; readonly ack: number; readonly fromMe: boolean }

/** Looks for a message by its bare id: in memory, then in the stored history of the named chats. */
export async function findMessage(id: string, chats: string[]): Promise<FoundMessage | null> {
  const { Msg } = (globalThis as unknown as PageWindow).require('WAWebCollections')
  const found = (model: Model | undefined) =>
    model ? { serialized: model.id._serialized, ack: Number(model.ack ?? 0), fromMe: model.id.fromMe } : null
  const keys = chats.flatMap((chat) => [`true_${chat}_${id}`, `false_${chat}_${id}`])
  for (const key of keys) {
    const model = Msg.get(key)
    if (model) return found(model)
  }
  const inMemory = Msg.getModelsArray().find((model) => model.id.id === id)
  if (inMemory) return found(inMemory)
  for (const key of keys) {
    const stored = await Msg.getMessagesById([key]).catch(() => undefined)
    const model = stored?.messages?.[0]
    if (model) return found(model)
  }
  return null
}
