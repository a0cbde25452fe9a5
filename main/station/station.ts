import { join } from 'node:path'
import { type BackupNeeds, backups } from '../backup/service.ts'
import type { Channel } from '../channels/channel.ts'
import { practiceTown } from '../channels/practice/town.ts'
import { type WebjsLineOptions, webjsLine } from '../channels/webjs/line.ts'
import { citizens } from '../citizens/service.ts'
import type { Viewer } from '../inbox/reader.ts'
import type { LinkSigns } from '../line/needs.ts'
import { type Pace, paces } from '../line/policy.ts'
import { dayStart } from '../line/speaking-rules.ts'
import type { Scanner } from '../media/scanner.ts'
import { type Areas, joinAreas } from './areas.ts'
import { comingWeeks } from './coming-weeks.ts'
import { describeError } from './describe-error.ts'
import { duties } from './duties.ts'
import { consoleEvents } from './events.ts'
import { inbound } from './inbound.ts'
import { lineRunner } from './line-runner.ts'
import type { Needs } from './needs.ts'
import { practiceTime } from './practice-time.ts'
import { townDuties } from './town-duties.ts'
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
  /** Of the program. */
  readonly version: string
  readonly copies: BackupNeeds['copies']
  /** Instead of the pace of the channel. */
  readonly pace?: Pace
  /** Looks for malware in what arrives, where the machine has something that does. */
  readonly scanner?: Scanner | null
}

type RunningLine = {
  readonly id: string
  readonly channel: Channel
  readonly stationId: string
  readonly pace: Pace | undefined
  readonly resumedAt: () => number | null
  readonly link: () => LinkSigns | null
  readonly scanner: Scanner | null
  /** Its number, E.164, as far as it is known. */
  readonly ownPhone: () => string | null
}

function runLine(needs: Needs, areas: Areas, line: RunningLine) {
  const pace = line.pace ?? paces[line.channel.kind]
  const hears = inbound({
    ...needs,
    lineId: line.id,
    citizens: citizens(needs),
    recorder: areas.records,
    assistant: areas.bot,
    meanings: areas.intents,
    consents: areas.consents.desk,
    noticeNews: areas.consents.noticeNews,
    outbox: areas.outbox,
    ownPhone: async () => line.ownPhone(),
    town: areas.town.get,
    safety: areas.safety,
    belongsInFolder: areas.retention.belongsInFolder,
    replySpacing: pace.chatSpacing,
    burstWindow: pace.burstWindow,
  })
  return lineRunner({
    ...needs,
    stationId: line.stationId,
    lineId: line.id,
    channel: line.channel,
    pace,
    resumedAt: line.resumedAt,
    link: line.link,
    scanner: line.scanner,
    lines: areas.lines,
    outbox: areas.outbox,
    gates: areas.gates,
    inbound: hears,
  })
}

