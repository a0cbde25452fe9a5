/**
 * What a town hall may do, told in the plainest way and from memory only: the model that the program is held against.
 * It knows no rows, no versions and no ledger.
 */
export type ModelCitizen = {
  phones: string[]
  /** When each purpose was agreed to, under which wording of it. */
  given: Map<string, { at: number; wording: number }>
  left: boolean
  inDoubt: boolean
  awayUntil: number | null
  blocked: boolean
  question: null | {
    state: 'open' | 'over' | 'too_young' | 'answered'
    real: boolean
    signed: boolean
    notice: number
    oldEnough: boolean | null
    chosen: string[]
    begun: number
  }
}

export const newcomer = (phone: string): ModelCitizen => ({
  phones: [phone],
  given: new Map(),
  left: false,
  inDoubt: false,
  awayUntil: null,
  blocked: false,
  question: null,
})

export const twoDays = 48 * 60 * 60_000
export const aYear = 365 * 24 * 60 * 60_000
const slack = 10 * 60_000

export type Model = {
  now: number
  notice: number
  wordings: Map<string, number>
  /** Phones of people who left, whoever has them now. */
  gone: Set<string>
}

const isOver = (begun: number, now: number) => now >= begun + twoDays || now < begun - slack

export function ask(town: Model, who: ModelCitizen, how: 'chat' | 'counter' | 'import'): void {
  const before = who.question
  const open = before?.state === 'open' && !isOver(before.begun, town.now) ? before : null
  if (how === 'import' && (open || who.phones.some((phone) => town.gone.has(phone)))) return
  const kept = open && open.notice === town.notice ? open : null
  who.question = {
    state: 'open',
    real: how !== 'import',
    signed: how === 'counter',
    notice: town.notice,
    oldEnough: kept?.oldEnough ?? null,
    chosen: kept?.chosen ?? [],
    begun: town.now,
  }
}

export const isOpen = (town: Model, { question }: ModelCitizen): boolean =>
  question?.state === 'open' && !isOver(question.begun, town.now)

export function declare(town: Model, who: ModelCitizen, oldEnough: boolean): void {
  if (!isOpen(town, who) || !who.question) return
  who.question.oldEnough = oldEnough
  if (oldEnough) return
  who.question.state = 'too_young'
  who.given.clear()
}

export function choose(town: Model, who: ModelCitizen, purposes: string[]): void {
  if (isOpen(town, who) && who.question) who.question.chosen = purposes
}

/** Whether the yes gives anything. */
export function say(town: Model, who: ModelCitizen): boolean {
  const { question } = who
  if (question?.state !== 'open' || question.oldEnough === false || !question.real) return false
  if (isOver(question.begun, town.now)) {
    question.state = 'over'
    return false
  }
  if (question.notice !== town.notice || question.oldEnough === null || question.chosen.length === 0) return false
  question.state = 'answered'
  for (const purpose of question.chosen)
    who.given.set(purpose, { at: town.now, wording: town.wordings.get(purpose) ?? 1 })
  who.left = false
  who.inDoubt = false
  for (const phone of who.phones) town.gone.delete(phone)
  return true
}

export function leave(town: Model, who: ModelCitizen, purposes: string[] | 'all'): void {
  if (purposes !== 'all') {
    for (const purpose of purposes) who.given.delete(purpose)
    if (who.question?.state === 'open')
      who.question.chosen = who.question.chosen.filter((purpose) => !purposes.includes(purpose))
    return
  }
  who.given.clear()
  who.left = true
  who.inDoubt = false
  if (who.question?.state === 'open') who.question.state = 'answered'
  for (const phone of who.phones) town.gone.add(phone)
}

/** The number is somebody else's now. */
export function passOn(who: ModelCitizen): void {
  who.given.clear()
  if (who.question?.state === 'open') who.question.state = 'answered'
}

export const hasLeft = (town: Model, who: ModelCitizen): boolean =>
  who.left || who.phones.some((phone) => town.gone.has(phone))

/** Whether the town may write to them now about a purpose. */
export function mayWrite(town: Model, who: ModelCitizen, purpose: string): boolean {
  if (who.blocked || hasLeft(town, who)) return false
  if (purpose === 'follow_up') return true
  if (who.inDoubt || (who.awayUntil !== null && who.awayUntil > town.now)) return false
  const given = who.given.get(purpose)
  if (!given || given.wording < (town.wordings.get(purpose) ?? 1)) return false
  return town.now < given.at + aYear && town.now >= given.at - slack
}
