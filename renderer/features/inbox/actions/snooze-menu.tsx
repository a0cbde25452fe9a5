import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  Menu,
  MenuItem,
  TextField,
} from '@mui/material'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TownClock } from '../../../ui/town-clock.ts'
import { pickedMoment, pickerValue, snoozeOptions } from './rules.ts'

type Props = {
  readonly anchor: HTMLElement | null
  readonly town: TownClock
  readonly onClose: () => void
  readonly onChoose: (until: number) => void
}

/** When should it come back? The usual moments, or one picked by hand. */
export function SnoozeMenu(props: Props) {
  const { anchor, town } = props
  const { t } = useTranslation('inbox')
  const [picking, setPicking] = useState(false)
  const now = Date.now()
  const choose = (until: number) => {
    setPicking(false)
    props.onClose()
    props.onChoose(until)
  }
  return (
    <>
      <Menu
        open={anchor !== null}
        anchorEl={anchor}
        onClose={props.onClose}
        slotProps={{ list: { 'aria-label': t('snooze.title') } }}
      >
        {snoozeOptions(now, town.timeZone).map(({ choice, until }) => (
          <MenuItem key={choice} onClick={() => choose(until)}>
            <Box sx={{ flex: 1, mr: 3 }}>{t(`snooze.${choice}`)}</Box>
            <Box sx={{ color: 'text.secondary' }}>{whenText(town, until, now)}</Box>
          </MenuItem>
        ))}
        <MenuItem
          divider={false}
          onClick={() => {
            props.onClose()
            setPicking(true)
          }}
        >
          {t('snooze.pick')}
        </MenuItem>
      </Menu>
      {picking && <Picker town={town} onClose={() => setPicking(false)} onChoose={choose} />}
    </>
  )
}

const whenText = (town: TownClock, until: number, now: number): string => {
  const day = town.format.moment(until, now)
  const time = town.format.time(until)
  return day === time ? time : `${day}, ${time}`
}

function Picker(props: { town: TownClock; onClose: () => void; onChoose: (until: number) => void }) {
  const { town } = props
  const { t } = useTranslation('inbox')
  const { t: common } = useTranslation()
  const title = useId()
  const [value, setValue] = useState(() => pickerValue(Date.now() + 2 * 3_600_000, town.timeZone))
  const [past, setPast] = useState(false)
  const submit = () => {
    const until = pickedMoment(value, Date.now(), town.timeZone)
    if (until === null) setPast(true)
    else props.onChoose(until)
  }
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} maxWidth="xs" fullWidth>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <DialogTitle id={title}>{t('snooze.title')}</DialogTitle>
        <DialogContent>
          <TextField
            type="datetime-local"
            label={t('snooze.at')}
            value={value}
            onChange={(event) => {
              setPast(false)
              setValue(event.target.value)
            }}
            error={past}
            helperText={past ? t('snooze.past') : ' '}
            autoFocus
            sx={{ mt: 1 }}
            slotProps={{ inputLabel: { shrink: true } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={props.onClose}>{common('cancel')}</Button>
          <Button type="submit" variant="contained">
            {t('snooze.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
