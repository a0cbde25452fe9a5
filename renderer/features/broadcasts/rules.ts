import { DateTime } from 'luxon'
import type { DeliveryState, Variant } from '../../../contract/broadcast.ts'
import type { Broadcast, BroadcastContent } from '../../../contract/broadcasts.ts'
import type { Language } from '../../../contract/common.ts'

export const broadcastPath = (id: string) => `/broadcasts/${id}` as const

export const repeats = ['DAILY', 'WEEKLY', 'MONTHLY'] as const
export type Repeat = (typeof repeats)[number]

/** A wording, and what it is told apart by while it is moved or removed. */
export type Wording = Variant & { readonly key: number }

/** A broadcast as it is being written. */
export type Form = {
  readonly purpose: string
  readonly neighbourhoods: readonly string[]
  readonly languages: readonly Language[]
  readonly tags: readonly string[]
  readonly variants: readonly Wording[]
  readonly notFormal: boolean
  readonly factsInText: boolean
  readonly when: 'now' | 'once' | 'series'
  /** Of the town's clock, `YYYY-MM-DDTHH:mm`. */
  readonly date: string
  readonly repeat: Repeat
  readonly times: number
  readonly emergency: boolean
  readonly reason: string
}

export type Change = (part: Partial<Form>) => void

export const emptyForm = (lang: Language, name: string): Form => ({
  purpose: '',
  neighbourhoods: [],
  languages: [],
  tags: [],
  variants: [1, 2].map((key) => ({ key, lang, text: name === '' ? '' : `${name}:\n` })),
  notFormal: false,
  factsInText: false,
  when: 'now',
  date: '',
  repeat: 'WEEKLY',
  times: 4,
  emergency: false,
  reason: '',
})

const series = /FREQ=(DAILY|WEEKLY|MONTHLY);COUNT=(\d+)/

export function formOf(broadcast: Broadcast, timeZone: string): Form {
  const [, repeat = 'WEEKLY', times = '4'] = series.exec(broadcast.recurrence ?? '') ?? []
  const { scheduleAt } = broadcast
  const once = scheduleAt === null ? 'now' : 'once'
  return {
    purpose: broadcast.purpose.id,
    neighbourhoods: broadcast.audience.neighbourhoods,
    languages: broadcast.audience.languages,
    tags: broadcast.audience.tags,
    variants: broadcast.variants.map((variant, key) => ({ ...variant, key })),
    notFormal: broadcast.confirmed.includes('not_a_notification'),
    factsInText: broadcast.confirmed.includes('facts_in_text'),
    when: broadcast.recurrence === null ? once : 'series',
    date: scheduleAt === null ? '' : DateTime.fromMillis(scheduleAt, { zone: timeZone }).toFormat("yyyy-MM-dd'T'HH:mm"),
    repeat: repeats.find((one) => one === repeat) ?? 'WEEKLY',
    times: Number(times),
    emergency: broadcast.emergency,
    reason: broadcast.reason,
  }
}

/** What is sent to the station; texts that are only begun are left out. */
export function contentOf(form: Form, timeZone: string, begun: string): BroadcastContent {
  const at = DateTime.fromISO(form.date, { zone: timeZone })
  const timed = form.when !== 'now' && at.isValid
  const confirmed = [
    ...(form.notFormal ? (['not_a_notification'] as const) : []),
    ...(form.factsInText ? (['facts_in_text'] as const) : []),
  ]
  return {
    purpose: form.purpose,
    audience: {
      neighbourhoods: [...form.neighbourhoods],
      languages: [...form.languages],
      tags: [...form.tags],
    },
    variants: writtenIn(form, begun),
    scheduleAt: timed ? at.toMillis() : null,
    recurrence: timed && form.when === 'series' ? `FREQ=${form.repeat};COUNT=${form.times}` : null,
    confirmed,
    emergency: form.emergency,
    reason: form.emergency ? form.reason.trim() : '',
  }
}

/** The wordings that say something besides the name they begin with. */
export const writtenIn = ({ variants }: Form, begun: string): Variant[] =>
  variants
    .filter(({ text }) => text.trim() !== '' && text.trim() !== `${begun}:`)
    .map(({ lang, text }) => ({ lang, text }))

export type FormFault = 'purpose' | 'text' | 'date'

export function formFaults(form: Form, begun: string): readonly FormFault[] {
  const faults: FormFault[] = []
  if (form.purpose === '') faults.push('purpose')
  if (writtenIn(form, begun).length === 0) faults.push('text')
  if (form.when !== 'now' && !DateTime.fromISO(form.date).isValid) faults.push('date')
  return faults
}

/** What who wrote it or changed it last is told of its approval: that it takes another person, or that they are alone. */
export function approvalWord(
  { state, author, editor, fourEyes }: Pick<Broadcast, 'state' | 'author' | 'editor' | 'fourEyes'>,
  me: string,
): 'another' | 'alone' | null {
  const isToCome = state === 'draft' || state === 'waiting_approval'
  if (!isToCome || (author.id !== me && editor.id !== me)) return null
  return fourEyes ? 'another' : 'alone'
}

/** Of who was to get it, in the order they are passed through; what reached nobody comes last. */
export const sentStates = [
  'read',
  'delivered',
  'accepted',
  'released',
  'planned',
  'check',
  'failed',
] as const satisfies readonly DeliveryState[]
export type SentState = (typeof sentStates)[number]
export const shownStates = [...sentStates, 'excluded'] as const

export type Counts = Broadcast['counts']

export const reachedIn = ({ accepted, delivered, read }: Counts) => accepted + delivered + read
/** Who was to get it. */
export const recipientsIn = (counts: Counts) => sentStates.reduce((sum, state) => sum + counts[state], 0)
export const allIn = (counts: Counts) => recipientsIn(counts) + counts.excluded

/** A text with the variables filled in. */
export const filledWith = (text: string, values: Readonly<Record<string, string>>) =>
  text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name.toLowerCase()] ?? whole)
