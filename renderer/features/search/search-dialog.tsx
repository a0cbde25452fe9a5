import Close from '@mui/icons-material/Close'
import Search from '@mui/icons-material/Search'
import { Box, Dialog, IconButton, InputBase } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { useStation } from '../../client/react.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type FilterFields, filtersOf, isFiltered, noFilters } from './filters.ts'
import { type Result, resultId } from './result-group.tsx'
import { Results } from './results.tsx'
import { isSearchable } from './rules.ts'
import { useRested, useSearch } from './search-data.ts'

/** Search over everything, by keyboard alone: write, arrows, Enter. */
export function SearchDialog(props: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('search')
  const title = useId()
  return (
    <Dialog
      open={props.open}
      onClose={props.onClose}
      aria-labelledby={title}
      fullWidth
      maxWidth="md"
      sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}
      slotProps={{
        paper: {
          sx: {
            mt: { xs: 0, sm: 6 },
            maxHeight: { xs: '100%', sm: 'calc(100% - 96px)' },
            m: { xs: 0, sm: 4 },
            width: '100%',
          },
        },
      }}
    >
      <SearchBody titleId={title} title={t('title')} onClose={props.onClose} />
    </Dialog>
  )
}

function SearchBody(props: { titleId: string; title: string; onClose: () => void }) {
  const { t } = useTranslation('search')
  const { t: common } = useTranslation()
  const [, go] = useLocation()
  const [text, setText] = useState('')
  const [fields, setFields] = useState<FilterFields>(noFilters)
  const [at, setAt] = useState({ text: '', index: 0 })
  const listId = useId()
  const timeZone = useTimeZone()
  const query = useRested(text)
  const filters = useMemo(() => filtersOf(fields, timeZone), [fields, timeZone])
  const search = useSearch(query, filters)
  const searchable = isSearchable(query)
  const found: readonly Result[] = searchable ? (search.data?.pages.flatMap(({ items }) => items) ?? []) : []
  const active = at.text === query ? Math.min(at.index, found.length - 1) : 0
  const current = found[active]

  const open = (result: Result) => {
    props.onClose()
    go(`/inbox/all/${encodeURIComponent(result.conversation.id)}`, { state: { seq: result.message.seq } })
  }
  const move = (steps: number) => {
    const index = Math.max(0, Math.min(found.length - 1, active + steps))
    setAt({ text: query, index })
    if (index > found.length - 5 && search.hasNextPage && !search.isFetchingNextPage) void search.fetchNextPage()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = stepsOf(event.key)
    if (steps === null && (event.key !== 'Enter' || !current)) return
    event.preventDefault()
    if (steps !== null) move(steps)
    else if (current) open(current)
  }

  return (
    <>
      <h2 id={props.titleId} style={hidden}>
        {props.title}
      </h2>
      <Box
        sx={(theme) => ({
          display: 'flex',
          alignItems: 'center',
          gap: 1,
          paddingInline: 2,
          minHeight: 56,
          borderBottom: `1px solid ${theme.colors.line}`,
        })}
      >
        <Search aria-hidden />
        <InputBase
          autoFocus
          fullWidth
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder={t('placeholder')}
          slotProps={{
            input: {
              role: 'combobox',
              'aria-label': t('label'),
              'aria-expanded': found.length > 0,
              'aria-controls': listId,
              'aria-autocomplete': 'list',
              'aria-activedescendant': current && resultId(current),
              maxLength: 200,
              spellCheck: false,
            },
          }}
          sx={(theme) => ({ fontSize: '1.1rem', '& input::placeholder': { color: theme.colors.quiet, opacity: 1 } })}
        />
        <IconButton aria-label={common('close')} onClick={props.onClose}>
          <Close />
        </IconButton>
      </Box>
      <FilterBar fields={fields} backwards={filters.backwards} onChange={setFields} />
      <Results
        listId={listId}
        query={query}
        searchable={searchable}
        filtered={isFiltered(fields)}
        found={found}
        activeId={current?.message.id ?? null}
        loading={search.isFetching && found.length === 0}
        error={search.error}
        retry={() => void search.refetch()}
        more={search.hasNextPage ? () => void search.fetchNextPage() : null}
        onOpen={open}
      />
    </>
  )
}

const hidden = {
  position: 'absolute',
  width: 1,
  height: 1,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  margin: 0,
} as const

function stepsOf(key: string): number | null {
  switch (key) {
    case 'ArrowDown':
      return 1
    case 'ArrowUp':
      return -1
    case 'PageDown':
      return 8
    case 'PageUp':
      return -8
    default:
      return null
  }
}

function useTimeZone(): string {
  const { api } = useStation()
  return useQuery(api.settings.town.queryOptions()).data?.timeZone ?? 'Europe/Madrid'
}
