import type { CitizenConsents } from '../../main/citizens/needs.ts'

/** Where no purpose can be agreed to, nobody agreed to any. */
export const noConsents: CitizenConsents = {
  purposes: async () => [],
  seen: async () => [],
  suppressed: async () => new Set(),
  pendingFromImport: async () => undefined,
  afterMerge: async () => undefined,
  numberChanged: async () => undefined,
}

const nothing = async () => undefined

/** The rights of people in a town that asks nobody for a consent. */
export const withoutConsents = {
  consents: { withdrawAll: nothing, hold: nothing, block: nothing, destroyed: nothing },
  office: async () => ({ officer: '', authority: 'AEPD' }),
  more: [],
}
