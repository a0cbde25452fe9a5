import { Problem } from '../../contract/problems.ts'
import type { ConsentDesk } from '../consent/desk.ts'

const closed = async (): Promise<never> => {
  throw new Problem('NOT_FOUND')
}

/** A town that keeps no consents: nobody can join. */
export const noDesk: ConsentDesk = {
  offered: async () => [],
  begin: closed,
  declareAge: closed,
  choose: closed,
  accept: closed,
  decline: async () => undefined,
  withdraw: async () => ({ had: [] }),
  hold: async () => undefined,
  settleDoubt: async () => undefined,
  pause: closed,
  standing: async () => 'none',
}
