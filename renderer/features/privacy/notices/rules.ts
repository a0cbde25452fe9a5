import type { Language } from '../../../../contract/common.ts'
import type { Notice, NoticeText } from '../../../../contract/notices.ts'

/** The most characters of a first layer with the town's facts filled in; the contract's own number. */
export const firstLayerMost = 600

/** Names that a text may hold, with what stands for them in this town. */
export const namesIn = ['town', 'address', 'phone', 'website', 'officer', 'authority', 'authority_web', 'age'] as const

/** How a name is written in a text. */
export const braced = (name: string) => `{{${name}}}`

/**
 * How many characters a template has once filled: what the station filled in of the stored text is added to what is being
 * written, name by name.
 */
export function filledLength(written: string, stored: Pick<NoticeText, 'firstLayer' | 'shown'> | undefined): number {
  if (!stored || stored.firstLayer === written) return (stored?.shown ?? written).length
  const names = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).length
  const each = names(stored.firstLayer)
  const perName = each === 0 ? 0 : (stored.shown.length - stored.firstLayer.length) / each
  return Math.round(written.length + perName * names(written))
}

export type LayerFault = 'too_long' | 'no_town' | 'no_authority' | 'no_stop_word' | 'no_info' | 'unknown_name'
const faults: readonly LayerFault[] = ['too_long', 'no_town', 'no_authority', 'no_stop_word', 'no_info', 'unknown_name']

/** What the station found wrong in a first layer that was to be approved. */
export const layerFaults = (fields: readonly string[]): readonly LayerFault[] =>
  faults.filter((fault) => fields.includes(`firstLayer.${fault}`))

export type LanguageState = 'approved' | 'notApproved' | 'missing'

export function languageState(notice: Pick<Notice, 'texts'>, language: Language): LanguageState {
  const text = notice.texts.find((each) => each.language === language)
  if (!text) return 'missing'
  return text.approvedAt === null ? 'notApproved' : 'approved'
}
