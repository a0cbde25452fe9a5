import BadgeOutlined from '@mui/icons-material/BadgeOutlined'
import LockOutlined from '@mui/icons-material/LockOutlined'
import PersonOutlined from '@mui/icons-material/PersonOutlined'
import Reply from '@mui/icons-material/Reply'
import School from '@mui/icons-material/SchoolOutlined'
import SmartphoneOutlined from '@mui/icons-material/SmartphoneOutlined'
import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import StickyNote2Outlined from '@mui/icons-material/StickyNote2Outlined'
import { Box, IconButton, Tooltip } from '@mui/material'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '../../../../contract/inbox.ts'
import type { Format } from '../../../i18n/format.ts'
import { visuallyHidden } from '../../../ui/announcer.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import { type Answers, AnswersTo } from './answers-to.tsx'
import { bubbleLook, stripLook, withdrawnLook } from './bubble-look.ts'
import { DeliveryTrouble, DeliveryWord } from './delivery.tsx'
import { MediaItem } from './media.tsx'
import { MessageMenu } from './message-menu.tsx'
import { MessageText } from './message-text.tsx'
import { Place } from './place.tsx'
import { Quote } from './quote.tsx'
import { type Speaker, speaker } from './rules.ts'

/** What every message of a thread is shown with. */
export type ThreadView = {
  readonly citizen: string
  readonly language: string | null
  readonly me: string
  readonly format: Format
  readonly mayWrite: boolean
  readonly onQuote: (message: Message) => void
  readonly onWriteAgain: (message: Message) => void
  readonly onGoTo: (messageId: string) => void
  /** Null: the operator may not teach the assistant. */
  readonly onTeach: ((message: Message) => void) | null
  /** Of messages that answer a broadcast, which. */
  readonly answers: Answers
}

type Props = {
  readonly message: Message
  /** Starts a run of one speaker. */
  readonly first: boolean
  /** The message that Tab reaches. */
  readonly active: boolean
  readonly view: ThreadView
}

export const bubbleId = (messageId: string): string => `message-${messageId}`

export const Bubble = memo(function Bubble(props: Props) {
  const { message, view } = props
  const who = speaker(message)
  const name = useSpeakerName(message, who, view)
  const note = who === 'note'
  return (
    <Box
      id={bubbleId(message.id)}
      tabIndex={props.active ? 0 : -1}
      data-message={message.id}
      sx={(theme) => ({
        ...(note ? stripLook(theme) : bubbleLook(theme, who)),
        ...(message.status === 'cancelled' && withdrawnLook(theme)),
        mt: props.first || note ? 1.5 : 0.5,
      })}
    >
      <Label who={who} name={name} shown={props.first || note} />
      <AnswersTo answers={view.answers} messageId={message.id} />
      {message.replyTo && <Quote quoted={message.replyTo} onGoTo={view.onGoTo} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'flex-end', columnGap: 1.5 }}>
        <Content message={message} view={view} who={name} />
        <Footer message={message} view={view} />
      </Box>
      {message.direction === 'out' && <DeliveryTrouble message={message} onWriteAgain={view.onWriteAgain} />}
      {!note && message.deletedAt === null && !message.withheld && (
        <SideButtons message={message} view={view} active={props.active} />
      )}
    </Box>
  )
})

function useSpeakerName(message: Message, who: Speaker, view: ThreadView): string {
  const { t } = useTranslation('inbox')
  switch (who) {
    case 'citizen':
      return view.citizen
    case 'assistant':
      return t('who.assistant')
    case 'phone':
      return t('who.phone')
    case 'system':
      return t('who.system')
    case 'operator':
      return personName(message, view.me, t('who.me'), t('who.someone'))
    case 'note':
      if (message.author.kind === 'bot') return t('who.noteByAssistant')
      return personName(message, view.me, t('who.me'), t('who.someone'))
  }
}

function personName(message: Message, me: string, mine: string, someone: string): string {
  return message.author.id === me ? mine : message.author.name || someone
}

const speakerIcon: { readonly [S in Speaker]: ReactNode } = {
  citizen: <PersonOutlined />,
  assistant: <SmartToyOutlined />,
  operator: <BadgeOutlined />,
  phone: <SmartphoneOutlined />,
  system: <BadgeOutlined />,
  note: <StickyNote2Outlined />,
}