/** Assembles the program: every need from outside comes in by name. Nothing runs before `start`. */
export async function assembleStation(outside: Needs, options: StationOptions) {
  const time = options.practice ? await practiceTime(outside.clock, outside.store) : null
  const needs: Needs = time ? { ...outside, clock: time.clock, machine: outside.clock } : outside
  const failed = (what: string) => (error: unknown) => needs.log.error({ error: describeError(error) }, what)
  let channel: Channel | null = null
  const openedAt = await needs.store.changes.latest()
  const shipped = { resources: options.resources, practice: options.practice !== undefined }
  const areas = await joinAreas(needs, shipped, () => channel?.capabilities ?? new Set())
  const practice = options.practice
    ? practiceTown({ ...needs, ...options.practice, resources: join(options.resources, 'practice') })
    : null
  const { id } = await areas.lines.ensure({ name: 'WhatsApp', channel: practice ? 'practice' : 'webjs' })
  const webjs = !practice && options.webjs ? webjsLine({ ...needs, ...options.webjs, lineId: id }) : null
  const ownPhone = () => webjs?.state().phone ?? practice?.ownPhone ?? null
  const town = webjs
    ? townLink({
        webjs,
        ...(options.webjs?.browser !== undefined && { browser: options.webjs.browser }),
        note: () => areas.lines.noteLink(id),
        record: (operator, act) => areas.lines.recordAct(operator, id, act),
        failed: failed('a change of the link was not noted'),
      })
    : null
  channel = practice?.channel ?? town?.channel ?? null
  const runner = channel
    ? runLine(needs, areas, {
        id,
        channel,
        stationId: options.stationId,
        pace: options.pace,
        resumedAt: () => webjs?.state().resumedAt ?? null,
        ownPhone,
        link: () => webjs?.state() ?? null,
        scanner: options.scanner ?? null,
      })
    : null
  const stopping = new AbortController()
  let stopLearning: () => void = () => undefined
  let lookedThrough: Promise<void> = Promise.resolve()
  const copies = backups({
    ...needs,
    audit: areas.auditTrail,
    town: areas.town.get,
    version: options.version,
    of: practice ? 'practice' : 'town',
    copies: options.copies,
    ledgerHolds: areas.ledger.holds,
    erasures: async () => JSON.stringify(await areas.privacy.carried()),
  })
  const replySpacing = (options.pace ?? paces[channel?.kind ?? 'webjs']).chatSpacing
  const clockwork = duties(needs, [
    ...townDuties(needs, areas, replySpacing),
    { name: 'back up', every: 5 * 60_000, work: copies.makeIfDue },
  ])
  const broadcasting = areas.broadcasts.runner(options.stationId)
  const timed = time ? [{ name: 'keep the time', every: 5_000, work: time.keep }] : []
  const timekeeping = duties({ ...needs, clock: outside.clock }, timed)

  return {
    ...areas.security,
    security: areas.security,
    agenda: areas.agenda,
    backups: copies,
    broadcasts: areas.broadcasts,
    calendar: areas.calendar,
    /** In a store that came back from a copy, before anybody reads it: who was erased since is erased again. */
    eraseAgain: (carried: string | null) =>
      needs.store.transaction((tx) => areas.privacy.reapply(tx, carried === null ? undefined : JSON.parse(carried))),
    cannedReplies: areas.cannedReplies,
    consents: areas.consents,
    citizens: areas.citizens,
    conversations: areas.conversations,
    flows: areas.flows,
    inbox: areas.inbox,
    intents: areas.intents,
    /** What the assistant gathered so far in a conversation. Throws `NOT_FOUND`, `NOT_ALLOWED` for the reserved folder. */
    async collected(conversationId: string, viewer: Viewer) {
      await areas.inbox.requireOpen(conversationId, viewer)
      return areas.questions.collected(needs.store.read, conversationId)
    },
    /** What the town knows now, as conversations use it. */
    facts: areas.facts.current,
    knowledge: areas.knowledge,
    ledger: areas.ledger,
    /** The number of the line, E.164; null while it is not known. */
    ownPhone,
    posters: areas.posters,
    privacy: areas.privacy,
    retention: areas.retention,
    /** What protects the line from the town, and its days to come. */
    safety: { ...areas.safety, ...comingWeeks(areas) },
    practice,
    /** The clock of the practice town; null in a real one. */
    practiceTime: time,
    reports: areas.reports,
    /** What the assistant can do for a citizen. */
    services: areas.services,
    /** The real line; null where the line is practice. */
    webjs,
    townLink: town,
    town: areas.town,
    changes: needs.store.changes,
    /** The newest change when the station was assembled; everything after it happened in its life. */
    openedAt,

    /** What a console hears from `since` on; ends when `signal` aborts or the station stops. */
    events: (since: number | undefined, signal: AbortSignal | undefined) =>
      consoleEvents({ store: needs.store, presence: areas.typing }, since, whileBoth(signal, stopping.signal)),

    async lines() {
      const { timeZone } = await areas.town.get()
      const can = { capabilities: [...(channel?.capabilities ?? [])], scanner: options.scanner?.name ?? null }
      const all = await areas.lines.list(can, dayStart(needs.clock.now(), timeZone))
      return all.map((line) => (line.id === id ? { ...line, phone: ownPhone() ?? line.phone } : line))
    },

    async start(): Promise<void> {
      stopLearning = await areas.intents.open()
      lookedThrough = areas.security.trail.open().catch(failed('the audit trail was not looked through'))
      await runner?.start()
      await areas.citizens.imports.resume()
      clockwork.start()
      areas.ledger.begin()
      broadcasting.start()
      timekeeping.start()
    },

    /** Finishes what is being sent and lets go of the line. The store stays open. */
    async stop(): Promise<void> {
      stopping.abort()
      areas.facts.stop()
      await copies.stop()
      await areas.ledger.stop()
      await areas.retention.stop()
      await broadcasting.stop()
      await clockwork.stop()
      await areas.citizens.imports.stop()
      await lookedThrough
      await timekeeping.stop()
      await time?.keep()
      await runner?.stop()
      stopLearning()
      await town?.stop()
    },
  }
}

const whileBoth = (signal: AbortSignal | undefined, other: AbortSignal) =>
  signal ? AbortSignal.any([signal, other]) : other

export type Station = Awaited<ReturnType<typeof assembleStation>>
