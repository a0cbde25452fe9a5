import { Box } from '@mui/material'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message } from '../../../../contract/inbox.ts'
import { useMay, useMe } from '../../../client/react.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { TeachDialog } from '../../../ui/teach-dialog.tsx'
import type { TownClock } from '../../../ui/town-clock.ts'
import { ActionBar } from '../actions/action-bar.tsx'
import { type Actions, useActions } from '../actions/actions.ts'
import { ResolveDialog } from '../actions/resolve-dialog.tsx'
import { ComposerView } from '../composer/composer-view.tsx'
import type { Draft } from '../composer/draft.ts'
import { MovedWarning } from '../composer/moved-warning.tsx'
import { UndoBar } from '../composer/undo.tsx'
import { type Composer, useComposer } from '../composer/use-composer.ts'
import { holder } from '../queue/rules.ts'
import { bubbleId } from './bubble.tsx'
import {
  type Field,
  focusSoon,
  useHint,
  useKeptFocus,
  useRestored,
  useThreadView,
  useWritingKeys,
} from './desk-hooks.ts'
import { HeldBar } from './held-bar.tsx'
import type { PaneProps } from './pane-props.ts'
import { newestSeq, type Thread, writtenSince } from './rules.ts'
import { useTargetMessage } from './target.ts'
import type { useThread } from './thread-data.ts'
import { ThreadHeader } from './thread-header.tsx'
import { ThreadList } from './thread-list.tsx'
import { Writing } from './writing.tsx'

type Props = PaneProps & {
  readonly conversation: Conversation
  readonly messages: Omit<ReturnType<typeof useThread>, 'thread'> & { readonly thread: Thread }
  readonly initialDraft: Draft
  readonly town: TownClock
  readonly name: string
}

/** A conversation and everything one does with it. */
export function Desk(props: Props) {
  const { conversation, messages, town, name, compact } = props
  const { thread } = messages
  const { t } = useTranslation('inbox')
  const mayWrite = useMay('inbox.write')
  const heading = useRef<HTMLHeadingElement>(null)
  const field = useRef<HTMLTextAreaElement>(null)
  const [active, setActive] = useState<string | null>(null)
  const actions = useActions(conversation, town)
  const composer = useComposer({ conversation, initial: props.initialDraft, newest: newestSeq(thread), town })
  const mayTeach = useMay('assistant.write')
  const [taught, setTaught] = useState<Message | null>(null)
  const onTeach = mayTeach ? setTaught : null
  const view = useThreadView({ conversation, name, town, mayWrite, composer, field, onTeach })
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  useKeptFocus(heading, `${conversation.state} ${conversation.assignee?.id}`)
  useTargetMessage(props.target, messages, setActive)

  const leave = () => {
    const message = active ?? thread.messages.at(-1)?.id
    const bubble = message === undefined ? null : document.getElementById(bubbleId(message))
    ;(bubble ?? heading.current)?.focus()
  }

  return (
    <Box
      component="section"
      aria-label={t('thread.region', { name })}
      onKeyDown={(event) => {
        const here = event.target instanceof Node && event.currentTarget.contains(event.target)
        if (event.key === 'Escape' && here && !event.defaultPrevented) props.onLeave()
      }}
      sx={{ display: 'flex', flexDirection: 'column', height: '100%', minHeight: 0 }}
    >
      <ThreadHeader {...props} heading={heading}>
        {mayWrite && <ActionBar conversation={conversation} actions={actions} town={town} compact={compact} />}
      </ThreadHeader>
      <Box sx={{ p: actions.error ? 1 : 0 }}>
        <ErrorNotice error={actions.error} />
      </Box>
      {thread.messages.length === 0 ? (
        <EmptyState
          title={
            conversation.retiredAt === null
              ? t('thread.empty')
              : t('thread.retired', { when: town.format.dateTime(conversation.retiredAt) })
          }
        />
      ) : (
        <ThreadList
          thread={thread}
          retiredAt={conversation.retiredAt}
          view={view}
          timeZone={town.timeZone}
          older={{ load: messages.loadOlder, loading: messages.loadingOlder, error: messages.olderFailed }}
          active={active}
          setActive={setActive}
        />
      )}
      <Writing conversationId={conversation.id} />
      <UndoBar />
      {mayWrite ? (
        <Answering {...props} actions={actions} composer={composer} field={field} onLeave={leave} />
      ) : (
        <Box sx={(theme) => ({ p: 2, borderTop: `1px solid ${theme.colors.line}`, color: 'text.secondary' })}>
          {t('composer.readOnly')}
        </Box>
      )}
      {taught && <TeachDialog text={taught.text} onClose={() => setTaught(null)} />}
      {actions.wantsReason && (
        <ResolveDialog
          name={name}
          onClose={actions.forget}
          onResolve={(reason) => actions.act({ kind: 'resolve', reason })}
        />
      )}
    </Box>
  )
}

type AnsweringProps = Props & {
  readonly actions: Actions
  readonly composer: Composer
  readonly field: Field
  readonly onLeave: () => void
}

function Answering(props: AnsweringProps) {
  const { conversation, actions, composer, field, name } = props
  const held = holder(conversation, useMe().operator.id)
  const hint = useHint(conversation, props.compact)
  useRestored(conversation.id, composer, field)
  useWritingKeys(composer, field, held.kind !== 'other')
  return (
    <>
      {composer.moved && (
        <MovedWarning
          name={name}
          written={writtenSince(props.messages.thread.messages, composer.moved.seen)}
          busy={composer.busy}
          onSend={composer.sendAnyway}
          onReview={() => {
            composer.review()
            focusSoon(field)
          }}
        />
      )}
      <ComposerView
        composer={composer}
        field={field}
        barrier={
          held.kind !== 'other' ? null : (
            <HeldBar
              name={held.name}
              busy={actions.pending}
              onTakeOver={() => actions.act({ kind: 'claim', takeOver: true })}
            />
          )
        }
        hint={hint}
        compact={props.compact}
        onLeave={props.onLeave}
      />
    </>
  )
}
