import { z } from 'zod'
import { textFault } from './broadcast-texts.ts'
import { flowFault } from './flow.ts'
import { importFault } from './import-fault.ts'

/** Why nobody can be given a slot. */
export const slotRefusal = z.enum(['past', 'too_soon', 'too_far', 'closed', 'not_offered', 'full', 'too_many'])
export type SlotRefusal = z.infer<typeof slotRefusal>

const person = z.object({ id: z.string(), name: z.string() })

/**
 * Everything that can go wrong in words a console knows: the code, its HTTP status and what it carries.
 * Each code has a sentence per language in `renderer/i18n` (what happened, what to do).
 */
export const problems = {
  BAD_INPUT: { status: 400, data: z.object({ fields: z.array(z.string()) }) },
  WEAK_PASSWORD: {
    status: 400,
    data: z.object({ reason: z.enum(['short', 'common', 'contains_name', 'used_before']) }),
  },
  WEAK_PIN: { status: 400 },
  FILE_EMPTY: { status: 400 },
  SIGN_IN_REQUIRED: { status: 401 },
  SIGN_IN_FAILED: { status: 401 },
  NOT_ALLOWED: { status: 403 },
  /** The password was right; the step comes first. */
  SIGN_IN_UNFINISHED: { status: 403, data: z.object({ step: z.string() }) },
  NOT_FOUND: { status: 404 },
  CLAIMED: { status: 409, data: z.object({ assignee: person }) },
  THREAD_MOVED: { status: 409, data: z.object({ lastSeq: z.int() }) },
  QUESTION_PENDING: { status: 409 },
  ALREADY_LEFT: { status: 409 },
  NAME_TAKEN: { status: 409 },
  LAST_ADMINISTRATOR: { status: 409 },
  NOT_SET_UP: { status: 409 },
  ALREADY_SET_UP: { status: 409 },
  NOT_PRACTICE: { status: 409 },
  LINE_NOT_HERE: { status: 409 },
  LINE_DOWN: { status: 409 },
  /** Stopped by its brake, and it rests until then. */
  LINE_RESTS: { status: 409, data: z.object({ until: z.int() }) },
  /** Another entry of the kind speaks of one of the days. */
  CALENDAR_OVERLAP: { status: 409, data: z.object({ name: z.string(), from: z.string(), to: z.string() }) },
  FEED_UNREADABLE: {
    status: 400,
    data: z.object({ reason: z.enum(['not_ical', 'broken', 'empty', 'too_many']) }),
  },
  FACT_TAKEN: { status: 409, data: z.object({ field: z.enum(['slug', 'intent']), title: z.string() }) },
  FACT_CHANGED: { status: 409 },
  FACT_IN_USE: { status: 409, data: z.object({ titles: z.string() }) },
  FACT_VARIABLE: { status: 400, data: z.object({ name: z.string() }) },
  FACT_TOO_LONG: { status: 400, data: z.object({ language: z.string() }) },
  /** Somebody else changed the flow: its newest version (0: none), and the revision of its draft (null: none) and whose it is. */
  FLOW_MOVED: {
    status: 409,
    data: z.object({ version: z.int(), revision: z.int().nullable(), by: person.nullable() }),
  },
  FLOW_FAULTY: { status: 422, data: z.object({ faults: z.array(flowFault) }) },
  /** No approved text tells people what they would agree to. */
  NO_NOTICE: { status: 409 },
  /** Whoever asked for it cannot approve it. */
  /** Whoever wrote it, asked for it or is meant by it may not be the one who approves it. */
  SECOND_PERSON_NEEDED: { status: 409 },
  /** Somebody else changed the card meanwhile. */
  CITIZEN_CHANGED: { status: 409 },
  /** The number is of another citizen. */
  PHONE_TAKEN: { status: 409, data: z.object({ citizenId: z.string(), name: z.string() }) },
  /** `place`: of a list, where several were given. */
  PHONE_INVALID: {
    status: 400,
    data: z.object({ reason: z.enum(['not_a_phone', 'landline']), place: z.int().optional() }),
  },
  MERGE_STANDS: { status: 409, data: z.object({ reason: z.enum(['too_late', 'merged_again', 'undone']) }) },
  LIST_UNREADABLE: { status: 422, data: importFault },
  /** What it says cannot leave as it is. */
  BROADCAST_FAULTY: { status: 422, data: z.object({ faults: z.array(textFault) }) },
  /** Somebody else changed it since it was read. */
  BROADCAST_CHANGED: { status: 409, data: z.object({ revision: z.int() }) },
  /** Nobody would get it: nobody is in its audience, or everybody there is excluded. */
  NO_RECIPIENTS: { status: 409, data: z.object({ reason: z.enum(['empty', 'all_excluded']) }) },
  SCHEDULE_REFUSED: {
    status: 400,
    data: z.object({ reason: z.enum(['past', 'too_far', 'endless', 'too_many', 'unreadable', 'no_start']) }),
  },
  PURPOSE_REFUSED: {
    status: 409,
    data: z.object({ reason: z.enum(['unknown', 'inactive', 'not_urgent', 'no_reason']) }),
  },
  /** A phone is none of the town's test phones, or whose it is cannot get this notice now. */
  TEST_REFUSED: { status: 409, data: z.object({ reason: z.enum(['not_listed', 'not_ready']) }) },
  MEDIA_UNAVAILABLE: { status: 409 },
  /** The channel of the line cannot send files. */
  FILES_NOT_SENT_HERE: { status: 409 },
  /** It stands elsewhere by now, and what was asked does not follow from there. */
  WRONG_STATE: { status: 409, data: z.object({ state: z.string() }) },
  /** A backup is being made or tried. */
  BACKUP_RUNNING: { status: 409 },
  /** A recovery code that does not open the backups. */
  BACKUP_CODE: { status: 403 },
  /** The folder of the backups is not there or cannot be written. */
  BACKUP_FOLDER: { status: 409, data: z.object({ folder: z.string() }) },
  /** Nobody said whose request it is, or the proof is too weak for what is asked. */
  IDENTITY_NEEDED: { status: 409 },
  /** Something of the person is still under way. */
  STILL_UNDER_WAY: { status: 409 },
  SLOT_UNAVAILABLE: { status: 409, data: z.object({ reason: slotRefusal }) },
  TOO_LARGE: { status: 413 },
  FILE_TOO_LARGE: { status: 413, data: z.object({ most: z.int() }) },
  /** `dangerous`: a computer would run it; `damaged`: its metadata cannot be taken out; `bomb`: too many pixels. */
  FILE_REFUSED: {
    status: 415,
    data: z.object({ reason: z.enum(['dangerous', 'unknown_type', 'bomb', 'damaged']) }),
  },
  SESSION_LOCKED: { status: 423 },
  TOO_MANY_REQUESTS: { status: 429 },
  STORE_UNAVAILABLE: { status: 503, data: z.object({ reason: z.string() }) },
  INTERNAL: { status: 500, data: z.object({ incident: z.string() }) },
} as const

export type ProblemCode = keyof typeof problems

export type ProblemData<C extends ProblemCode> = (typeof problems)[C] extends { data: infer D extends z.ZodType }
  ? z.infer<D>
  : undefined

/** A use case that refuses: a code of the table above and what it carries. Never a citizen's words. */
export class Problem<C extends ProblemCode = ProblemCode> extends Error {
  override readonly name = 'Problem'
  readonly code: C
  readonly data: ProblemData<C>

  constructor(code: C, ...[data]: ProblemData<C> extends undefined ? [] : [ProblemData<C>]) {
    super(code)
    this.code = code
    this.data = data as ProblemData<C>
  }
}
