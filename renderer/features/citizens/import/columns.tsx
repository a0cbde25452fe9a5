import {
  Alert,
  Box,
  Button,
  Checkbox,
  FormControlLabel,
  MenuItem,
  Paper,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  TextField,
  Typography,
} from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ImportField, type ImportLook, importFields } from '../../../../contract/citizens.ts'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { columnFault } from '../rules.ts'
import { type SentList, useStep } from './use-list.ts'

type Props = { readonly list: SentList; readonly onChecking: () => void; readonly onLeave: () => void }

/** What each column holds, as far as it was recognised, over the first rows; a person puts it right. */
export function Columns({ list: { id, look }, onChecking, onLeave }: Props) {
  const { t } = useTranslation('citizens')
  const { client } = useStation()
  const [columns, setColumns] = useState(look.columns)
  const [header, setHeader] = useState(look.header)
  const fault = columnFault(columns)
  const check = useStep(() => client.citizens.checkImport({ id, header, separator: look.separator, columns }))
  const cancel = useStep(() => client.citizens.cancelImport({ id }))
  return (
    <Paper variant="outlined" sx={{ p: 3, display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box>
        <Typography variant="h2">{t('import.columns')}</Typography>
        <Typography color="textSecondary">{t('import.columnsText')}</Typography>
      </Box>
      <Sample look={look} header={header} columns={columns} change={setColumns} />
      <FormControlLabel
        label={t('import.header')}
        control={<Checkbox checked={header} onChange={({ target }) => setHeader(target.checked)} />}
      />
      {fault !== null && <Alert severity="warning">{t(`import.${fault}`)}</Alert>}
      <ErrorNotice error={check.error ?? cancel.error} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button
          variant="contained"
          disabled={fault !== null}
          loading={check.isPending}
          onClick={() => check.mutate(undefined, { onSuccess: onChecking })}
        >
          {t('import.check')}
        </Button>
        <Button loading={cancel.isPending} onClick={() => cancel.mutate(undefined, { onSuccess: onLeave })}>
          {t('import.cancel')}
        </Button>
      </Box>
    </Paper>
  )
}

const leftOut = 'none'

function Sample(props: {
  look: ImportLook
  header: boolean
  columns: (ImportField | null)[]
  change: (columns: (ImportField | null)[]) => void
}) {
  const { t } = useTranslation('citizens')
  const { look, columns, change } = props
  const put = (at: number, value: string) =>
    change(columns.map((field, index) => (index === at ? (importFields.find((one) => one === value) ?? null) : field)))
  const places = columns.map((field, index) => ({ key: `column ${index + 1}`, field, index }))
  const numbered = look.sample.map((cells, row) => ({ key: `row ${row}`, cells }))
  return (
    <TableContainer tabIndex={0} role="region" aria-label={t('import.sample')}>
      <Table size="small">
        <TableHead>
          <TableRow>
            {places.map(({ key, field, index }) => (
              <TableCell key={key} sx={{ minWidth: 170, verticalAlign: 'bottom' }}>
                <TextField
                  select
                  fullWidth
                  size="small"
                  label={t('import.column', { number: index + 1 })}
                  value={field ?? leftOut}
                  onChange={({ target }) => put(index, target.value)}
                >
                  <MenuItem value={leftOut}>{t('import.ignore')}</MenuItem>
                  {importFields.map((one) => (
                    <MenuItem key={one} value={one}>
                      {t(`import.fields.${one}`)}
                    </MenuItem>
                  ))}
                </TextField>
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {numbered.map(({ key, cells }, row) => (
            <TableRow key={key}>
              {places.map(({ key: column, index }) => (
                <TableCell
                  key={`${key} ${column}`}
                  dir="auto"
                  sx={{ fontWeight: props.header && row === 0 ? 700 : 400, overflowWrap: 'anywhere' }}
                >
                  {cells[index] ?? ''}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  )
}
