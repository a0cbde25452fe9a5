import { Box, Button } from '@mui/material'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../../ui/announcer.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { type Result, ResultGroup } from './result-group.tsx'
import { byConversation } from './rules.ts'

type Props = {
  readonly listId: string
  readonly query: string
  readonly searchable: boolean
  readonly filtered: boolean
  readonly found: readonly Result[]
  readonly activeId: string | null
  readonly loading: boolean
  readonly error: unknown
  readonly retry: () => void
  readonly more: (() => void) | null
  readonly onOpen: (result: Result) => void
}

export function Results(props: Props) {
  const { found, query } = props
  const { t } = useTranslation('search')
  useFoundAnnounced(props)
  if (!props.searchable) return <Hint text={t('hint')} />
  if (props.error) {
    return (
      <Box sx={{ p: 2 }}>
        <ErrorNotice error={props.error} retry={props.retry} />
      </Box>
    )
  }
  if (props.loading) return <SkeletonRows rows={4} height={48} />
  if (found.length === 0) {
    return <EmptyState title={t('none', { query })} text={props.filtered ? t('noneFiltered') : t('noneText')} />
  }
  return (
    <>
      <Box
        id={props.listId}
        role="listbox"
        aria-label={t('results')}
        sx={{ overflowY: 'auto', flex: 1, minHeight: 120 }}
      >
        {byConversation(found).map(({ conversationId, results }) => (
          <ResultGroup
            key={conversationId}
            results={results}
            query={query}
            activeId={props.activeId}
            onOpen={props.onOpen}
          />
        ))}
      </Box>
      <Box
        sx={(theme) => ({
          display: 'flex',
          alignItems: 'center',
          gap: 2,
          paddingInline: 2,
          minHeight: 40,
          borderTop: `1px solid ${theme.colors.line}`,
          color: 'text.secondary',
          fontSize: '0.85rem',
        })}
      >
        <span>{props.more ? t('countMore', { count: found.length }) : t('count', { count: found.length })}</span>
        <Box sx={{ flex: 1 }}>{t('keys')}</Box>
        {props.more && (
          <Button size="small" onClick={props.more}>
            {t('more')}
          </Button>
        )}
      </Box>
    </>
  )
}

function Hint(props: { text: string }) {
  return <Box sx={{ p: 3, color: 'text.secondary' }}>{props.text}</Box>
}

function useFoundAnnounced(props: Props): void {
  const { t } = useTranslation('search')
  const announce = useAnnounce()
  const ready = props.searchable && !props.loading && !props.error
  const count = props.found.length
  const { query } = props
  useEffect(() => {
    if (ready) announce(count === 0 ? t('none', { query }) : t('count', { count }))
  }, [ready, count, query, announce, t])
}
