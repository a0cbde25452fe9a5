import { Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { CitizenImport } from '../../../../contract/citizens.ts'
import { useTown } from '../../../ui/town-clock.ts'

/** The first rows that are not simply taken, and why. */
export function ProblemTable({ problems }: { problems: CitizenImport['problems'] }) {
  const { t } = useTranslation('citizens')
  const { format } = useTown()
  return (
    <Paper variant="outlined" component="section" aria-labelledby="problems" sx={{ p: 2 }}>
      <Typography id="problems" variant="h2" sx={{ mb: 1 }}>
        {t('import.problems')}
      </Typography>
      <TableContainer tabIndex={0} role="region" aria-labelledby="problems">
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{t('import.line')}</TableCell>
              <TableCell>{t('import.who')}</TableCell>
              <TableCell>{t('import.result')}</TableCell>
              <TableCell>{t('import.reason')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {problems.map(({ line, name, verdict, reason }) => (
              <TableRow key={line}>
                <TableCell>{format.number(line)}</TableCell>
                <TableCell dir="auto">{name}</TableCell>
                <TableCell>{t(`import.verdict.${verdict}`)}</TableCell>
                <TableCell>{reason === null ? '' : t(`import.reasons.${reason}`)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Paper>
  )
}
