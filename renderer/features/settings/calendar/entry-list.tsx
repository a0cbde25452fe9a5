import Delete from '@mui/icons-material/DeleteOutlined'
import Edit from '@mui/icons-material/EditOutlined'
import { Box, IconButton, Paper, Typography } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarEntry } from '../../../../contract/calendar.ts'
import { useStation } from '../../../client/react.tsx'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { instantOf } from './rules.ts'

/** What the town wrote for a year, each with its days and hours. */
export function EntryList(props: {
  entries: readonly CalendarEntry[]
  onEdit: ((entry: CalendarEntry) => void) | null
}) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const { api, client } = useStation()
  const queries = useQueryClient()
  const [removing, setRemoving] = useState<CalendarEntry | null>(null)
  const remove = useMutation({
    mutationFn: (entry: CalendarEntry) => client.calendar.remove({ id: entry.id }),
    onSuccess: () => {
      setRemoving(null)
      return queries.invalidateQueries({ queryKey: api.calendar.key() })
    },
  })
  const range = useRange()
  const { onEdit } = props
  if (props.entries.length === 0) return <Typography color="textSecondary">{t('calendar.noEntries')}</Typography>
  return (
    <>
      <Box
        component="ul"
        aria-label={t('calendar.entries')}
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}
      >
        {props.entries.map((entry) => (
          <Paper
            component="li"
            variant="outlined"
            key={entry.id}
            sx={{ px: 2, py: 1, display: 'grid', gridTemplateColumns: '1fr auto', gap: 1, alignItems: 'center' }}
          >
            <Box sx={{ minWidth: 0 }}>
              <Typography sx={{ fontWeight: 700, overflowWrap: 'anywhere' }}>{entry.name}</Typography>
              <Typography variant="body2" color="textSecondary">
                {t(`calendar.kinds.${entry.kind}.name`)} · {range(entry)}
                {'hours' in entry && ` · ${entry.hours.map(({ from, to }) => `${from}–${to}`).join(', ')}`}
              </Typography>
            </Box>
            {onEdit && (
              <Box>
                <IconButton aria-label={t('calendar.editEntry', { name: entry.name })} onClick={() => onEdit(entry)}>
                  <Edit />
                </IconButton>
                <IconButton
                  aria-label={t('calendar.removeEntry', { name: entry.name })}
                  onClick={() => setRemoving(entry)}
                >
                  <Delete />
                </IconButton>
              </Box>
            )}
          </Paper>
        ))}
      </Box>
      <ConfirmDialog
        open={removing !== null}
        title={t('calendar.removeTitle')}
        text={t('calendar.removeText', { name: removing?.name ?? '' })}
        confirm={common('delete')}
        danger
        busy={remove.isPending}
        error={remove.error}
        onConfirm={() => removing && remove.mutate(removing)}
        onClose={() => setRemoving(null)}
      />
    </>
  )
}

/** The days of an entry in words: one day, or from one to another. */
export function useRange(): (dates: { readonly from: string; readonly to: string }) => string {
  const { i18n } = useTranslation()
  const locale = i18n.language === 'en' ? 'en-GB' : i18n.language
  const format = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })
  return ({ from, to }) =>
    from === to ? format.format(instantOf(from)) : format.formatRange(instantOf(from), instantOf(to))
}