function Label(props: { who: Speaker; name: string; shown: boolean }) {
  const { t } = useTranslation('inbox')
  if (!props.shown) {
    return (
      <Box component="span" sx={visuallyHidden}>
        {props.name}:
      </Box>
    )
  }
  return (
    <Box
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.75,
        fontSize: '0.825rem',
        fontWeight: 700,
        mb: 0.25,
        '& svg': { fontSize: '1.1rem' },
      }}
    >
      {speakerIcon[props.who]}
      {props.who === 'note' && <span>{t('who.note')}</span>}
      <Box component="span" dir="auto" sx={{ unicodeBidi: 'isolate', fontWeight: props.who === 'note' ? 400 : 700 }}>
        {props.who === 'note' ? `· ${props.name}` : props.name}
      </Box>
    </Box>
  )
}

function Content(props: { message: Message; view: ThreadView; who: string }) {
  const { message, view } = props
  const { t } = useTranslation('inbox')
  const language = message.direction === 'in' ? view.language : null
  const unsaid = message.kind === 'unknown' || message.kind === 'contact'
  return (
    <Box sx={{ minWidth: 0, display: 'grid', gap: 0.75, ...(message.deletedAt !== null && { fontStyle: 'italic' }) }}>
      {message.reserved && !message.withheld && (
        <StatusWord icon={<LockOutlined />}>{t('message.withheld')}</StatusWord>
      )}
      {message.media && <MediaItem media={message.media} message={message} who={props.who} />}
      {message.location && <Place place={message.location} />}
      {message.text !== '' && <MessageText message={message} language={language} />}
      {message.withheld && <StatusWord icon={<LockOutlined />}>{t('message.withheld')}</StatusWord>}
      {message.text === '' && unsaid && !message.withheld && (
        <span>{t(message.kind === 'contact' ? 'message.contact' : 'message.unknown')}</span>
      )}
    </Box>
  )
}

function Footer(props: { message: Message; view: ThreadView }) {
  const { message } = props
  const { format } = props.view
  const { t } = useTranslation('inbox')
  return (
    <Box
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        justifyContent: 'flex-end',
        alignItems: 'center',
        columnGap: 1,
        fontSize: '0.8rem',
        mt: 0.25,
        ml: 'auto',
      }}
    >
      <Reactions message={message} />
      {message.deletedAt !== null && <strong>{t('message.deleted', { time: format.time(message.deletedAt) })}</strong>}
      {message.editedAt !== null && message.deletedAt === null && (
        <span>{t('message.edited', { time: format.time(message.editedAt) })}</span>
      )}
      <time dateTime={new Date(message.at).toISOString()}>{format.time(message.at)}</time>
      {message.status && <DeliveryWord status={message.status} />}
    </Box>
  )
}

function Reactions(props: { message: Message }) {
  const { t } = useTranslation('inbox')
  const { reactions } = props.message
  if (reactions.length === 0) return null
  const list = reactions.map(({ emoji, author }) => t(`message.reactedBy.${author}`, { emoji })).join(', ')
  return (
    <Box sx={(theme) => ({ border: `1px solid ${theme.colors.edge}`, borderRadius: 4, paddingInline: 0.75 })}>
      <Box component="span" sx={visuallyHidden}>
        {t('message.reactions', { list })}
      </Box>
      <span aria-hidden title={list}>
        {reactions.map(({ emoji }) => emoji).join(' ')}
      </span>
    </Box>
  )
}

/** Beside the bubble: answer to this very message; of a citizen's words, say what they meant. */
function SideButtons(props: { message: Message; view: ThreadView; active: boolean }) {
  const { message, view, active } = props
  const { t } = useTranslation('inbox')
  const left = message.direction === 'in'
  const { onTeach } = view
  const teaches = onTeach !== null && left && message.text.trim() !== ''
  if (!view.mayWrite && !teaches) return null
  return (
    <Box
      className="side-buttons"
      sx={{
        position: 'absolute',
        top: 0,
        display: 'flex',
        ...(left ? { left: '100%', ml: 0.5 } : { right: '100%', mr: 0.5 }),
        opacity: 0,
        '&:focus-within': { opacity: 1 },
      }}
    >
      {view.mayWrite && (
        <SideButton title={t('message.replyTo')} active={active} onClick={() => view.onQuote(message)}>
          <Reply fontSize="small" />
        </SideButton>
      )}
      {view.mayWrite && <MessageMenu message={message} active={active} />}
      {teaches && (
        <SideButton title={t('message.teach')} active={active} onClick={() => onTeach(message)}>
          <School fontSize="small" />
        </SideButton>
      )}
    </Box>
  )
}

function SideButton(props: { title: string; active: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <Tooltip title={props.title}>
      <IconButton
        size="small"
        aria-label={props.title}
        tabIndex={props.active ? 0 : -1}
        onClick={props.onClick}
        sx={(theme) => ({ color: theme.colors.quiet })}
      >
        {props.children}
      </IconButton>
    </Tooltip>
  )
}
