import type { Town } from '../../contract/settings.ts'
import { openingAt } from './hours.ts'
import type { Facts, TownServices, Understand } from './ports.ts'

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

/** A town that does nothing by itself: no flow may call anything. */
export const noServices: TownServices = {
  catalogue: {},
  call: async () => ({ ok: false, reason: 'there is no such service' }),
  rehearse: async () => ({ ok: false, reason: 'there is no such service' }),
}
