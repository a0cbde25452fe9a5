import { join } from 'node:path'
import { appointments } from '../appointments/service.ts'
import { openLibrary } from '../bot/library/service.ts'
import { openQuestions } from '../bot/open-questions.ts'
import { assistant } from '../bot/service.ts'
import { loadModels } from '../bot/understanding/load.ts'
import { intents } from '../bot/understanding/service.ts'
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
import { accounts } from '../operators/accounts.ts'
import { actLog } from '../operators/act-log.ts'
import { auditReader, auditTrail } from '../operators/audit.ts'
import { firstAccounts } from '../operators/first-account.ts'
import { passwords } from '../operators/passwords.ts'
import { sessions } from '../operators/sessions.ts'
import type { Gate } from '../outbox/gates.ts'
import { lanes, providerIdFrom } from '../outbox/rules.ts'
import { type Outbox, outbox } from '../outbox/service.ts'
import { posters } from '../posters/service.ts'
import { reports } from '../reports/service.ts'
import { cannedReplies } from '../settings/canned-replies.ts'
import { townSettings } from '../settings/town.ts'
import { chatConsents } from './chat-consents.ts'
import { citizenNews } from './citizen-news.ts'
import { factsKeeper } from './facts.ts'
import { joinConsents } from './join-consents.ts'
import { joinLedger } from './join-ledger.ts'
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
  const townName = async () => (await town.get()).name || null
  const accountNeeds = { ...needs, audit, passwords: passwords(), townName }
  const queue = outbox(needs)
  const { renderPdf } = pdfPrinter({ ...needs, resources })
  const ledger = joinLedger(needs, { audit, town: town.get, renderPdf })
  const consents = await joinConsents({
    ...{ ...needs, audit, resources, practice },
    outbox: queue,
    town: town.get,
    ledger: ledger.entries,
  })
  const typing = presence(needs)
  const records = recorder(needs)
  const calendar = townCalendar({ ...needs, audit, town: town.get })
  const knowledge = townKnowledge({ ...needs, audit, town: town.get })
  const facts = factsKeeper({ ...needs, calendar, knowledge })
  const isOpenDay = async (day: string) => (await facts.current()).isOpenDay(day)
  const agenda = appointments({ ...needs, audit, town: town.get, isOpenDay })
  const news = citizenNews({ ...needs, recorder: records, outbox: queue })
  const street = reports({ ...needs, audit, town: town.get, news })
  const printed = posters({
    ...needs,
    audit,
    town: town.get,
    renderPdf,
    resources: join(resources, 'posters'),
  })
  const talk = chatConsents({ consents, posters: printed })
  const offered = townServices({ reports: street, appointments: agenda, consents: talk, town: town.get })
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
    accounts: accounts(accountNeeds),
    agenda,
    acts: actLog({ ...needs, audit }),
    audit: auditReader({ ...needs, audit }),
    bot,
    calendar,
    cannedReplies: cannedReplies({ ...needs, audit }),
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
    firstAccounts: firstAccounts(accountNeeds),
    flows,
    gates: [consents.gate] satisfies Gate[],
    inbox: inboxReader({ ...needs, citizenWord: searchedWord }),
    intents: meaning,
    knowledge,
    ledger,
    lines: lines({ ...needs, outbox: queue, audit }),
    outbox: queue,
    posters: printed,
    renderPdf,
    questions: openQuestions({ flows: flows.flows, latest: flows.latest, facts: facts.current }),
    records,
    reports: street,
    services: ports.services,
    sessions: sessions(accountNeeds),
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
