import { Box } from '@mui/material'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../../contract/inbox.ts'
import { useMay, useMe } from '../../../client/react.tsx'
import { languageNames } from '../../../i18n/languages.ts'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import { ActionBar } from '../actions/action-bar.tsx'
import { type Actions, useActions } from '../actions/actions.ts'
import { ResolveDialog } from '../actions/resolve-dialog.tsx'
import { ComposerView } from '../composer/composer-view.tsx'
import type { Draft, Mode } from '../composer/draft.ts'
import { MovedWarning } from '../composer/moved-warning.tsx'
import { UndoBar, useUndo } from '../composer/undo.tsx'
import { type Composer, useComposer } from '../composer/use-composer.ts'
import { holder } from '../queue/rules.ts'
import type { TownClock } from '../town.ts'
import { bubbleId, type ThreadView } from './bubble.tsx'
import { HeldBar } from './held-bar.tsx'
import { newestSeq, type Thread, writtenSince } from './rules.ts'
import { goToMessage, useTargetMessage } from './target.ts'
import type { useThread } from './thread-data.ts'
import { ThreadHeader } from './thread-header.tsx'
import { ThreadList } from './thread-list.tsx'
import { type PaneProps, Writing } from './thread-pane.tsx'

type Field = RefObject<HTMLTextAreaElement | null>

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
  const view = useThreadView({ conversation, name, town, mayWrite, composer, field })
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
        <EmptyState title={t('thread.empty')} />
      ) : (
        <ThreadList
          thread={thread}
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

/** A button that an act took away leaves the focus nowhere: it goes to the name at the top. */
function useKeptFocus(heading: RefObject<HTMLHeadingElement | null>, after: string): void {
  const last = useRef(after)
  useEffect(() => {
    if (last.current !== after && document.activeElement === document.body)
      heading.current?.focus({ preventScroll: true })
    last.current = after
  }, [after, heading])
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

/** What to know before writing: that the assistant will fall silent, and in which language the citizen writes. */
function useHint(conversation: Conversation, compact: boolean): string | null {
  const { t, i18n } = useTranslation('inbox')
  if (conversation.state === 'bot') return t('composer.botSilent')
  const { language } = conversation.citizen
  return compact || language === null || language === i18n.language
    ? null
    : t('composer.language', { language: languageNames[language] })
}

type ViewNeeds = {
  readonly conversation: Conversation
  readonly name: string
  readonly town: TownClock
  readonly mayWrite: boolean
  readonly composer: Composer
  readonly field: Field
}

/** Stays the same while one writes: the messages are not drawn again with every key. */
function useThreadView(needs: ViewNeeds): ThreadView {
  const { name, town, mayWrite, field } = needs
  const { language } = needs.conversation.citizen
  const me = useMe().operator.id
  const latest = useRef(needs.composer)
  useEffect(() => {
    latest.current = needs.composer
  })
  return useMemo(
    () => ({
      citizen: name,
      language,
      me,
      format: town.format,
      mayWrite,
      onGoTo: goToMessage,
      onQuote: (message) => {
        latest.current.setMode('reply')
        latest.current.setQuoted(message)
        focusSoon(field)
      },
      onWriteAgain: (text) => {
        latest.current.bring(text)
        focusSoon(field)
      },
    }),
    [name, language, me, town, mayWrite, field],
  )
}

/** A text that was taken back returns to the field of its conversation. */
function useRestored(conversationId: string, composer: Composer, field: Field): void {
  const { restored, taken } = useUndo()
  const latest = useRef(composer)
  useEffect(() => {
    latest.current = composer
  })
  useEffect(() => {
    if (restored?.conversationId !== conversationId) return
    taken()
    latest.current.bring(restored.text)
    focusSoon(field)
  }, [restored, taken, conversationId, field])
}

function useWritingKeys(composer: Composer, field: Field, mayAnswer: boolean): void {
  const begin = (mode: Mode) => (event: KeyboardEvent) => {
    event.preventDefault()
    composer.setMode(mode)
    focusSoon(field)
  }
  useShortcut('inbox.reply', begin('reply'))
  useShortcut('inbox.note', begin('note'))
  useShortcut(
    'inbox.canned',
    (event) => {
      event.preventDefault()
      composer.askCanned()
      focusSoon(field)
    },
    mayAnswer,
  )
}

function focusSoon(field: Field): void {
  requestAnimationFrame(() => {
    const element = field.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  })
}
