import { Box, Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'

/** The last signed heads, one a day, to be compared with what was printed or sent. */
export function SignedHeads() {
  const { t } = useTranslation('privacy')
  const { api } = useStation()
  const format = useFormat()
  const state = useQuery(api.ledger.state.queryOptions())
  if (!state.data) return null
  const { heads } = state.data
  return (
    <Box component="section" aria-labelledby="ledger-heads" sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h2" id="ledger-heads">
        {t('ledger.heads.title')}
      </Typography>
      <Typography color="textSecondary" sx={{ maxWidth: '44rem' }}>
        {t('ledger.heads.text')}
      </Typography>
      {heads.length === 0 ? (
        <Typography>{t('ledger.heads.none')}</Typography>
      ) : (
        <TableContainer component={Paper} variant="outlined" tabIndex={0} role="region" aria-labelledby="ledger-heads">
          <Table size="small">
            <TableHead>
              <TableRow>
                <TableCell>{t('ledger.heads.day')}</TableCell>
                <TableCell align="right">{t('ledger.heads.entries')}</TableCell>
                <TableCell>{t('ledger.heads.head')}</TableCell>
                <TableCell>{t('ledger.heads.key')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {heads.map((head) => (
                <TableRow key={head.day}>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>{head.day}</TableCell>
                  <TableCell align="right">{format.number(head.entries)}</TableCell>
                  <TableCell sx={{ overflowWrap: 'anywhere', minWidth: '18rem' }}>{head.head}</TableCell>
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>{head.fingerprint}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
    </Box>
  )
}
