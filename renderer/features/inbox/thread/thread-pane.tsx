import ForumOutlined from '@mui/icons-material/ForumOutlined'
import { Box, Button } from '@mui/material'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message } from '../../../../contract/inbox.ts'
import { isProblem } from '../../../client/problems.ts'
import { useMay } from '../../../client/react.tsx'
import { useAnnounce } from '../../../ui/announcer.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { useStoredDraft } from '../composer/draft.ts'
import { displayName } from '../names.ts'
import { useConversation } from '../queue/queue-data.ts'
import { Desk } from './desk.tsx'
import type { PaneProps } from './pane-props.ts'
import { useThread } from './thread-data.ts'
import { Withheld } from './withheld.tsx'

/** One conversation: the desk to work on it, unless it lies where the operator may not look. */
export function ThreadPane(props: PaneProps) {
  const conversation = useConversation(props.id)
  const { t } = useTranslation('inbox')
  const back = props.onBack && { text: t('thread.backToList'), go: props.onBack }
  return conversation.data?.withheld ? <Withheld back={back} /> : <OpenThread {...props} />
}

/** Waits for what it needs. */
function OpenThread(props: PaneProps) {
  const { id } = props
  const { t } = useTranslation('inbox')
  const mayWrite = useMay('inbox.write')
  const conversation = useConversation(id)
  const messages = useThread(id)
  const draft = useStoredDraft(id, mayWrite)
  const town = useTown()
  const name = useName(conversation.data)
  useNewest(messages.thread?.messages, name)

  if (conversation.error && isProblem(conversation.error, 'NOT_FOUND')) {
    return (
      <EmptyState
        icon={<ForumOutlined />}
        title={t('thread.gone')}
        text={t('thread.goneText')}
        action={props.onBack && <Button onClick={props.onBack}>{t('thread.backToList')}</Button>}
      />
    )
  }
  const error = conversation.error ?? (messages.thread === undefined ? messages.error : null)
  if (error) {
    return (
      <Box sx={{ p: 2 }}>
        <ErrorNotice
          error={error}
          retry={() => {
            void conversation.refetch()
            messages.retry()
          }}
        />
      </Box>
    )
  }
  if (conversation.data === undefined || messages.thread === undefined || draft === undefined) {
    return <SkeletonRows rows={5} height={64} />
  }
  return (
    <Desk
      {...props}
      conversation={conversation.data}
      messages={{ ...messages, thread: messages.thread }}
      initialDraft={draft}
      town={town}
      name={name}
    />
  )
}

function useName(conversation: Conversation | undefined): string {
  const { t } = useTranslation('inbox')
  if (conversation === undefined) return ''
  return displayName(conversation.citizen) ?? t('queue.nameless')
}

/** Says what the citizen has just written, when the conversation was already on screen. */
function useNewest(messages: readonly Message[] | undefined, name: string): void {
  const { t } = useTranslation('inbox')
  const announce = useAnnounce()
  const newest = messages?.at(-1)
  const seen = useSeenSince(newest?.seq)
  useEffect(() => {
    if (newest === undefined || newest.direction !== 'in' || seen === null || newest.seq <= seen) return
    announce(t('thread.announce', { who: name, text: newest.text.slice(0, 200) || t(`kinds.${newest.kind}`) }))
  }, [newest, seen, name, announce, t])
}

/** The newest `seq` when the conversation was opened. */
function useSeenSince(seq: number | undefined): number | null {
  const [first, setFirst] = useState<number | null>(null)
  if (first === null && seq !== undefined) setFirst(seq)
  return first
}
