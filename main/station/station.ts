import { join } from 'node:path'
import { openLibrary } from '../bot/library/service.ts'
import { noServices, onlyTheSettings } from '../bot/plain.ts'
import { assistant } from '../bot/service.ts'
import { loadModels } from '../bot/understanding/load.ts'
import { intents } from '../bot/understanding/service.ts'
import type { Channel } from '../channels/channel.ts'
import { practiceTown } from '../channels/practice/town.ts'
import { type WebjsLineOptions, webjsLine } from '../channels/webjs/line.ts'
import { searchedWord } from '../citizens/rules.ts'
import { citizens } from '../citizens/service.ts'
import type { AnswerQueue } from '../inbox/needs.ts'
import { presence } from '../inbox/presence.ts'
import { inboxReader } from '../inbox/reader.ts'
import { recorder } from '../inbox/recorder.ts'
import { inbox } from '../inbox/service.ts'
import { dayStart, type Pace, paces } from '../line/rules.ts'
import { lines } from '../line/service.ts'
import { accounts } from '../operators/accounts.ts'
import { actLog } from '../operators/act-log.ts'
import { auditReader, auditTrail } from '../operators/audit.ts'
import { firstAccounts } from '../operators/first-account.ts'
import { passwords } from '../operators/passwords.ts'
import { sessions } from '../operators/sessions.ts'
import { lanes, providerIdFrom } from '../outbox/rules.ts'
import { type Outbox, outbox } from '../outbox/service.ts'
import { cannedReplies } from '../settings/canned-replies.ts'
import { townSettings } from '../settings/town.ts'
import { describeError } from './describe-error.ts'
import { duties } from './duties.ts'
import { consoleEvents } from './events.ts'
import { inbound } from './inbound.ts'
import { lineRunner } from './line-runner.ts'
import type { Needs, NewId } from './needs.ts'
import { townLink } from './town-link.ts'

export type StationOptions = {
  /** Names this process in leases. */
  readonly stationId: string
  /** The folder of the shipped data: flows, practice citizens, canned replies. */
  readonly resources: string
  /** A practice town lives in this store. Absent for a real one. */
  readonly practice?: { readonly seed: number; readonly speed: 'manual' | 'max' | number }
  /** A real town's line may be linked to a phone. */
  readonly webjs?: WebjsLineOptions & {
    /** The browser's program, instead of the first one installed. */
    readonly browser?: string
  }
  /** Instead of the pace of the channel. */
  readonly pace?: Pace
}

/** Joins the areas on an open store; the only place where they meet. */
async function joinAreas(needs: Needs, resources: string) {
  const audit = auditTrail(needs)
  const town = townSettings({ ...needs, audit })
  const townName = async () => (await town.get()).name || null
  const accountNeeds = { ...needs, audit, passwords: passwords(), townName }
  const queue = outbox(needs)
  const typing = presence(needs)
  const records = recorder(needs)
  const meaning = intents({ ...needs, audit, ...(await loadModels(join(resources, 'intents'))) })
  const ports = { ...needs, understand: meaning.understand, services: noServices }
  const flows = await openLibrary({
    ...ports,
    audit,
    directory: join(resources, 'flows'),
    town: town.get,
    facts: async (settings) => onlyTheSettings(settings),
  })
  const bot = assistant({ ...ports, flows: flows.flows, facts: async (_, settings) => onlyTheSettings(settings) })
  return {
    accounts: accounts(accountNeeds),
    acts: actLog({ ...needs, audit }),
    audit: auditReader({ ...needs, audit }),
    bot,
    cannedReplies: cannedReplies({ ...needs, audit }),
    conversations: inbox({
      ...needs,
      recorder: records,
      answers: answersThrough(queue, needs.newId),
      assistant: bot,
      audit,
      presence: typing,
    }),
    firstAccounts: firstAccounts(accountNeeds),
    flows,
    inbox: inboxReader({ ...needs, citizenWord: searchedWord }),
    intents: meaning,
    lines: lines({ ...needs, outbox: queue, audit }),
    outbox: queue,
    records,
    sessions: sessions(accountNeeds),
    town,
    typing,
  }
}

type Areas = Awaited<ReturnType<typeof joinAreas>>

