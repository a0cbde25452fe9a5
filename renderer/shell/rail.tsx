import type { SxProps, Theme } from '@mui/material'
import { Badge, Box, Link } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink, useLocation } from 'wouter'
import { useMe, useStation } from '../client/react.tsx'
import { useFormat } from '../i18n/format.ts'
import { visuallyHidden } from '../ui/announcer.tsx'
import { type Section, sectionsFor } from './sections.tsx'

/** Places beside the page; on a narrow screen, below it. */
export function Rail(props: { practice: boolean; sx: SxProps<Theme> }) {
  const { t } = useTranslation('shell')
  const me = useMe()
  const [at] = useLocation()
  return (
    <Box
      component="nav"
      aria-label={t('sections.label')}
      sx={[
        (theme) => ({
          display: 'flex',
          flexDirection: { xs: 'row', sm: 'column' },
          justifyContent: { xs: 'space-around', sm: 'flex-start' },
          gap: 0.5,
          p: { xs: 0.5, sm: 1 },
          overflow: 'auto',
          backgroundColor: theme.colors.surface,
          borderRight: { sm: `1px solid ${theme.colors.line}` },
          borderTop: { xs: `1px solid ${theme.colors.line}`, sm: 'none' },
        }),
        ...(Array.isArray(props.sx) ? props.sx : [props.sx]),
      ]}
    >
      {sectionsFor({ permissions: me.permissions, practice: props.practice }).map((section) => (
        <Place key={section.id} section={section} here={at === section.path || at.startsWith(`${section.path}/`)} />
      ))}
    </Box>
  )
}

function Place({ section, here }: { section: Section; here: boolean }) {
  const { t } = useTranslation('shell')
  const waiting = useWaiting(section.id)
  const format = useFormat()
  return (
    <Link
      component={RouteLink}
      href={section.path}
      aria-current={here ? 'page' : undefined}
      underline="none"
      sx={(theme) => ({
        display: 'flex',
        flexDirection: { xs: 'column', lg: 'row' },
        alignItems: 'center',
        gap: { xs: 0.25, lg: 1.5 },
        minHeight: { xs: 52, lg: 48 },
        minWidth: { xs: 64, sm: 78 },
        justifyContent: { xs: 'center', lg: 'flex-start' },
        paddingInline: { xs: 0.5, lg: 1.5 },
        borderRadius: 1,
        fontSize: { xs: '0.8rem', lg: '0.95rem' },
        lineHeight: 1.2,
        fontWeight: here ? 700 : 400,
        color: here ? theme.colors.accent : theme.colors.text,
        backgroundColor: here ? theme.colors.accentSoft : 'transparent',
        boxShadow: here ? `inset 4px 0 0 ${theme.colors.accent}` : 'none',
        '&:hover': { backgroundColor: theme.colors.accentSoft },
      })}
    >
      <Badge
        badgeContent={waiting === 0 ? null : format.number(Math.min(waiting, 999))}
        color="primary"
        slotProps={{ badge: { style: { whiteSpace: 'nowrap' } } }}
        aria-hidden
      >
        {section.icon}
      </Badge>
      <span>{t(`sections.${section.id}`)}</span>
      {waiting > 0 && (
        <Box sx={visuallyHidden}>
          {t(section.id === 'reports' ? 'sections.received' : 'sections.unanswered', { count: waiting })}
        </Box>
      )}
    </Link>
  )
}

/** What waits for somebody there: conversations without an answer, reports nobody has taken up. */
function useWaiting(section: Section['id']): number {
  const { api } = useStation()
  const inbox = useQuery(api.inbox.counts.queryOptions({ enabled: section === 'inbox' }))
  const reports = useQuery(api.reports.counts.queryOptions({ enabled: section === 'reports' }))
  if (section === 'inbox') return inbox.data?.unanswered ?? 0
  return section === 'reports' ? (reports.data?.received ?? 0) : 0
}
