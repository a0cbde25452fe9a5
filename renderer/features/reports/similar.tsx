import { Box, Link, Typography } from '@mui/material'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import type { SimilarReport } from '../../../contract/reports.ts'
import { useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { reportPath } from './rules.ts'

/** Open reports that may be of the same thing. Shows nothing when there are none. */
export function SimilarList({ reports }: { reports: readonly SimilarReport[] }) {
  const { t } = useTranslation('reports')
  const format = useFormat()
  const title = useId()
  if (reports.length === 0) return null
  return (
    <Box
      component="section"
      aria-labelledby={title}
      sx={(theme) => ({
        p: 1.5,
        borderRadius: 1,
        color: theme.colors.note.text,
        backgroundColor: theme.colors.note.fill,
        border: `1px solid ${theme.colors.note.line}`,
      })}
    >
      <Typography id={title} variant="h3" component="h2">
        {t('detail.similar')}
      </Typography>
      <Typography variant="body2">{t('detail.similarText')}</Typography>
      <Box component="ul" sx={{ m: 0, mt: 1, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {reports.map((report) => (
          <Box
            component="li"
            key={report.id}
            sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, overflowWrap: 'anywhere' }}
          >
            <Link component={RouteLink} href={reportPath(report.id)} color="inherit" sx={{ fontWeight: 700 }}>
              {report.number}
            </Link>
            <span dir="auto">{report.what.slice(0, 100)}</span>
            {report.metres !== null && <span>({t('detail.metres', { metres: format.number(report.metres) })})</span>}
          </Box>
        ))}
      </Box>
    </Box>
  )
}

/** The same while a report is being written. */
export function SimilarTo(props: { what: string; where: string }) {
  const { api } = useStation()
  const what = useDeferredValue(props.what.trim())
  const where = useDeferredValue(props.where.trim())
  const found = useQuery(
    api.reports.similar.queryOptions({ input: what.length < 6 ? skipToken : { what, where }, gcTime: 0 }),
  )
  return <SimilarList reports={found.data ?? []} />
}
