import ExpandMore from '@mui/icons-material/ExpandMore'
import Lock from '@mui/icons-material/LockOutlined'
import Logout from '@mui/icons-material/Logout'
import Person from '@mui/icons-material/PersonOutlined'
import SwitchAccount from '@mui/icons-material/SwitchAccount'
import { Box, Button, Divider, ListItemIcon, ListItemText, Menu, MenuItem, Typography } from '@mui/material'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useMe } from '../client/react.tsx'
import { useFormat } from '../i18n/format.ts'
import { Avatar } from '../ui/avatar.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { type ShortcutAction, useShortcuts } from '../ui/shortcuts.tsx'
import { useLeave, useSignOut } from './session.ts'

/** Who is working here, and what they may do about it. Language and look are in Settings, My account. */
export function OperatorMenu(props: { practice: boolean; switchOperator: () => void; lock: () => void }) {
  const { t } = useTranslation('shell')
  const { operator, lastAccessAt } = useMe()
  const format = useFormat()
  const [, go] = useLocation()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const signOut = useSignOut()
  const leave = useLeave()
  const then = (run: () => void) => () => {
    setAnchor(null)
    run()
  }
  return (
    <>
      <Button
        color="inherit"
        aria-label={t('operator.menu', { name: operator.name })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ gap: 1, paddingInline: 1, minWidth: 0, flexShrink: 0 }}
      >
        <Avatar name={operator.name} size={32} />
        <Box component="span" sx={{ display: { xs: 'none', md: 'inline' } }}>
          {operator.name}
        </Box>
        <ExpandMore fontSize="small" />
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={() => setAnchor(null)}>
        <Box component="li" role="none" sx={{ px: 2, pt: 0.5, pb: 1, maxWidth: 320 }}>
          <Typography sx={{ fontWeight: 700 }}>{operator.name}</Typography>
          <Typography variant="caption" color="textSecondary">
            {lastAccessAt === null
              ? t('operator.firstAccess')
              : t('operator.lastAccess', { when: format.dateTime(lastAccessAt) })}
          </Typography>
        </Box>
        <Divider component="li" role="none" />
        <Choice
          icon={<SwitchAccount />}
          text={t('operator.switch')}
          action="switchOperator"
          onClick={then(props.switchOperator)}
        />
        <Choice icon={<Lock />} text={t('operator.lock')} action="lock" onClick={then(props.lock)} />
        <Choice icon={<Person />} text={t('operator.account')} onClick={then(() => go('/settings/account'))} />
        <Divider component="li" role="none" />
        {props.practice && <Choice icon={<Logout />} text={t('operator.leave')} onClick={then(() => leave.mutate())} />}
        <Choice icon={<Logout />} text={t('operator.signOut')} onClick={then(() => signOut.mutate())} />
      </Menu>
    </>
  )
}

type ChoiceProps = { icon: ReactNode; text: string; action?: ShortcutAction; onClick: () => void; autoFocus?: boolean }

/** Passes on what the menu gives its items (focus, tab index). */
function Choice({ icon, text, action, ...item }: ChoiceProps) {
  const { keys, on } = useShortcuts()
  const key = action === undefined || !on ? null : keys[action]
  return (
    <MenuItem {...item}>
      <ListItemIcon>{icon}</ListItemIcon>
      <ListItemText sx={{ mr: 3 }}>{text}</ListItemText>
      {key !== null && <KeyHint keys={key} />}
    </MenuItem>
  )
}
