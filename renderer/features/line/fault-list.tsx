import { Box, Slider, Switch, Typography } from '@mui/material'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Faults } from '../../../contract/practice.ts'
import { useFormat } from '../../i18n/format.ts'

export const calm: Faults = {
  duplicate: 0,
  reorder: 0,
  loseAck: 0,
  lateAck: 0,
  refuseSend: 0,
  loseMedia: 0,
  disconnected: false,
  restricted: false,
}

const switches = ['disconnected', 'restricted'] as const
const chances = ['duplicate', 'reorder', 'loseAck', 'lateAck', 'refuseSend', 'loseMedia'] as const

type Change = (faults: Partial<Faults>) => void

/** Each fault the town can simulate: on or off, or how often. */
export function FaultList(props: { faults: Faults; change: Change }) {
  const { faults, change } = props
  return (
    <Box sx={{ display: 'grid', columnGap: 4, gridTemplateColumns: { md: '1fr 1fr' } }}>
      {switches.map((name) => (
        <OnOff key={name} name={name} on={faults[name]} change={change} />
      ))}
      {chances.map((name) => (
        <HowOften key={name} name={name} value={faults[name]} change={change} />
      ))}
    </Box>
  )
}

const row = {
  display: 'grid',
  gridTemplateColumns: '1fr auto',
  gap: 2,
  alignItems: 'center',
  py: 1.5,
  borderBottom: 1,
  borderColor: 'divider',
} as const

function OnOff(props: { name: (typeof switches)[number]; on: boolean; change: Change }) {
  const { t } = useTranslation('line')
  const id = useId()
  return (
    <Box sx={row}>
      <Box>
        <Typography component="label" htmlFor={id} sx={{ fontWeight: 700, display: 'block' }}>
          {t(`practice.fault.${props.name}.name`)}
        </Typography>
        <Typography variant="body2" color="textSecondary" id={`${id}-help`}>
          {t(`practice.fault.${props.name}.help`)}
        </Typography>
      </Box>
      <Switch
        id={id}
        checked={props.on}
        onChange={(_, on) => props.change({ [props.name]: on })}
        slotProps={{ input: { 'aria-describedby': `${id}-help` } }}
      />
    </Box>
  )
}

function HowOften(props: { name: (typeof chances)[number]; value: number; change: Change }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const id = useId()
  const [value, setValue] = useState(props.value)
  useEffect(() => setValue(props.value), [props.value])
  const words = (chance: number) => {
    if (chance === 0) return t('practice.never')
    return chance === 1 ? t('practice.always') : t('practice.often', { percent: format.percent(chance) })
  }
  return (
    <Box sx={row}>
      <Box>
        <Typography id={id} sx={{ fontWeight: 700 }}>
          {t(`practice.fault.${props.name}.name`)}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {t(`practice.fault.${props.name}.help`)}
        </Typography>
      </Box>
      <Box sx={{ width: { xs: 120, sm: 160 } }}>
        <Slider
          aria-labelledby={id}
          value={value}
          min={0}
          max={1}
          step={0.05}
          onChange={(_, next) => setValue(next)}
          onChangeCommitted={(_, next) => props.change({ [props.name]: next })}
          getAriaValueText={words}
        />
        <Typography variant="caption" color="textSecondary" aria-hidden sx={{ display: 'block', textAlign: 'center' }}>
          {words(value)}
        </Typography>
      </Box>
    </Box>
  )
}
