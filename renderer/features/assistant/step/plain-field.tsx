import { TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { at } from '../flow/json.ts'
import { putInFlow } from '../flow/model.ts'
import type { StepProps } from './step-props.ts'

type Named = 'save' | 'min' | 'max' | 'within' | 'from' | 'department' | 'topic' | 'to' | 'on' | 'service' | 'with'

/** One value of a step, as it is written. An optional one that is emptied goes. */
export function PlainField(
  props: StepProps & {
    path: readonly [Named, ...(string | number)[]]
    help?: string
    label?: string
    number?: boolean
    optional?: boolean
  },
) {
  const { id, step, edit, path } = props
  const { t } = useTranslation('assistant')
  const value = at(step, path)
  const written = typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const read = (text: string) => {
    if (text === '' && props.optional) return undefined
    return props.number && Number.isFinite(Number(text)) ? Number(text) : text
  }
  return (
    <TextField
      label={props.label ?? t(`details.${path[0]}`)}
      value={written}
      type={props.number ? 'number' : 'text'}
      onChange={(event) =>
        edit?.(
          (files) => putInFlow(files, ['steps', id, ...path], read(event.target.value)),
          `field:${id}:${path.join('.')}`,
        )
      }
      helperText={props.help}
      slotProps={{ htmlInput: { readOnly: edit === null } }}
    />
  )
}
