import { join } from 'node:path'
import { appointments } from '../appointments/service.ts'
import { openLibrary } from '../bot/library/service.ts'
import { openQuestions } from '../bot/open-questions.ts'
import { assistant } from '../bot/service.ts'
import { loadModels } from '../bot/understanding/load.ts'
import { intents } from '../bot/understanding/service.ts'
import { broadcastOf } from '../broadcast/campaign.ts'
import { townCalendar } from '../calendar/service.ts'
import type { Capability } from '../channels/channel.ts'
import { searchedWord } from '../citizens/rules.ts'
import { pdfPrinter } from '../documents/pdf.ts'
import type { AnswerQueue, FilesToSend } from '../inbox/needs.ts'
import { presence } from '../inbox/presence.ts'
import { inboxReader } from '../inbox/reader.ts'
import { recorder } from '../inbox/recorder.ts'
import { inbox } from '../inbox/service.ts'
import { townKnowledge } from '../knowledge/service.ts'
import { lines } from '../line/service.ts'
import { outgoingFiles, shownAs } from '../media/outgoing.ts'
import { auditTrail } from '../operators/audit.ts'
import type { Gate } from '../outbox/gates.ts'
import { lanes, providerIdFrom } from '../outbox/rules.ts'
import { type Outbox, outbox } from '../outbox/service.ts'
import { posters } from '../posters/service.ts'
import { reports } from '../reports/service.ts'
import { cannedReplies } from '../settings/canned-replies.ts'
import { townSettings } from '../settings/town.ts'
import type { Writer } from '../store/store.ts'
import { broadcastEvidence } from './broadcast-evidence.ts'
import { chatConsents, neighbourhoodsOf } from './chat-consents.ts'
import { citizenNews } from './citizen-news.ts'
import { factsKeeper } from './facts.ts'
import { joinBroadcast } from './join-broadcast.ts'
import { joinCitizens } from './join-citizens.ts'
import { joinConsents } from './join-consents.ts'
import { joinLedger } from './join-ledger.ts'
import { joinLine } from './join-line.ts'
import { joinPrivacy } from './join-privacy.ts'
import { joinRetention } from './join-retention.ts'
import { joinSecurity } from './join-security.ts'
import type { Needs, NewId } from './needs.ts'
import { townServices } from './town-services.ts'
import { withFacts } from './with-facts.ts'

/** Joins the areas on an open store; the only place where they meet. */
export async function joinAreas(
  needs: Needs,
  { resources, practice }: { readonly resources: string; readonly practice: boolean },
  capabilities: () => ReadonlySet<Capability>,
) {
  const audit = auditTrail(needs)
  const town = townSettings({ ...needs, audit })
  const queue = outbox(needs)
  const { renderPdf } = pdfPrinter({ ...needs, resources })
  const ledger = joinLedger(needs, { audit, town: town.get, renderPdf })
  const left = (tx: Writer, citizenId: string) => safety.left(tx, citizenId)
  const office = { ...needs, audit, outbox: queue, town: town.get, left }
  const consents = await joinConsents({ ...office, ledger: ledger.entries, resources, practice })
  const typing = presence(needs)
  const records = recorder(needs)
  const calendar = townCalendar({ ...needs, audit, town: town.get })
  const knowledge = townKnowledge({ ...needs, audit, town: town.get })
  const facts = factsKeeper({ ...needs, calendar, knowledge })
  const safety = joinLine(needs, { audit, town: town.get, days: facts.current, outbox: queue, campaignOf: broadcastOf })
  const security = joinSecurity(needs, { audit, town: town.get, practice })
  const broadcasts = joinBroadcast(needs, {
    ...{
      audit,
      consents,
      renderPdf,
      outbox: queue,
      recorder: records,
      line: safety.sense,
      policy: security.policy,
      ledger,
    },
    town: town.get,
    maySendFiles: () => capabilities().has('media.send'),
  })
  const isOpenDay = async (day: string) => (await facts.current()).isOpenDay(day)
  const agenda = appointments({ ...needs, audit, town: town.get, isOpenDay })
  const news = citizenNews({ ...needs, recorder: records, outbox: queue })
  const street = reports({ ...needs, audit, town: town.get, news })
  const citizens = joinCitizens({ ...needs, audit, recorder: records, consents: consents.forCitizens })
  const printed = posters({ ...needs, audit, town: town.get, renderPdf, resources: join(resources, 'posters') })
  const talk = chatConsents({ consents, posters: printed, neighbourhoods: neighbourhoodsOf(citizens) })
  const rights = joinPrivacy(needs, { audit, town: town.get, renderPdf, consents, ledger: ledger.entries })
  const offered = townServices({ reports: street, appointments: agenda, consents: talk, rights, town: town.get })
  const meaning = intents({ ...needs, audit, ...(await loadModels(join(resources, 'intents'))) })
  const ports = {
    ...needs,
    understand: meaning.understand,
    services: withFacts(offered, facts.current),
    facts: facts.current,
  }
  const flows = await openLibrary({ ...ports, audit, directory: join(resources, 'flows'), town: town.get })
  const bot = assistant({ ...ports, flows: flows.flows, latest: flows.latest })
  return {
    agenda,
    auditTrail: audit,
    bot,
    broadcasts: {
      ...broadcasts,
      evidence: broadcastEvidence({ broadcasts, evidence: ledger.evidence, privacy: rights }),
    },
    calendar,
    cannedReplies: cannedReplies({ ...needs, audit }),
    citizens,
    consents,
    conversations: inbox({
      ...needs,
      recorder: records,
      answers: answersThrough(queue, needs.newId),
      files: filesToSend(needs, capabilities),
      assistant: bot,
      audit,
      presence: typing,
    }),
    facts,
    flows,
    gates: [consents.gate, broadcasts.gate, safety.gate] satisfies Gate[],
    inbox: inboxReader({ ...needs, citizenWord: searchedWord }),
    intents: meaning,
    knowledge,
    ledger,
    lines: lines({ ...needs, outbox: queue, audit, noteState: safety.noteState }),
    outbox: queue,
    posters: printed,
    privacy: rights,
    questions: openQuestions({ flows: flows.flows, latest: flows.latest, facts: facts.current }),
    records,
    retention: joinRetention(needs, { audit, town: town.get }),
    reports: street,
    safety,
    security,
    services: ports.services,
    town,
    typing,
  }
}

/** What an operator sends besides words is kept by the media and sent if the channel of the line can. */
const filesToSend = ({ blobs }: Needs, capabilities: () => ReadonlySet<Capability>): FilesToSend => ({
  maySend: () => capabilities().has('media.send'),
  keep: outgoingFiles({ blobs }).keep,
  shownAs,
  forget: blobs.remove,
})

export type Areas = Awaited<ReturnType<typeof joinAreas>>

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
