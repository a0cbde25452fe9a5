import { Box, Paper, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { LedgerEntry } from '../../../../contract/ledger.ts'
import { useFormat } from '../../../i18n/format.ts'

/** What happened to the consents of a person, the newest last, with the words as they were shown and said. */
export function Timeline(props: { entries: readonly LedgerEntry[] }) {
  return (
    <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5, maxWidth: '52rem' }}>
      {props.entries.map((entry) => (
        <Paper key={entry.seq} component="li" variant="outlined" sx={{ p: 2, display: 'grid', gap: 1 }}>
          <Head entry={entry} />
          <Said entry={entry} />
        </Paper>
      ))}
    </Box>
  )
}

function Head({ entry }: { entry: LedgerEntry }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const about = entry.purpose ? t('ledger.citizen.purpose', entry.purpose) : t('ledger.citizen.allPurposes')
  const who = `${t(`ledger.citizen.actor.${entry.actor.kind}`)}, ${t(`ledger.citizen.method.${entry.method}`)}`
  return (
    <Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, justifyContent: 'space-between' }}>
        <Typography variant="h3">{t(`ledger.events.${entry.event}`)}</Typography>
        <Typography color="textSecondary">
          <time dateTime={new Date(entry.at).toISOString()}>{format.dateTime(entry.at)}</time>
        </Typography>
      </Box>
      <Typography>{about}</Typography>
      <Typography variant="body2" color="textSecondary">
        {who} · {t('ledger.citizen.number', { seq: entry.seq })}
      </Typography>
      {entry.expiresAt !== null && (
        <Typography variant="body2" color="textSecondary">
          {t('ledger.citizen.expires', { at: format.dateTime(entry.expiresAt) })}
        </Typography>
      )}
    </Box>
  )
}

const fields = ['shown', 'question', 'answer', 'age', 'detail'] as const

function Said({ entry: { clear } }: { entry: LedgerEntry }) {
  const { t } = useTranslation('privacy')
  if (!clear) return <Typography color="textSecondary">{t('ledger.citizen.destroyed')}</Typography>
  return fields.map((field) => {
    const text = clear[field]
    return text === undefined ? null : (
      <Box key={field}>
        <Typography variant="body2" color="textSecondary">
          {t(`ledger.citizen.${field}`)}
        </Typography>
        <Box
          component="blockquote"
          sx={(theme) => ({
            m: 0,
            pl: 1.5,
            borderLeft: `3px solid ${theme.colors.line}`,
            whiteSpace: 'pre-wrap',
            overflowWrap: 'anywhere',
          })}
        >
          {text}
        </Box>
      </Box>
    )
  })
}