/** An operator's answer takes the reply lane. */
const answersThrough = (queue: Outbox, newId: NewId): AnswerQueue => ({
  cancel: queue.cancel,
  settle: queue.settle,
  silence: queue.silence,
  newProviderId: () => providerIdFrom(newId()),
  queue: (tx, { conversation, ...answer }) =>
    queue.enqueue(tx, {
      lineId: conversation.line_id,
      conversationId: conversation.id,
      citizenId: conversation.citizen_id,
      lane: lanes.reply,
      ...answer,
    }),
})

type RunningLine = {
  readonly id: string
  readonly channel: Channel
  readonly stationId: string
  readonly pace: Pace | undefined
}

function runLine(needs: Needs, areas: Areas, line: RunningLine) {
  const pace = line.pace ?? paces[line.channel.kind]
  const hears = inbound({
    ...needs,
    lineId: line.id,
    citizens: citizens(needs),
    recorder: areas.records,
    assistant: areas.bot,
    outbox: areas.outbox,
    town: areas.town.get,
    replySpacing: pace.chatSpacing,
  })
  return lineRunner({
    ...needs,
    stationId: line.stationId,
    lineId: line.id,
    channel: line.channel,
    pace,
    lines: areas.lines,
    outbox: areas.outbox,
    inbound: hears,
  })
}

/** Assembles the program: every need from outside comes in by name. Nothing runs before `start`. */
export async function assembleStation(needs: Needs, options: StationOptions) {
  const openedAt = await needs.store.changes.latest()
  const areas = await joinAreas(needs, options.resources)
  const practice = options.practice
    ? practiceTown({ ...needs, ...options.practice, resources: join(options.resources, 'practice') })
    : null
  const { id } = await areas.lines.ensure({ name: 'WhatsApp', channel: practice ? 'practice' : 'webjs' })
  const webjs = !practice && options.webjs ? webjsLine({ ...needs, ...options.webjs, lineId: id }) : null
  const town = webjs
    ? townLink({
        webjs,
        ...(options.webjs?.browser !== undefined && { browser: options.webjs.browser }),
        note: () => areas.lines.noteLink(id),
        record: (operator, action) => areas.lines.recordAct(operator, id, action),
        failed: (error) => needs.log.error({ error: describeError(error) }, 'a change of the link was not noted'),
      })
    : null
  const channel = practice?.channel ?? town?.channel
  const runner = channel
    ? runLine(needs, areas, { id, channel, stationId: options.stationId, pace: options.pace })
    : null
  const stopping = new AbortController()
  let stopLearning: () => void = () => undefined
  const clockwork = duties(needs, [
    { name: 'wake snoozed conversations', every: 5_000, work: areas.conversations.wakeSnoozed },
    { name: 'forget late events', every: 60 * 60_000, work: areas.records.forgetLate },
  ])

  return {
    accounts: areas.accounts,
    acts: areas.acts,
    audit: areas.audit,
    cannedReplies: areas.cannedReplies,
    conversations: areas.conversations,
    firstAccounts: areas.firstAccounts,
    flows: areas.flows,
    inbox: areas.inbox,
    intents: areas.intents,
    practice,
    /** The real line; null where the line is practice. */
    webjs,
    townLink: town,
    sessions: areas.sessions,
    town: areas.town,
    changes: needs.store.changes,
    /** The newest change when the station was assembled; everything after it happened in its life. */
    openedAt,

    /** What a console hears from `since` on; ends when `signal` aborts or the station stops. */
    events: (since: number | undefined, signal: AbortSignal | undefined) =>
      consoleEvents(
        { store: needs.store, presence: areas.typing },
        since,
        signal ? AbortSignal.any([signal, stopping.signal]) : stopping.signal,
      ),

    async lines() {
      const { timeZone } = await areas.town.get()
      const all = await areas.lines.list([...(channel?.capabilities ?? [])], dayStart(needs.clock.now(), timeZone))
      return all.map((line) => (line.id === id ? { ...line, phone: webjs?.state().phone ?? line.phone } : line))
    },

    async start(): Promise<void> {
      stopLearning = await areas.intents.open()
      await runner?.start()
      clockwork.start()
    },

    /** Finishes what is being sent and lets go of the line. The store stays open. */
    async stop(): Promise<void> {
      stopping.abort()
      await clockwork.stop()
      await runner?.stop()
      stopLearning()
      await town?.stop()
    },
  }
}

export type Station = Awaited<ReturnType<typeof assembleStation>>
