import { citizens } from '../citizens/service.ts'
import { breakersEvery } from '../line/policy.ts'
import type { Areas } from './areas.ts'
import { consentReminders } from './consent-reminders.ts'
import type { Duty } from './duties.ts'
import type { Needs } from './needs.ts'
import { reminders } from './reminders.ts'

const minute = 60_000
const hour = 60 * minute

/** What a town does by the clock. `replySpacing`: milliseconds between two automatic messages in one conversation. */
export function townDuties(needs: Needs, areas: Areas, replySpacing: number): readonly Duty[] {
  const { consents, citizens: register, conversations, outbox, privacy, records, safety } = areas
  const speaking = { ...needs, recorder: records, outbox, town: areas.town.get, replySpacing }
  const questions = reminders({
    ...speaking,
    citizens: citizens(needs),
    assistant: areas.bot,
    questions: areas.questions,
  })
  return [
    { name: 'wake snoozed conversations', every: 5_000, work: conversations.wakeSnoozed },
    { name: 'remind of open questions', every: minute, work: questions.remind },
    { name: 'expire questions of consent', every: minute, work: consents.duties.expireRequests },
    { name: 'read the breakers of the line', every: breakersEvery, work: safety.watch },
    { name: 'remind of questions of consent', every: 10 * minute, work: consentReminders({ ...speaking, consents }) },
    { name: 'watch silent numbers', every: hour, work: consents.duties.watchSilence },
    { name: 'forget old questions', every: hour, work: questions.forgetOld },
    { name: 'forget old sends', every: hour, work: safety.forgetOld },
    { name: 'forget late events', every: hour, work: records.forgetLate },
    { name: 'forget files never sent', every: hour, work: conversations.forgetUnsent },
    { name: 'forget old lists of citizens', every: hour, work: register.imports.forgetOldImports },
    { name: 'settle old merges', every: hour, work: register.settleOldMerges },
    { name: 'remove what is over its term', every: 10 * 60_000, work: areas.retention.runIfDue },
    { name: 'destroy what was blocked', every: hour, work: privacy.destroyDue },
    ...areas.ledger.duties,
  ]
}
