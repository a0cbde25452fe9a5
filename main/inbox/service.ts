import { acts } from './acts.ts'
import { attaching } from './attaching.ts'
import { drafts } from './drafts.ts'
import { folder } from './folder.ts'
import { handling } from './handling.ts'
import type { InboxNeeds } from './needs.ts'
import { speaking } from './speaking.ts'

/** What operators do with conversations. Every act is one transaction with its audit entry and its change. */
export function inbox(needs: InboxNeeds) {
  const shared = acts(needs)
  return {
    ...speaking(needs, shared),
    ...attaching(needs, shared),
    ...handling(needs, shared),
    ...drafts(needs, shared),
    ...folder(needs, shared),
  }
}

export type Inbox = ReturnType<typeof inbox>
