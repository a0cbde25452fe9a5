import Add from '@mui/icons-material/Add'
import Delete from '@mui/icons-material/DeleteOutlined'
import { Box, Button, IconButton, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { at, isList, type JsonObject, textAt } from '../flow/json.ts'
import { putInFlow } from '../flow/model.ts'
import { items } from '../flow/steps.ts'
import type { StepProps } from './step-props.ts'
import { TargetField } from './target-field.tsx'

/** The values of a branch, and where each leads. */
export function BranchCases(props: StepProps) {
  const { id, step, model, edit } = props
  const { t } = useTranslation('assistant')
  const cases = items(step, 'cases')
  const add = () =>
    edit?.((files) =>
      putInFlow(files, ['steps', id, 'cases', cases.length], {
        is: [''],
        next: textAt(step, ['otherwise']) ?? model.start,
      }),
    )
  return (
    <>
      {cases.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a case is its place
        <Case key={i} {...props} one={one} index={i} last={cases.length === 1} />
      ))}
      {edit && (
        <Button startIcon={<Add />} onClick={add} sx={{ justifySelf: 'start' }}>
          {t('details.addCase')}
        </Button>
      )}
    </>
  )
}

function Case(props: StepProps & { one: JsonObject; index: number; last: boolean }) {
  const { id, model, front, edit, one, index } = props
  const { t } = useTranslation('assistant')
  const is = at(one, ['is'])
  const values = isList(is) ? is.join(', ') : ''
  const path = ['steps', id, 'cases', index]
  return (
    <Box sx={(theme) => ({ display: 'grid', gap: 1.25, borderLeft: `3px solid ${theme.colors.line}`, pl: 1.5 })}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
        <TextField
          label={t('details.is')}
          value={values}
          helperText={t('details.isHelp')}
          onChange={(event) =>
            edit?.(
              (files) =>
                putInFlow(
                  files,
                  [...path, 'is'],
                  event.target.value.split(',').map((value) => value.trimStart()),
                ),
              `case:${id}:${index}`,
            )
          }
          slotProps={{ htmlInput: { readOnly: edit === null } }}
        />
        {edit && !props.last && (
          <IconButton
            aria-label={t('details.removeCase', { value: values })}
            onClick={() => edit((files) => putInFlow(files, path, undefined))}
          >
            <Delete fontSize="small" />
          </IconButton>
        )}
      </Box>
      <TargetField
        label={t('options.to')}
        model={model}
        front={front}
        value={textAt(one, ['next']) ?? null}
        onChange={edit && ((next) => next !== null && edit((files) => putInFlow(files, [...path, 'next'], next)))}
      />
    </Box>
  )
}
