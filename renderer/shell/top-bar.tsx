import Search from '@mui/icons-material/Search'
import Shield from '@mui/icons-material/Shield'
import { Box, Button, IconButton, Link, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useMay, useStation } from '../client/react.tsx'
import { KeyHint } from '../ui/key-hint.tsx'
import { LineStateWord } from '../ui/line-state.tsx'
import { useShortcuts } from '../ui/shortcuts.tsx'
import { OperatorMenu } from './operator-menu.tsx'

/** Whose town hall it is, how the line does, search, and who is working. */
export function TopBar(props: {
  townName: string
  practice: boolean
  search: () => void
  switchOperator: () => void
  lock: () => void
}) {
  const { t } = useTranslation('shell')
  const mayRead = useMay('inbox.read')
  return (
    <Box
      sx={(theme) => ({
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 0.5, sm: 1.5 },
        minHeight: 56,
        '@media (max-height: 480px)': { minHeight: 48 },
        paddingInline: { xs: 1, sm: 2 },
        backgroundColor: theme.colors.surface,
        borderBottom: `1px solid ${theme.colors.line}`,
      })}
    >
      <Shield aria-hidden color="primary" />
      <Typography component="p" noWrap title={props.townName} sx={{ fontWeight: 700, minWidth: 0, flexShrink: 1 }}>
        {props.townName}
      </Typography>
      <LineChip />
      <Box sx={{ flex: 1 }} />
      {mayRead && <SearchButton label={t('search')} search={props.search} />}
      <OperatorMenu practice={props.practice} switchOperator={props.switchOperator} lock={props.lock} />
    </Box>
  )
}

function SearchButton(props: { label: string; search: () => void }) {
  const { keys, on } = useShortcuts()
  return (
    <>
      <Button
        variant="outlined"
        color="inherit"
        onClick={props.search}
        startIcon={<Search />}
        endIcon={on && keys.search !== null && <KeyHint keys={keys.search} />}
        sx={(theme) => ({
          display: { xs: 'none', md: 'inline-flex' },
          minHeight: 40,
          minWidth: 260,
          fontWeight: 400,
          color: theme.colors.quiet,
          '& .MuiButton-endIcon': { marginLeft: 'auto' },
        })}
      >
        {props.label}
      </Button>
      <IconButton aria-label={props.label} onClick={props.search} sx={{ display: { md: 'none' } }}>
        <Search />
      </IconButton>
    </>
  )
}

function LineChip() {
  const { t } = useTranslation()
  const { t: shell } = useTranslation('shell')
  const { api } = useStation()
  const mayRead = useMay('line.read')
  const line = useQuery(api.lines.list.queryOptions({ enabled: mayRead })).data?.[0]
  if (line === undefined) return null
  return (
    <Link
      component={RouteLink}
      href="/line"
      underline="none"
      aria-label={shell('lineChip', { state: t(`lineState.${line.state}`) })}
      sx={{ flexShrink: 0, borderRadius: 99 }}
    >
      <LineStateWord state={line.state} chip />
    </Link>
  )
}
