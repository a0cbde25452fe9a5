import { messageRetiring } from '../inbox/retiring.ts'
import { mediaRetiring } from '../media/retiring.ts'
import type { RetentionNeeds } from '../privacy/retention/needs.ts'
import { retention } from '../privacy/retention/service.ts'
import type { Needs } from './needs.ts'

/** Joins the terms to what was said and the files that came with it. */
export const joinRetention = (needs: Needs, ports: Pick<RetentionNeeds, 'audit' | 'town'>) =>
  retention({ ...needs, ...ports, messages: messageRetiring(needs), files: mediaRetiring() })
