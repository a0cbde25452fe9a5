import BackHandOutlined from '@mui/icons-material/BackHandOutlined'
import InboxOutlined from '@mui/icons-material/InboxOutlined'
import MoreVert from '@mui/icons-material/MoreVert'
import OutboxOutlined from '@mui/icons-material/OutboxOutlined'
import SmartToyOutlined from '@mui/icons-material/SmartToyOutlined'
import Snooze from '@mui/icons-material/Snooze'
import TaskAlt from '@mui/icons-material/TaskAlt'
import { Box, Button, IconButton, ListItemIcon, Menu, MenuItem, Tooltip } from '@mui/material'
import { type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../../contract/inbox.ts'
import { useMe } from '../../../client/react.tsx'
import { KeyHint } from '../../../ui/key-hint.tsx'
import { useShortcut, useShortcuts } from '../../../ui/shortcuts.tsx'
import type { TownClock } from '../../../ui/town-clock.ts'
import type { Actions } from './actions.ts'
import { type Act, type ActKind, offered } from './rules.ts'
import { SnoozeMenu } from './snooze-menu.tsx'

type Props = {
  readonly conversation: Conversation
  readonly actions: Actions
  readonly town: TownClock
  /** Little room: only what is pressed most stays outside the menu. */
  readonly compact: boolean
}

const icons: { readonly [K in ActKind]: ReactNode } = {
  claim: <BackHandOutlined />,
  release: <OutboxOutlined />,
  snooze: <Snooze />,
  resolve: <TaskAlt />,
  reopen: <InboxOutlined />,
  bot: <SmartToyOutlined />,
}

/** What can be done with the conversation, by button and by key. */
export function ActionBar(props: Props) {
  const { conversation, actions } = props
  const { t } = useTranslation('inbox')
  const me = useMe().operator.id
  const kinds = offered(conversation, me)
  const [menu, setMenu] = useState<HTMLElement | null>(null)
  const [snoozing, setSnoozing] = useState<HTMLElement | null>(null)
  const bar = useRef<HTMLDivElement>(null)
  const keyOf = useKeyOf()

  const start = (kind: ActKind) => {
    setMenu(null)
    if (!kinds.includes(kind)) return
    if (kind === 'snooze') setSnoozing(bar.current)
    else actions.act(plainAct(kind))
  }
  useShortcut('inbox.claim', () => start('claim'))
  useShortcut('inbox.snooze', (event) => {
    event.preventDefault()
    start('snooze')
  })
  useShortcut('inbox.resolve', () => start('resolve'))
  useShortcut('inbox.release', () => start('release'))
  useShortcut('inbox.bot', () => start('bot'))

  const visible = kinds.slice(0, props.compact ? 0 : 3)
  const hidden = kinds.slice(visible.length)
  return (
    <Box
      ref={bar}
      role="group"
      aria-label={t('actions.region')}
      sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}
    >
      {visible.map((kind) => (
        <Tooltip
          key={kind}
          title={
            keyOf(kind) === null
              ? ''
              : t('actions.withKey', { action: t(`actions.${kind}`), key: keyOf(kind)?.toUpperCase() })
          }
        >
          <Button
            size="small"
            color="inherit"
            startIcon={icons[kind]}
            onClick={() => start(kind)}
            aria-keyshortcuts={keyOf(kind) ?? undefined}
            aria-haspopup={kind === 'snooze' ? 'menu' : undefined}
          >
            {t(`actions.${kind}`)}
          </Button>
        </Tooltip>
      ))}
      {hidden.length > 0 && (
        <IconButton
          size="small"
          aria-label={t('actions.more')}
          aria-haspopup="menu"
          aria-expanded={menu !== null}
          onClick={(event) => setMenu(event.currentTarget)}
        >
          <MoreVert />
        </IconButton>
      )}
      <Menu open={menu !== null} anchorEl={menu} onClose={() => setMenu(null)}>
        {hidden.map((kind) => (
          <MenuItem key={kind} onClick={() => start(kind)}>
            <ListItemIcon>{icons[kind]}</ListItemIcon>
            <Box sx={{ flex: 1, mr: 3 }}>{t(`actions.${kind}`)}</Box>
            <KeyOf value={keyOf(kind)} />
          </MenuItem>
        ))}
      </Menu>
      <SnoozeMenu
        anchor={snoozing}
        town={props.town}
        onClose={() => setSnoozing(null)}
        onChoose={(until) => actions.act({ kind: 'snooze', until })}
      />
    </Box>
  )
}

function KeyOf(props: { value: string | null }) {
  return props.value === null ? null : <KeyHint keys={props.value} />
}

function plainAct(kind: Exclude<ActKind, 'snooze'>): Act {
  return kind === 'claim' ? { kind, takeOver: false } : { kind }
}

/** The key of an action as it is now; null when it has none. */
function useKeyOf(): (kind: ActKind) => string | null {
  const { keys, on } = useShortcuts()
  return (kind) => {
    if (!on) return null
    switch (kind) {
      case 'claim':
        return keys['inbox.claim']
      case 'snooze':
        return keys['inbox.snooze']
      case 'resolve':
        return keys['inbox.resolve']
      case 'release':
        return keys['inbox.release']
      case 'bot':
        return keys['inbox.bot']
      case 'reopen':
        return null
    }
  }
}
