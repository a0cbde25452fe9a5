import Add from '@mui/icons-material/Add'
import ChevronLeft from '@mui/icons-material/ChevronLeft'
import ChevronRight from '@mui/icons-material/ChevronRight'
import FileUpload from '@mui/icons-material/FileUploadOutlined'
import { Alert, Box, Button, IconButton, MenuItem, TextField, Typography } from '@mui/material'
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarDay, CalendarEntry, Community } from '../../../contract/calendar.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { EntryDialog } from './calendar/entry-dialog.tsx'
import { EntryList } from './calendar/entry-list.tsx'
import { FeedDialog } from './calendar/feed-dialog.tsx'
import { communities, daysOfKind, draftOf, type EntryDraft, newDraft, ofYear } from './calendar/rules.ts'
import { Legend, YearView } from './calendar/year-view.tsx'

/** Feasts that a municipality may set for itself in a year. */
const localFeasts = 2

/** When the office is open, day by day: whose feasts are kept, and what the town changes. */
export function CalendarTab() {
  const { t } = useTranslation('settings')
  const { api } = useStation()
  const mayWrite = useMay('settings.write')
  const [year, setYear] = useState(() => new Date().getFullYear())
  const calendar = useQuery(api.calendar.get.queryOptions())
  const town = useQuery(api.settings.town.queryOptions())
  const days = useQuery(api.calendar.days.queryOptions({ input: { year }, placeholderData: keepPreviousData }))
  const [draft, setDraft] = useState<EntryDraft | null>(null)
  const [importing, setImporting] = useState(false)
  const failed = calendar.error ?? town.error ?? days.error
  if (failed)
    return (
      <ErrorNotice error={failed} retry={() => void Promise.all([calendar, town, days].map((one) => one.refetch()))} />
    )
  if (!calendar.data || !town.data || !days.data) return <SkeletonRows />
  const usual = town.data.openingHours
  const entries = ofYear(calendar.data.entries, year)
  const edit = (entry: CalendarEntry) => setDraft(draftOf(entry, usual))
  const onDay = (day: CalendarDay) => {
    const own = entries.find(({ id }) => id === day.mark?.entryId)
    if (own && own.kind !== 'timetable') edit(own)
    else setDraft(newDraft(day.date, day.hours.length === 0 ? 'opening' : 'closure', usual))
  }
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Typography color="textSecondary">{t('calendar.text')}</Typography>
      {!mayWrite && <Alert severity="info">{t('readOnly')}</Alert>}
      <CommunityField value={calendar.data.community} disabled={!mayWrite} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <IconButton aria-label={t('calendar.yearBefore')} onClick={() => setYear(year - 1)}>
          <ChevronLeft />
        </IconButton>
        <Typography variant="h2" aria-live="polite">
          {year}
        </Typography>
        <IconButton aria-label={t('calendar.yearAfter')} onClick={() => setYear(year + 1)}>
          <ChevronRight />
        </IconButton>
        <Box sx={{ flex: 1 }} />
        {mayWrite && (
          <>
            <Button startIcon={<FileUpload />} onClick={() => setImporting(true)}>
              {t('calendar.feed.open')}
            </Button>
            <Button
              variant="contained"
              startIcon={<Add />}
              onClick={() => setDraft(newDraft(firstOf(year, town.data.timeZone), 'feast', usual))}
            >
              {t('calendar.addEntry')}
            </Button>
          </>
        )}
      </Box>
      <Feasts
        state={days.data.feasts}
        source={days.data.source}
        chosen={calendar.data.community !== null}
        year={year}
      />
      {daysOfKind(entries, 'feast', year) > localFeasts && <Alert severity="warning">{t('calendar.manyFeasts')}</Alert>}
      <Legend />
      <YearView days={days.data.days} onDay={mayWrite ? onDay : null} />
      <Typography variant="h2">{t('calendar.entriesOf', { year })}</Typography>
      <EntryList entries={entries} onEdit={mayWrite ? edit : null} />
      {draft && <EntryDialog draft={draft} onClose={() => setDraft(null)} />}
      {importing && <FeedDialog onClose={() => setImporting(false)} />}
    </Box>
  )
}

/** Today in the town if it is of that year, otherwise the year's first day. */
function firstOf(year: number, timeZone: string): string {
  // Swedish writes dates as the calendar keeps them.
  const today = new Intl.DateTimeFormat('sv', { timeZone }).format(Date.now())
  return today.startsWith(String(year)) ? today : `${year}-01-01`
}

function CommunityField(props: { value: Community | null; disabled: boolean }) {
  const { t } = useTranslation('settings')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (community: Community | null) => client.calendar.saveCommunity({ community }),
    onSuccess: () => queries.invalidateQueries({ queryKey: api.calendar.key() }),
  })
  const named = communities
    .map((code) => ({ code, name: t(`calendar.communities.${code}`) }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <Box sx={{ display: 'grid', gap: 1, maxWidth: '26rem' }}>
      <TextField
        select
        label={t('calendar.community')}
        helperText={t('calendar.communityHelp')}
        disabled={props.disabled || save.isPending}
        value={props.value ?? ''}
        onChange={({ target: { value } }) => save.mutate(communities.find((code) => code === value) ?? null)}
      >
        <MenuItem value="">{t('calendar.noCommunity')}</MenuItem>
        {named.map(({ code, name }) => (
          <MenuItem key={code} value={code}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <ErrorNotice error={save.error} />
    </Box>
  )
}

/** How far the feasts shown can be trusted. */
function Feasts(props: {
  state: 'official' | 'expected' | 'national'
  source: string | null
  chosen: boolean
  year: number
}) {
  const { t } = useTranslation('settings')
  if (props.state === 'official') {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('calendar.official', { source: props.source ?? '' })}
      </Typography>
    )
  }
  const text = props.chosen ? t(`calendar.${props.state}`, { year: props.year }) : t('calendar.chooseCommunity')
  return <Alert severity="warning">{text}</Alert>
}
