import { ListSubheader, MenuItem, TextField } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import type { Model } from '../flow/model.ts'
import { useFlowName } from '../flows/flow-name.ts'
import { readingOrder } from '../graph/places.ts'
import { useTold } from '../graph/told.ts'

/** Where something leads: a step of this flow, or another flow. `null`: it ends here. */
export function TargetField(props: {
  label: string
  model: Model
  front: Model | null
  value: string | null
  optional?: boolean
  onChange: ((to: string | null) => void) | null
}) {
  const { t } = useTranslation('assistant')
  const { api } = useStation()
  const told = useTold(props.model, props.front)
  const flowName = useFlowName()
  const flows = useQuery(api.assistant.flows.queryOptions())
  const order = readingOrder(props.model)
  const others = (flows.data?.flows ?? []).filter(({ name }) => name !== props.model.name)
  const known = props.value === null || order.includes(props.value)
  const door = others.some(({ name }) => `flow:${name}` === props.value)
  return (
    <TextField
      select
      label={props.label}
      value={props.value ?? ''}
      onChange={(event) => props.onChange?.(event.target.value === '' ? null : event.target.value)}
      disabled={props.onChange === null}
      slotProps={{ select: { MenuProps: { slotProps: { paper: { sx: { maxHeight: 420, maxWidth: 460 } } } } } }}
    >
      {(props.optional || props.value === null) && <MenuItem value="">{t('exits.ends')}</MenuItem>}
      {!known && !door && <MenuItem value={props.value ?? ''}>{props.value}</MenuItem>}
      {order.map((id) => (
        <MenuItem key={id} value={id} sx={{ whiteSpace: 'normal' }}>
          {told.kind(props.model.steps[id] ?? {})}: {told.target(id)}
        </MenuItem>
      ))}
      {others.length > 0 && <ListSubheader>{t('exits.otherFlows')}</ListSubheader>}
      {others.map(({ name }) => (
        <MenuItem key={name} value={`flow:${name}`}>
          {flowName(name)}
        </MenuItem>
      ))}
    </TextField>
  )
}
