import type { Language } from '../../contract/common.ts'
import { answering } from './answering.ts'
import { counter } from './counter.ts'
import { custody } from './custody.ts'
import type { ConsentDesk } from './desk.ts'
import { consentDuties } from './duties.ts'
import { exceptions } from './exceptions.ts'
import { consentsForCitizens } from './for-citizens.ts'
import { consentGate } from './gate.ts'
import { joining } from './joining.ts'
import { leaving } from './leaving.ts'
import type { ConsentNeeds } from './needs.ts'
import { noticeNews } from './notice-news.ts'
import { noticeTexts } from './notice-texts.ts'
import { notices } from './notices.ts'
import { purposes } from './purposes.ts'
import { consentReader } from './reader.ts'
import { records } from './records.ts'
import { consentSettingsKeeper } from './settings.ts'
import { ensureNotice, shippedConsents } from './shipped.ts'
import { standings } from './standing.ts'
import { suppression } from './suppression.ts'

/** Who may be written to about what: everything that is said of it, and the gate that everything passes. */
export async function openConsents(needs: ConsentNeeds) {
  const { store, clock, practice } = needs
  const shipped = await shippedConsents(needs.resources)
  const settings = consentSettingsKeeper(needs)
  const purposesOf = purposes(needs)
  const secret = await store.transaction(async (tx) => {
    await purposesOf.ensure(tx, shipped.purposes)
    await ensureNotice(tx, shipped, { now: clock.now(), practice })
    return needs.townSecret(tx, 'suppression')
  })
  const suppressed = suppression(secret)
  const standing = standings(suppressed)
  const written = records(needs)
  const texts = noticeTexts({ ...needs, settings, shipped })
  const parts = { ...needs, records: written, suppression: suppressed, settings, notices: texts, standings: standing }
  const join = joining(parts)
  const answers = answering({ ...parts, joining: join })
  const leave = leaving(parts)
  const reader = consentReader(parts)
  const emergencies = exceptions(needs)
  const kept = custody({ ...parts, leaving: leave, destroyKey: needs.ledger.destroyKey })
  const desk: ConsentDesk = {
    offered: reader.offered,
    begin: join.begin,
    declareAge: answers.declareAge,
    choose: answers.choose,
    accept: answers.accept,
    decline: answers.decline,
    withdraw: leave.withdraw,
    hold: leave.hold,
    settleDoubt: leave.settleDoubt,
    pause: leave.pause,
    standing: standing.of,
  }
  return {
    desk,
    reader,
    settings,
    purposes: purposesOf,
    notices: notices({ ...needs, texts, purposes: purposesOf }),
    exceptions: emergencies,
    suppression: suppressed,
    numberChanged: leave.numberChanged,
    counter: counter({ ...needs, joining: join, answering: answers, leaving: leave }),
    custody: kept,
    /** Consents as the register of citizens sees them. */
    forCitizens: consentsForCitizens({ ...parts, joining: join, answering: answers, leaving: leave, custody: kept }),
    duties: consentDuties({ ...needs, expire: join.expire, numberChanged: leave.numberChanged }),
    gate: consentGate({ ...parts, exceptions: emergencies }),
    /** What reminds, once, of a question that was left open. */
    reminder: (language: Language): string => shipped.of(language).reminder,
    noticeNews: noticeNews({ ...needs, shipped }),
  }
}

export type Consents = Awaited<ReturnType<typeof openConsents>>
