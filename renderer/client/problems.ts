import { ORPCError } from '@orpc/client'
import type { ProblemCode, ProblemData } from '../../contract/problems.ts'
import { ConnectionLost, Disconnected } from './carrier.ts'

/** Codes of the contract, and the two that only a console can meet. */
export type ConsoleProblemCode = ProblemCode | 'DISCONNECTED' | 'CONNECTION_LOST'

export type ConsoleProblem = { readonly code: ConsoleProblemCode; readonly data: unknown }

/** What went wrong, as plain data. An error of no known code is `INTERNAL`. */
export function toProblem(error: unknown): ConsoleProblem {
  if (error instanceof Disconnected) return { code: 'DISCONNECTED', data: undefined }
  if (error instanceof ConnectionLost) return { code: 'CONNECTION_LOST', data: undefined }
  if (error instanceof ORPCError && isProblemCode(error.code)) return { code: error.code, data: error.data }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') return { code: 'BAD_INPUT', data: { fields: [] } }
  if (error instanceof ORPCError && error.code === 'UNAUTHORIZED') return { code: 'SIGN_IN_REQUIRED', data: undefined }
  return { code: 'INTERNAL', data: { incident: '' } }
}

/** The data of `error` if it is the problem `code`; otherwise undefined. */
export function problemData<C extends ProblemCode>(error: unknown, code: C): ProblemData<C> | undefined {
  return error instanceof ORPCError && error.code === code ? (error.data as ProblemData<C>) : undefined
}

export const isProblem = (error: unknown, code: ConsoleProblemCode): boolean => toProblem(error).code === code

/** The console does not load the schemas of the contract; the type keeps this list complete. */
const known: { readonly [C in ProblemCode]: true } = {
  BAD_INPUT: true,
  WEAK_PASSWORD: true,
  WEAK_PIN: true,
  SIGN_IN_REQUIRED: true,
  SIGN_IN_FAILED: true,
  NOT_ALLOWED: true,
  SIGN_IN_UNFINISHED: true,
  NOT_FOUND: true,
  CLAIMED: true,
  THREAD_MOVED: true,
  QUESTION_PENDING: true,
  ALREADY_LEFT: true,
  NAME_TAKEN: true,
  LAST_ADMINISTRATOR: true,
  NOT_SET_UP: true,
  ALREADY_SET_UP: true,
  NOT_PRACTICE: true,
  LINE_NOT_HERE: true,
  LINE_DOWN: true,
  LINE_RESTS: true,
  CALENDAR_OVERLAP: true,
  FEED_UNREADABLE: true,
  FACT_TAKEN: true,
  FACT_CHANGED: true,
  FACT_IN_USE: true,
  FACT_VARIABLE: true,
  FACT_TOO_LONG: true,
  FLOW_MOVED: true,
  FLOW_FAULTY: true,
  CITIZEN_CHANGED: true,
  PHONE_TAKEN: true,
  PHONE_INVALID: true,
  MERGE_STANDS: true,
  LIST_UNREADABLE: true,
  BROADCAST_FAULTY: true,
  BROADCAST_CHANGED: true,
  NO_RECIPIENTS: true,
  SCHEDULE_REFUSED: true,
  PURPOSE_REFUSED: true,
  TEST_REFUSED: true,
  NO_NOTICE: true,
  SECOND_PERSON_NEEDED: true,
  MEDIA_UNAVAILABLE: true,
  WRONG_STATE: true,
  IDENTITY_NEEDED: true,
  STILL_UNDER_WAY: true,
  SLOT_UNAVAILABLE: true,
  BACKUP_RUNNING: true,
  BACKUP_CODE: true,
  BACKUP_FOLDER: true,
  TOO_LARGE: true,
  FILE_EMPTY: true,
  FILE_TOO_LARGE: true,
  FILE_REFUSED: true,
  FILES_NOT_SENT_HERE: true,
  SESSION_LOCKED: true,
  TOO_MANY_REQUESTS: true,
  STORE_UNAVAILABLE: true,
  INTERNAL: true,
}

const isProblemCode = (code: string): code is ProblemCode => Object.hasOwn(known, code)
