import type { CitizenConsents } from '../citizens/needs.ts'
import type { Ledger } from '../consent/ledger/ledger.ts'
import type { Consents } from '../consent/service.ts'
import type { ConsentStop } from '../privacy/needs.ts'
import type { TownSettings } from '../settings/town.ts'
import type { Reader, Writer } from '../store/store.ts'

type Parts = {
  readonly consents: Consents
  readonly ledger: Pick<Ledger, 'append' | 'destroyKey'>
  readonly town: TownSettings['get']
}

/** A list names a purpose by its id or by its name, however it is written. */
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase()

const system = { kind: 'system', id: null } as const

/** The consents as the register of citizens sees them: to be shown, and never given. */
export function consentsOfCitizens({ consents, town }: Parts): CitizenConsents {
  const { purposes, reader, suppression, custody } = consents
  return {
    async purposes() {
      const { language } = await town()
      return (await purposes.list()).map(({ id, texts }) => ({ id, name: (texts[language] ?? texts.es)?.name ?? id }))
    },
    async seen(_, citizenId) {
      const { purposes } = await reader.of(citizenId, (await town()).language)
      return purposes.flatMap(({ id, name, state, since }) =>
        state === 'none' || since === null ? [] : [{ purpose: id, name, state, since }],
      )
    },
    async suppressed(db: Reader | Writer, phones) {
      const left = new Set<string>()
      for (const value of phones) if (await suppression.knows(db, { kind: 'phone', value })) left.add(value)
      return left
    },
    async pendingFromImport(tx, citizenId, wishes) {
      const { language } = await town()
      const meant = new Set(wishes.map(plain))
      const known = (await purposes.list()).filter(({ active }) => active)
      const purposeIds = known
        .filter(({ id, texts }) => meant.has(id) || Object.values(texts).some(({ name }) => meant.has(plain(name))))
        .map(({ id }) => id)
      if (purposeIds.length > 0) await consents.fromList(tx, { citizenId, language, purposeIds })
    },
    afterMerge: async (tx, kept, absorbed) => void (await custody.merge(tx, { kept, absorbed })),
    numberChanged: (tx, citizenId) => consents.numberChanged(tx, { citizenId, why: 'wrong_number', by: system }),
  }
}

/** The consents as the rights of people stop them, with the register that proves it. */
export function consentStop({ consents, ledger }: Parts): ConsentStop {
  const { desk, custody } = consents
  return {
    withdrawAll: async (tx, citizenId, by) =>
      void (await desk.withdraw(tx, { citizenId, purposeIds: 'all', method: 'counter', by, said: null })),
    hold: desk.hold,
    block: custody.block,
    async destroyed(tx, citizenId) {
      await ledger.append(tx, {
        event: 'destroyed',
        citizenId,
        purpose: null,
        basis: null,
        notice: null,
        method: 'counter',
        actor: system,
        messages: [],
        expiresAt: null,
        clear: {},
      })
      await ledger.destroyKey(tx, citizenId)
    },
  }
}
