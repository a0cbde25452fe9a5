import { DateTime } from 'luxon'
import { type ReportPlace, type ReportState, reportMoves } from '../../contract/reports.ts'

/** A report's place in its year. The year has four digits, what people say has two. */
export type ReportNumber = { readonly year: number; readonly sequence: number }

const two = (year: number) => String(year % 100).padStart(2, '0')

/** `A-26-0042`. */
export const numberOf = ({ year, sequence }: ReportNumber) => `A-${two(year)}-${String(sequence).padStart(4, '0')}`

/** The year in the town, whose new year may not be that of UTC. */
export const yearAt = (now: number, timeZone: string) => DateTime.fromMillis(now, { zone: timeZone }).year

const whole = /\ba?\s*[-–—./ ]?\s*(\d{2})\s*[-–—./ ]\s*(\d{1,7})\b/i
const together = /^\s*a?(\d{2})(\d{4,7})\s*$/i
const alone = /^\D{0,40}?(\d{1,7})\D*$/

/** The number somebody wrote, with or without letter, dashes and zeros; without a year it is of `year`. Null when there is none. */
export function readNumber(text: string, year: number): ReportNumber | null {
  const found = together.exec(text) ?? whole.exec(text)
  if (found) return { year: year - (year % 100) + Number(found[1]), sequence: Number(found[2]) }
  const sequence = alone.exec(text)?.[1]
  return sequence === undefined ? null : { year, sequence: Number(sequence) }
}

export const mayMove = (from: ReportState, to: ReportState) => reportMoves[from].some((move) => move === to)

/** Nobody's report is closed without saying why. */
export const needsReason = (to: ReportState) => to === 'dismissed'

/** Text as it is kept: no control characters but line breaks, no broken surrogates, at most `most` characters. */
export const tidy = (text: string, most: number) =>
  text
    .toWellFormed()
    .replace(/[^\P{Cc}\n]/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed()

type Point = NonNullable<ReportPlace['point']>

const millionth = 1e6

/** A point as the store holds it: millionths of a degree, a tenth of a metre. */
export const toMillionths = (degrees: number) => Math.round(degrees * millionth)

export const toPoint = (latitude: number | null, longitude: number | null): Point | null =>
  latitude === null || longitude === null ? null : { latitude: latitude / millionth, longitude: longitude / millionth }

const earth = 6_371_000
const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Metres between two points; exact enough within a town. */
export function metresBetween(one: Point, other: Point): number {
  const up = radians(other.latitude - one.latitude)
  const across = radians(other.longitude - one.longitude) * Math.cos(radians((one.latitude + other.latitude) / 2))
  return Math.hypot(up, across) * earth
}

/** What two reports are compared by; `words` are folded. */
export type Comparable = { readonly words: readonly string[]; readonly point: Point | null }

/** Points this near, in metres, may be the same street lamp; those this far apart are not. */
const near = 80
const far = 400
const fewestWords = 2
const mostSimilar = 5

/** In every second report, and so no sign of anything. */
const everywhere = new Set(
  'calle carrer kalea plaza placa praza avenida avinguda para como desde esta este hace dias favor hola buenos buenas street there with that'.split(
    ' ',
  ),
)

/** Words by their beginning, so that "farola" is also "farolas"; numbers whole, as those of a house. */
const telling = (words: readonly string[]) =>
  new Set(
    words
      .filter((word) => /^\d/.test(word) || (word.length > 3 && !everywhere.has(word)))
      .map((word) => (/^\d/.test(word) ? word : word.slice(0, 5))),
  )

function likeness(one: Comparable, other: Comparable): { readonly score: number; readonly metres: number | null } {
  const metres = one.point && other.point ? metresBetween(one.point, other.point) : null
  const mine = telling(one.words)
  const theirs = telling(other.words)
  const common = [...mine].filter((word) => theirs.has(word)).length
  const shared = common / Math.max(1, Math.min(mine.size, theirs.size))
  if (metres !== null && metres > far) return { score: 0, metres }
  if (metres !== null && metres <= near) return { score: common === 0 ? 0 : 1 + shared - metres / near / 2, metres }
  return { score: common >= fewestWords && shared >= 0.5 ? shared : 0, metres }
}

/** Those that may be of the same thing, the likeliest first, at most five. */
export function similarTo<T extends Comparable>(
  one: Comparable,
  others: readonly T[],
): readonly { readonly of: T; readonly metres: number | null }[] {
  return others
    .map((of) => ({ of, ...likeness(one, of) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, mostSimilar)
    .map(({ of, metres }) => ({ of, metres: metres === null ? null : Math.round(metres) }))
}
