import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { type RetentionRun, retentionCategories } from '../../../../contract/retention.ts'
import { useFormat } from '../../../i18n/format.ts'

/** What was removed, in numbers. */
export function RunList({ runs }: { runs: readonly RetentionRun[] }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  return (
    <Box component="section" aria-labelledby="retention-runs" sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h2" id="retention-runs">
        {t('retention.runs.title')}
      </Typography>
      {runs.length === 0 ? (
        <span>{t('retention.runs.none')}</span>
      ) : (
        <Box sx={{ overflowX: 'auto' }}>
          <Table size="small">
            <TableHead>
              <TableRow>
                {(['when', 'who', 'what'] as const).map((column) => (
                  <TableCell key={column}>{t(`retention.runs.${column}`)}</TableCell>
                ))}
              </TableRow>
            </TableHead>
            <TableBody>
              {runs.map((run) => (
                <TableRow key={run.id}>
                  <TableCell>{format.dateTime(run.startedAt)}</TableCell>
                  <TableCell>{run.by ?? t('retention.runs.night')}</TableCell>
                  <TableCell>
                    <What run={run} />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </Box>
      )}
    </Box>
  )
}

function What({ run }: { run: RetentionRun }) {
  const { t } = useTranslation('privacy')
  const some = retentionCategories.filter((category) => {
    const { conversations, messages, files } = run.counts[category]
    return conversations + messages + files > 0
  })
  return (
    <>
      {some.length === 0 && t('retention.runs.nothing')}
      {some.map((category) => (
        <div key={category}>
          {t('retention.runs.count', { category: t(`retention.categories.${category}`), ...run.counts[category] })}
        </div>
      ))}
      {run.finishedAt === null && <div>{t('retention.runs.unfinished')}</div>}
    </>
  )
}
