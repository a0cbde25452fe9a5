import ExpandMore from '@mui/icons-material/ExpandMore'
import { Box, Button, Menu, MenuItem, useMediaQuery } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { View } from '../../../../contract/inbox.ts'
import { useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { viewPath } from '../paths.ts'
import { countText, viewOrder } from './rules.ts'

/** The views with how many each holds: all in sight where there is height, one menu where there is not. */
export function ViewList(props: { view: View }) {
  const low = useMediaQuery('(max-height: 560px)', { noSsr: true })
  return low ? <ViewMenu view={props.view} /> : <ViewGrid view={props.view} />
}

function useCounts(): (view: View) => string {
  const { api } = useStation()
  const format = useFormat()
  const counts = useQuery(api.inbox.counts.queryOptions())
  return (view) => (counts.data === undefined ? '' : countText(counts.data[view] ?? 0, format.number))
}

function ViewGrid(props: { view: View }) {
  const { t } = useTranslation('inbox')
  const count = useCounts()
  return (
    <Box
      component="nav"
      aria-label={t('views.label')}
      sx={(theme) => ({
        display: 'grid',
        gridTemplateColumns: '1fr 1fr',
        gap: '2px',
        p: 1,
        borderBottom: `1px solid ${theme.colors.line}`,
      })}
    >
      {viewOrder.map((view) => (
        <Box
          key={view}
          component={Link}
          href={viewPath(view)}
          aria-current={view === props.view ? 'page' : undefined}
          sx={(theme) => ({
            display: 'flex',
            justifyContent: 'space-between',
            alignItems: 'center',
            gap: 1,
            minHeight: 30,
            paddingInline: 1,
            borderRadius: 0.75,
            fontSize: '0.875rem',
            textDecoration: 'none',
            color: theme.colors.text,
            '&:hover': { backgroundColor: theme.colors.canvas },
            '&[aria-current]': {
              backgroundColor: theme.colors.accentSoft,
              fontWeight: 700,
              boxShadow: `inset 0 -2px ${theme.colors.accent}`,
            },
          })}
        >
          <span>{t(`views.${view}`)}</span>
          <Box component="span" sx={{ color: 'text.secondary', fontVariantNumeric: 'tabular-nums' }}>
            {count(view)}
          </Box>
        </Box>
      ))}
    </Box>
  )
}

function ViewMenu(props: { view: View }) {
  const { t } = useTranslation('inbox')
  const count = useCounts()
  const [, go] = useLocation()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const choose = (view: View) => {
    setAnchor(null)
    go(viewPath(view))
  }
  return (
    <Box
      component="nav"
      aria-label={t('views.label')}
      sx={(theme) => ({ borderBottom: `1px solid ${theme.colors.line}` })}
    >
      <Button
        fullWidth
        size="small"
        color="inherit"
        endIcon={<ExpandMore />}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={(event) => setAnchor(event.currentTarget)}
        sx={{ justifyContent: 'space-between' }}
      >
        {t('views.choose', { view: `${t(`views.${props.view}`)} ${count(props.view)}` })}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {viewOrder.map((view) => (
          <MenuItem key={view} selected={view === props.view} onClick={() => choose(view)}>
            <Box sx={{ flex: 1, mr: 3 }}>{t(`views.${view}`)}</Box>
            {count(view)}
          </MenuItem>
        ))}
      </Menu>
    </Box>
  )
}
