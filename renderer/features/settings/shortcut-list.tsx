import {
  Box,
  Button,
  FormControlLabel,
  Switch,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { KeyHint } from '../../ui/key-hint.tsx'
import { keyOf, type ShortcutAction, shortcutActions, useShortcuts } from '../../ui/shortcuts.tsx'

/** Every key: what it does, changing it, turning it off; all of them off at once. */
export function ShortcutList() {
  const { t } = useTranslation('settings')
  const shortcuts = useShortcuts()
  const [listening, setListening] = useState<ShortcutAction | null>(null)
  const [taken, setTaken] = useState<ShortcutAction | null>(null)

  const pressed = (action: ShortcutAction) => (event: KeyboardEvent) => {
    if (listening !== action || event.key === 'Tab') return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setListening(null)
    const key = keyOf(event.nativeEvent)
    if (key === null) return
    const owner = shortcutActions.find((other) => other !== action && shortcuts.keys[other] === key)
    setTaken(owner ?? null)
    if (owner !== undefined) return
    shortcuts.setKey(action, key)
    setListening(null)
  }

  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Typography color="textSecondary">{t('keys.text')}</Typography>
      <FormControlLabel
        control={<Switch checked={shortcuts.on} onChange={(_, on) => shortcuts.setOn(on)} />}
        label={t('keys.on')}
      />
      <Table size="small" aria-label={t('keys.title')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('keys.action')}</TableCell>
            <TableCell>{t('keys.key')}</TableCell>
            <TableCell>{t('keys.change')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {shortcutActions.map((action) => {
            const key = shortcuts.keys[action]
            const name = t(`keys.actions.${action}`)
            return (
              <TableRow key={action}>
                <TableCell component="th" scope="row">
                  {name}
                  {listening === action && taken !== null && (
                    <Typography variant="caption" color="error" component="div" role="alert">
                      {t('keys.taken', { action: t(`keys.actions.${taken}`) })}
                    </Typography>
                  )}
                </TableCell>
                <TableCell>{key === null ? t('keys.off') : <KeyHint keys={key} />}</TableCell>
                <TableCell sx={{ whiteSpace: 'nowrap' }}>
                  <Button
                    size="small"
                    aria-label={t('keys.changeOf', { action: name })}
                    onClick={() => {
                      setTaken(null)
                      setListening(action)
                    }}
                    onKeyDown={pressed(action)}
                    onBlur={() => setListening(null)}
                  >
                    {listening === action ? t('keys.press') : t('keys.changeShort')}
                  </Button>
                  {key !== null && (
                    <Button
                      size="small"
                      aria-label={t('keys.turnOffOf', { action: name })}
                      onClick={() => shortcuts.setKey(action, null)}
                    >
                      {t('keys.turnOff')}
                    </Button>
                  )}
                </TableCell>
              </TableRow>
            )
          })}
        </TableBody>
      </Table>
      <Button variant="outlined" onClick={shortcuts.reset} sx={{ justifySelf: 'start' }}>
        {t('keys.reset')}
      </Button>
    </Box>
  )
}
