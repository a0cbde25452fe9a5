import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../../contract/inbox.ts'
import { isProblem } from '../../../client/problems.ts'
import { useMe, useStation } from '../../../client/react.tsx'
import type { Client } from '../../../client/station.ts'
import { useAnnounce } from '../../../ui/announcer.tsx'
import type { TownClock } from '../../../ui/town-clock.ts'
import { type Loaded, withConversation } from '../queue/rules.ts'
import { type Act, expected } from './rules.ts'

export type Actions = {
  readonly act: (act: Act) => void
  readonly pending: boolean
  /** Why the last one failed; a question that waits for an answer is asked, not shown as a failure. */
  readonly error: unknown
  /** The station wants a reason before it resolves. */
  readonly wantsReason: boolean
  readonly forget: () => void
}

/** Acts on one conversation: shown at once, put back if the station refuses. */
export function useActions(conversation: Conversation, town: TownClock): Actions {
  const { api, client } = useStation()
  const queries = useQueryClient()
  const announce = useAnnounce()
  const { t } = useTranslation('inbox')
  const { id, name } = useMe().operator

  const show = (changed: Conversation) => {
    queries.setQueryData(api.inbox.get.queryKey({ input: { id: changed.id } }), changed)
    queries.setQueriesData<Loaded>(
      { queryKey: api.inbox.list.key() },
      (loaded) => loaded && withConversation(loaded, changed),
    )
  }
  const mutation = useMutation({
    mutationFn: (act: Act) => run(client, conversation.id, act),
    onMutate: (act) => {
      show(expected(conversation, act, { id, name }))
      return { before: conversation }
    },
    onSuccess: (changed, act) => {
      show(changed)
      const when = changed.snoozedUntil === null ? '' : town.format.dateTime(changed.snoozedUntil)
      announce(t(`actions.announce.${act.kind}`, { when }))
      queries.invalidateQueries({ queryKey: api.inbox.counts.key() }).catch(() => undefined)
    },
    onError: (_error, _act, kept) => {
      if (kept) show(kept.before)
      // What was there before may be over: a refusal often means that a colleague was faster.
      for (const queryKey of [api.inbox.get.key({ input: { id: conversation.id } }), api.inbox.list.key()]) {
        queries.invalidateQueries({ queryKey }).catch(() => undefined)
      }
    },
  })
  const wantsReason = isProblem(mutation.error, 'QUESTION_PENDING')
  return {
    act: mutation.mutate,
    pending: mutation.isPending,
    error: wantsReason ? null : mutation.error,
    wantsReason,
    forget: mutation.reset,
  }
}

function run(client: Client, id: string, act: Act): Promise<Conversation> {
  switch (act.kind) {
    case 'claim':
      return client.inbox.claim({ id, takeOver: act.takeOver })
    case 'release':
      return client.inbox.release({ id })
    case 'snooze':
      return client.inbox.snooze({ id, until: act.until })
    case 'resolve':
      return client.inbox.resolve({ id, reason: act.reason })
    case 'reopen':
      return client.inbox.reopen({ id })
    case 'bot':
      return client.inbox.handToBot({ id })
  }
}
