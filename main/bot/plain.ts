import type { Town } from '../../contract/settings.ts'
import { openingAt } from './hours.ts'
import type { Facts, TownServices, Understand } from './ports.ts'
import { townCatalogue } from './town-catalogue.ts'

/** Understands no wish: the menu, its words and a person remain. */
export const onlyTheMenu: Understand = () => ({
  intent: 'none',
  score: 0,
  top: [],
  decision: 'none',
  optOut: 'no',
  danger: false,
  lang: null,
})

/** Knows what the settings of the town say: its usual week, and nothing else. */
export const onlyTheSettings = (town: Town): Facts => ({
  answer: () => null,
  variable: () => '',
  openingAt: (now) => openingAt(town, now),
})

/** A town that does nothing by itself: every call fails, and whoever asked is passed to a person. */
export const noServices: TownServices = {
  catalogue: townCatalogue,
  call: async () => ({ ok: false, reason: 'this town has no services' }),
  rehearse: async () => ({ ok: false, reason: 'this town has no services' }),
}
