import { Problem } from '../../contract/problems.ts'
import common from '../../resources/passwords/common.json' with { type: 'json' }
import { blockList, passwordWeakness } from './rules.ts'

const commonPasswords = blockList(common)

/** Throws `WEAK_PASSWORD`. `names`: what the user and the town are called. */
export function refuseWeakPassword(password: string, names: readonly string[]): void {
  const reason = passwordWeakness(password, { names, common: commonPasswords })
  if (reason) throw new Problem('WEAK_PASSWORD', { reason })
}
