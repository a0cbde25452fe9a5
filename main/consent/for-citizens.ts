import type { Language } from '../../contract/common.ts'
import type { ConsentState } from '../../contract/consents.ts'
import { plainText } from '../../contract/plain-text.ts'
import type { Reader, Writer } from '../store/store.ts'
import type { AnsweringDesk } from './answering.ts'
import type { By } from './desk.ts'
import type { JoiningDesk } from './joining.ts'
import type { LeavingDesk } from './leaving.ts'
import type { ConsentNeeds } from './needs.ts'
import type { NoticeTexts } from './notice-texts.ts'
import { allPurposes, type PurposeRow } from './purpose-queries.ts'
import { textsIn, wordsOf } from './purposes.ts'
import { consentsOf } from './queries.ts'
import type { Suppression } from './suppression.ts'

type ForCitizensNeeds = Pick<ConsentNeeds, 'town'> & {
  readonly notices: Pick<NoticeTexts, 'current'>
  readonly suppression: Suppression
  readonly joining: JoiningDesk
  readonly answering: AnsweringDesk
  readonly leaving: LeavingDesk
  readonly custody: { readonly afterMerge: (tx: Writer, kept: string, absorbed: string) => Promise<void> }
}

const system: By = { kind: 'system', id: null }

const folded = (text: string) => plainText(text).trim()

/** Whether a list means this purpose: by its name here, or by its name in any language. */
const isNamed = (purpose: PurposeRow, names: ReadonlySet<string>) =>
  names.has(purpose.id) || Object.values(textsIn(purpose)).some((words) => words && names.has(folded(words.name)))

/** Consents as the register of citizens sees them: nothing here gives one. */
export function consentsForCitizens(needs: ForCitizensNeeds) {
  const { suppression, joining, answering } = needs
  const language = async (): Promise<Language> => (await needs.town()).language

  return {
    /** What people can be asked about, in the town's language. */
    async purposes(db: Reader): Promise<readonly { readonly id: string; readonly name: string }[]> {
      const spoken = await language()
      const active = (await allPurposes(db)).filter((purpose) => purpose.active === 1)
      return active.map((purpose) => ({ id: purpose.id, name: wordsOf(purpose, spoken).name }))
    },

    /** What this citizen said of each purpose they said something of. */
    async seen(db: Reader, citizenId: string) {
      const spoken = await language()
      const consents = new Map((await consentsOf(db, citizenId)).map((row) => [row.purpose, row]))
      return (await allPurposes(db)).flatMap((purpose) => {
        const row = consents.get(purpose.id)
        if (!row) return []
        const outdated = row.state === 'given' && row.version < purpose.live_from
        const state: ConsentState = outdated ? 'expired' : row.state
        return [{ purpose: purpose.id, name: wordsOf(purpose, spoken).name, state, since: row.since }]
      })
    },

    /** Those of these numbers (E.164) whose owner left. */
    async suppressed(db: Reader | Writer, phones: readonly string[]): Promise<ReadonlySet<string>> {
      const gone = new Set<string>()
      for (const value of phones) if (await suppression.knows(db, { kind: 'phone', value })) gone.add(value)
      return gone
    },

    /** A list says that somebody wants these, in its own words: a question that the person has not been asked. */
    async pendingFromImport(tx: Writer, citizenId: string, wanted: readonly string[]): Promise<void> {
      if ((await needs.notices.current(tx)) === null) return
      const spoken = await language()
      const asked = {
        citizenId,
        conversationId: null,
        language: spoken,
        method: 'import',
        by: system,
        said: null,
      } as const
      await joining.begin(tx, asked)
      const names = new Set(wanted.map(folded))
      const active = (await allPurposes(tx)).filter((purpose) => purpose.active === 1 && isNamed(purpose, names))
      const purposeIds = active.map(({ id }) => id)
      if (await joining.isImported(tx, citizenId)) await answering.choose(tx, { citizenId, purposeIds })
    },

    afterMerge: needs.custody.afterMerge,

    /** What was agreed to from a number that is no longer theirs does not hold. */
    numberChanged: (tx: Writer, citizenId: string): Promise<void> =>
      needs.leaving.numberChanged(tx, { citizenId, why: 'identity', by: system }),
  }
}
