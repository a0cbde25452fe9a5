import Groups from '@mui/icons-material/GroupsOutlined'
import { Box, Link, Typography } from '@mui/material'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { CitizenFilters, CitizenSummary } from '../../../../contract/citizens.ts'
import { languageNames } from '../../../i18n/languages.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { EmptyState } from '../../../ui/empty-state.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { phoneText } from '../../../ui/phone-text.ts'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { useTown } from '../../../ui/town-clock.ts'
import { useNaming } from '../naming.ts'
import { citizenPath } from '../paths.ts'
import { useCitizens } from './list-data.ts'

const rowHeight = 72

type Props = { readonly filters: CitizenFilters; readonly openId: string | null }

/** How many there are, and those that fit the screen out of any number. */
export function CitizenList({ filters, openId }: Props) {
  const { t } = useTranslation('citizens')
  const { format } = useTown()
  const { citizens, count, error, refetch, isPending, hasNextPage, isFetchingNextPage, fetchNextPage } =
    useCitizens(filters)
  const filtered = Object.keys(filters).length > 0
  if (isPending) return <SkeletonRows />
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />
  if (citizens === undefined || citizens.length === 0) return <Nobody filtered={filtered} />
  return (
    <>
      <Typography role="status" color="textSecondary" sx={{ paddingInline: 2, pb: 0.5, fontSize: '0.875rem' }}>
        {count !== undefined && t('count', { count, number: format.number(count) })}
      </Typography>
      <Rows
        citizens={citizens}
        openId={openId}
        more={() => {
          if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
        }}
      />
    </>
  )
}

function Nobody({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation('citizens')
  return filtered ? (
    <EmptyState icon={<Groups />} title={t('none.filtered')} text={t('none.filteredText')} />
  ) : (
    <EmptyState icon={<Groups />} title={t('none.title')} text={t('none.text')} />
  )
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }

function Rows(props: { citizens: readonly CitizenSummary[]; openId: string | null; more: () => void }) {
  const { citizens, more } = props
  const { t } = useTranslation('citizens')
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: citizens.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => citizens[index]?.id ?? index,
    overscan: 8,
  })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const load = useRef(more)
  load.current = more
  useEffect(() => {
    if (last >= citizens.length - 30) load.current()
  }, [last, citizens.length])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key]
    const here = (event.target as HTMLElement).closest<HTMLElement>('[data-index]')
    if (step === undefined || here === null) return
    event.preventDefault()
    const next = Math.max(0, Math.min(citizens.length - 1, Number(here.dataset.index) + step))
    virtual.scrollToIndex(next, { align: 'auto' })
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${next}"] a`)?.focus({ preventScroll: true }),
    )
  }

  return (
    <Box ref={scroller} sx={{ flex: 1, minHeight: 0, overflowY: 'auto', contain: 'strict' }}>
      <Box
        role="list"
        aria-label={t('list')}
        onKeyDown={onKeyDown}
        sx={{ height: virtual.getTotalSize(), position: 'relative' }}
      >
        {items.map(({ index, key, start }) => {
          const citizen = citizens[index]
          if (citizen === undefined) return null
          return (
            <Box
              key={key}
              role="listitem"
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={citizens.length}
              aria-posinset={index + 1}
              sx={{ position: 'absolute', insetInline: 0, top: 0 }}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Row citizen={citizen} open={citizen.id === props.openId} />
            </Box>
          )
        })}
      </Box>
    </Box>
  )
}

function Row({ citizen, open }: { citizen: CitizenSummary; open: boolean }) {
  const naming = useNaming()
  const name = naming(citizen)
  const facts = [
    citizen.name !== '' && citizen.phone !== null ? phoneText(citizen.phone) : '',
    citizen.neighbourhood,
    citizen.language === null ? '' : languageNames[citizen.language],
    ...citizen.tags.map((tag) => `#${tag}`),
  ].filter((fact) => fact !== '')
  return (
    <Link
      component={RouteLink}
      href={citizenPath(citizen.id)}
      underline="none"
      aria-current={open ? 'true' : undefined}
      sx={(theme) => ({
        display: 'flex',
        alignItems: 'center',
        gap: 1.5,
        minHeight: rowHeight,
        paddingInline: 2,
        paddingBlock: 1,
        color: 'text.primary',
        borderBottom: `1px solid ${theme.colors.line}`,
        backgroundColor: open ? theme.colors.accentSoft : 'transparent',
        boxShadow: open ? `inset 4px 0 0 ${theme.colors.accent}` : 'none',
        '&:hover': { backgroundColor: theme.colors.accentSoft },
        '&:focus-visible': { outlineOffset: -3 },
      })}
    >
      <Avatar name={name} size={36} />
      <Box sx={{ minWidth: 0, flex: 1 }}>
        <Box dir="auto" sx={{ fontWeight: 700, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {name}
        </Box>
        <Box sx={{ color: 'text.secondary', fontSize: '0.875rem', overflowWrap: 'anywhere' }}>{facts.join(' · ')}</Box>
      </Box>
    </Link>
  )
}
