import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
} from '@mui/material'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyHint } from '../../ui/key-hint.tsx'
import { useShortcuts } from '../../ui/shortcuts.tsx'
import { type HelpRow, helpRows } from './shortcuts.ts'

/** Every key of the inbox, as it is now. */
export function HelpDialog(props: { onClose: () => void }) {
  const { t } = useTranslation('inbox')
  const { t: common } = useTranslation()
  const { on } = useShortcuts()
  const title = useId()
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} maxWidth="sm" fullWidth>
      <DialogTitle id={title}>{t('help.title')}</DialogTitle>
      <DialogContent tabIndex={0}>
        <DialogContentText sx={{ mb: 1 }}>{on ? t('help.text') : t('help.off')}</DialogContentText>
        <Table size="small">
          <TableHead>
            <TableRow>
              <TableCell>{t('help.key')}</TableCell>
              <TableCell>{t('help.action')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {helpRows.map((row) => (
              <TableRow key={row.text}>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>
                  <Key row={row} />
                </TableCell>
                <TableCell>{t(`help.rows.${row.text}`)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose} autoFocus>
          {common('close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Key(props: { row: HelpRow }) {
  const { t } = useTranslation('inbox')
  const { keys } = useShortcuts()
  const key = 'key' in props.row ? props.row.key : keys[props.row.action]
  return key === null ? t('help.none') : <KeyHint keys={key} />
}
