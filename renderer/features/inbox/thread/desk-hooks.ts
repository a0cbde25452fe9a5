import { type RefObject, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Message } from '../../../../contract/inbox.ts'
import { useMe } from '../../../client/react.tsx'
import { languageNames } from '../../../i18n/languages.ts'
import { useShortcut } from '../../../ui/shortcuts.tsx'
import type { TownClock } from '../../../ui/town-clock.ts'
import type { Mode } from '../composer/draft.ts'
import { useUndo } from '../composer/undo.tsx'
import type { Composer } from '../composer/use-composer.ts'
import { useAnswers } from './answers-to.tsx'
import type { ThreadView } from './bubble.tsx'
import { goToMessage } from './target.ts'

export type Field = RefObject<HTMLTextAreaElement | null>

/** A button that an act took away leaves the focus nowhere: it goes to the name at the top. */
export function useKeptFocus(heading: RefObject<HTMLHeadingElement | null>, after: string): void {
  const last = useRef(after)
  useEffect(() => {
    if (last.current !== after && document.activeElement === document.body)
      heading.current?.focus({ preventScroll: true })
    last.current = after
  }, [after, heading])
}

/** What to know before writing: that the assistant will fall silent, and in which language the citizen writes. */
export function useHint(conversation: Conversation, compact: boolean): string | null {
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
  /** Of a citizen's message; stays the same. Null: the operator may not. */
  readonly onTeach: ThreadView['onTeach']
}

/** Stays the same while one writes: the messages are not drawn again with every key. */
export function useThreadView(needs: ViewNeeds): ThreadView {
  const { name, town, mayWrite, field, onTeach } = needs
  const { language } = needs.conversation.citizen
  const me = useMe().operator.id
  const answers = useAnswers(needs.conversation.id)
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
      answers,
      onGoTo: goToMessage,
      onTeach,
      onQuote: (message) => {
        latest.current.setMode('reply')
        latest.current.setQuoted(message)
        focusSoon(field)
      },
      onWriteAgain: (message) => {
        latest.current.bring(message.text, sendableAgain(message, me))
        focusSoon(field)
      },
    }),
    [name, language, me, town, mayWrite, field, onTeach, answers],
  )
}

/** A file may be sent by whoever brought it, and while it is there. */
const sendableAgain = ({ media, author, failure }: Message, me: string) =>
  author.id === me && failure !== 'media_missing' ? media : null

/** A text that was taken back returns to the field of its conversation. */
export function useRestored(conversationId: string, composer: Composer, field: Field): void {
  const { restored, taken } = useUndo()
  const latest = useRef(composer)
  useEffect(() => {
    latest.current = composer
  })
  useEffect(() => {
    if (restored?.conversationId !== conversationId) return
    taken()
    latest.current.bring(restored.text, restored.media)
    focusSoon(field)
  }, [restored, taken, conversationId, field])
}

export function useWritingKeys(composer: Composer, field: Field, mayAnswer: boolean): void {
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

export function focusSoon(field: Field): void {
  requestAnimationFrame(() => {
    const element = field.current
    element?.focus()
    element?.setSelectionRange(element.value.length, element.value.length)
  })
}
