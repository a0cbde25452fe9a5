import ArrowBack from '@mui/icons-material/ArrowBack'
import BadgeOutlined from '@mui/icons-material/BadgeOutlined'
import InboxOutlined from '@mui/icons-material/InboxOutlined'
import PersonOutlined from '@mui/icons-material/PersonOutlined'
import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import Snooze from '@mui/icons-material/Snooze'
import TaskAlt from '@mui/icons-material/TaskAlt'
import { Box, IconButton, Tooltip, Typography } from '@mui/material'
import type { ReactNode, RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, ConversationState } from '../../../../contract/inbox.ts'
import { useMe } from '../../../client/react.tsx'
import { StatusWord } from '../../../ui/status-word.tsx'
import type { TownClock } from '../../../ui/town-clock.ts'
import { phoneText } from '../phone.ts'
import { holder } from '../queue/rules.ts'

type Props = {
  readonly conversation: Conversation
  readonly name: string
  readonly town: TownClock
  readonly heading: RefObject<HTMLHeadingElement | null>
  /** Where there is one pane at a time. */
  readonly onBack: (() => void) | null
  readonly card: { readonly shown: boolean; readonly toggle: () => void }
  readonly compact: boolean
  readonly children: ReactNode
}

export function ThreadHeader(props: Props) {
  const { conversation, town, card } = props
  const { t } = useTranslation('inbox')
  const { phone } = conversation.citizen
  return (
    <Box
      component="header"
      sx={(theme) => ({
        display: 'flex',
        alignItems: 'center',
        columnGap: 1,
        paddingInline: props.onBack ? 0.5 : 2,
        minHeight: props.compact ? 48 : 56,
        borderBottom: `1px solid ${theme.colors.line}`,
        backgroundColor: theme.colors.surface,
      })}
    >
      {props.onBack && (
        <IconButton aria-label={t('thread.backToList')} onClick={props.onBack}>
          <ArrowBack />
        </IconButton>
      )}
      <Box sx={{ flex: 1, minWidth: 0, paddingBlock: 0.5 }}>
        <Typography
          ref={props.heading}
          tabIndex={-1}
          variant="h2"
          dir="auto"
          noWrap
          sx={{ unicodeBidi: 'isolate', fontSize: '1.1rem', '&:focus': { outline: 'none' } }}
        >
          {props.name}
        </Typography>
        <Box
          sx={{
            display: 'flex',
            columnGap: 1.5,
            flexWrap: 'wrap',
            fontSize: '0.85rem',
            lineHeight: 1.4,
            color: 'text.secondary',
          }}
        >
          {phone !== null && conversation.citizen.name !== '' && <span>{phoneText(phone)}</span>}
          {conversation.state !== 'open' && <StateWord conversation={conversation} town={town} />}
          <HolderWord conversation={conversation} />
        </Box>
      </Box>
      {props.children}
      <Tooltip title={card.shown ? t('card.hide') : t('card.show')}>
        <IconButton
          size="small"
          onClick={card.toggle}
          aria-label={t('actions.card')}
          aria-expanded={card.shown}
          sx={{ mr: props.compact ? 0 : 1 }}
        >
          <BadgeOutlined />
        </IconButton>
      </Tooltip>
    </Box>
  )
}

const stateIcon: { readonly [S in ConversationState]: ReactNode } = {
  bot: <SmartToyOutlined />,
  open: <InboxOutlined />,
  snoozed: <Snooze />,
  resolved: <TaskAlt />,
}

export function StateWord(props: { conversation: Conversation; town: TownClock }) {
  const { state, snoozedUntil } = props.conversation
  const { t } = useTranslation('inbox')
  const when = snoozedUntil === null ? '' : props.town.format.dateTime(snoozedUntil)
  return (
    <StatusWord icon={stateIcon[state]} sx={{ fontSize: 'inherit' }}>
      {t(`states.${state}`, { when })}
    </StatusWord>
  )
}

export function HolderWord(props: { conversation: Conversation }) {
  const { t } = useTranslation('inbox')
  const held = holder(props.conversation, useMe().operator.id)
  switch (held.kind) {
    case 'assistant':
      return null
    case 'nobody':
      return <span>{t('queue.nobody')}</span>
    case 'me':
      return (
        <StatusWord icon={<PersonOutlined />} tone="accent" sx={{ fontSize: 'inherit' }}>
          {t('queue.mine')}
        </StatusWord>
      )
    case 'other':
      return (
        <StatusWord icon={<PersonOutlined />} tone="info" sx={{ fontSize: 'inherit' }}>
          {t('queue.heldBy', { name: held.name })}
        </StatusWord>
      )
  }
}
