import { kindOf, type Mail, type MailKind, type MediaPart, type Payload } from './mail.ts'
import { beatAt, type Deed, type Life, lapOf, lastTime, scriptedId, wording } from './rules.ts'
import { isSample, sampleOf } from './samples.ts'

export type Moment = {
  readonly seed: number
  readonly life: Life
  readonly step: number
  readonly now: number
  /** The newest message the phone received. */
  readonly heard: string | undefined
  /** How many bytes each sample declares. */
  readonly bytes: ReadonlyMap<string, number>
}

/** What the act at `step` sends; null when there is nothing to react to, or it is no act. */
export function mailOf(moment: Moment): Mail | null {
  const { seed, life, step, now, heard } = moment
  const beat = beatAt(life, step)
  if (beat.kind !== 'act') return null
  const deed = beat.step
  const { phone } = life.citizen
  const common = { id: scriptedId(seed, phone, step), phone, at: now }
  const text = deed.text === undefined ? '' : wording(moment, deed.text)
  const target = deed.of === undefined ? heard : named(moment, deed.of)
  if (deed.edit || deed.deletes)
    return target ? { ...common, kind: deed.edit ? 'edit' : 'deletion', text, payload: { target } } : null
  if (deed.react !== undefined) {
    return target ? { ...common, kind: 'reaction', text: '', payload: { target, emoji: deed.react } } : null
  }
  const payload = payloadOf(moment, deed)
  return { ...common, kind: kindOfDeed(deed, payload), text, payload: Object.keys(payload).length > 0 ? payload : null }
}

function kindOfDeed(deed: Deed, payload: Payload): MailKind {
  return deed.unknown ? 'unknown' : kindOf(payload.media, payload.location)
}

function payloadOf({ bytes, heard, now }: Moment, deed: Deed): Payload {
  const media = deed.media === undefined ? undefined : mediaPart(deed.media, bytes)
  const { location } = deed
  return {
    ...(media && { media }),
    ...(location && { location }),
    ...(deed.quote && heard && { replyTo: heard }),
    ...(deed.clock && { at: lastTime(deed.clock, now) }),
  }
}

function mediaPart(name: string, bytes: ReadonlyMap<string, number>): MediaPart {
  if (!isSample(name)) throw new Error('A citizen sends a sample that does not exist')
  const { mime, fileName } = sampleOf(name)
  return { sample: name, mime, bytes: bytes.get(name) ?? 0, ...(fileName && { fileName }) }
}

/** The id of an own message of the same day, by the name the script gave it. */
function named({ seed, life, step }: Moment, name: string): string | undefined {
  const from = lapOf(life, step) * life.beats.length
  const day = beatAt(life, step).day
  const index = life.beats.findIndex((beat) => beat.kind === 'act' && beat.day === day && beat.step.name === name)
  return index === -1 ? undefined : scriptedId(seed, life.citizen.phone, from + index)
}
