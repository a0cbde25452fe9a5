import { StoreError, type StoreErrorCode } from './store.ts'

type Meaning = { readonly code: StoreErrorCode; readonly message: string }

const unreachable: Meaning = {
  code: 'STORE_UNREACHABLE',
  message:
    'PostgreSQL does not answer. Check its address, the network, and that it runs; work goes on when it is back.',
}
const refused: Meaning = {
  code: 'STORE_UNREACHABLE',
  message: 'PostgreSQL refuses this user or database. Check the user, the password and the name of the database.',
}
const readOnly: Meaning = {
  code: 'STORE_READ_ONLY',
  message: 'PostgreSQL does not let this user write. Give the user rights on the database, or use its primary server.',
}

/** SQLSTATE values, and the codes of Node for a connection that cannot be made or breaks. */
const meanings: Readonly<Record<string, Meaning>> = {
  '28000': refused,
  '28P01': refused,
  '3D000': refused,
  '25006': readOnly,
  '42501': readOnly,
  '53100': {
    code: 'STORE_DISK_FULL',
    message: 'The disk of PostgreSQL is full: nothing more can be saved. Free some space; what was saved is safe.',
  },
  '55P03': { code: 'STORE_IN_USE', message: 'Another station keeps the store busy. Try again in a moment.' },
  XX001: {
    code: 'STORE_DAMAGED',
    message: 'PostgreSQL reports damaged data. Stop, keep the server as it is and restore the last backup.',
  },
  XX002: {
    code: 'STORE_DAMAGED',
    message: 'PostgreSQL reports a damaged index. Stop, keep the server as it is and restore the last backup.',
  },
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  ETIMEDOUT: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  EPIPE: unreachable,
  '53300': unreachable,
  '25P03': unreachable,
  '57P01': unreachable,
  '57P02': unreachable,
  '57P03': unreachable,
}

/** Breaks that `pg` reports by text alone. */
const broken =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/

/** The same error as a `StoreError` where its cause is one a person can act upon. */
export function postgresFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreError) return error
  const meaning = meaningOf(error)
  return meaning ? new StoreError(meaning.code, meaning.message, { cause: error }) : error
}

function meaningOf(error: Error): Meaning | undefined {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (code.startsWith('08') || broken.test(error.message)) return unreachable
  return meanings[code]
}
