import Add from '@mui/icons-material/Add'
import Delete from '@mui/icons-material/DeleteOutlined'
import { Box, Button, IconButton, Tooltip, Typography } from '@mui/material'
import { useTranslation } from 'react-i18next'
import { addOption, removeOption } from '../flow/answers.ts'
import { type JsonObject, textAt } from '../flow/json.ts'
import { putInFlow, textOf } from '../flow/model.ts'
import { items } from '../flow/steps.ts'
import { PhrasesField } from './phrases-field.tsx'
import { Section } from './section.tsx'
import type { StepProps } from './step-props.ts'
import { TargetField } from './target-field.tsx'

/** Numbers a menu or a choice may have. */
const most = { menu: 4, ask: 8 } as const

/** The numbered lines of a menu or choice: how they are said in words, and where they lead. */
export function Options(props: StepProps) {
  const { id, step, edit } = props
  const { t } = useTranslation('assistant')
  const kind = step.kind === 'menu' ? 'menu' : 'ask'
  const options = items(step, 'options')
  const also = items(step, 'also')
  if (step.kind !== 'menu' && (step.accepts !== 'choice' || typeof step.from === 'string')) return null
  return (
    <Section title={t('options.title')}>
      <Typography variant="body2" color="textSecondary">
        {t('options.text')}
      </Typography>
      {options.map((option, i) => (
        <Option
          // biome-ignore lint/suspicious/noArrayIndexKey: an option is its number
          key={i}
          {...props}
          option={option}
          list="options"
          index={i}
          remove={edit && options.length > 2 ? () => edit((files) => removeOption(files, id, i)) : null}
        />
      ))}
      {edit && options.length < most[kind] && (
        <Button startIcon={<Add />} onClick={() => edit((files) => addOption(files, id))} sx={{ justifySelf: 'start' }}>
          {t('options.add')}
        </Button>
      )}
      {also.map((option, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: it has no other name
        <Option key={i} {...props} option={option} list="also" index={i} remove={null} />
      ))}
    </Section>
  )
}

type OptionProps = StepProps & {
  readonly option: JsonObject
  readonly list: 'options' | 'also'
  readonly index: number
  readonly remove: (() => void) | null
}

function Option(props: OptionProps) {
  const { id, step, model, front, option, list, index, edit, remove } = props
  const { t } = useTranslation('assistant')
  const line = lineOf(textOf(model, props.language, textAt(step, ['text']) ?? '') ?? '', index + 1)
  const title = list === 'options' ? `${index + 1}. ${line}` : t('options.also')
  const to = textAt(option, ['next'])
  return (
    <Box
      role="group"
      aria-label={title}
      sx={(theme) => ({ display: 'grid', gap: 1.25, borderLeft: `3px solid ${theme.colors.line}`, pl: 1.5 })}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', minHeight: 36 }}>
        <Typography sx={{ fontWeight: 700, flex: 1, overflowWrap: 'anywhere' }}>{title}</Typography>
        {remove && (
          <Tooltip title={t('options.remove')}>
            <IconButton size="small" aria-label={t('options.removeOf', { option: title })} onClick={remove}>
              <Delete fontSize="small" />
            </IconButton>
          </Tooltip>
        )}
      </Box>
      <PhrasesField {...props} name={textAt(option, ['words']) ?? ''} />
      {to !== undefined && (
        <TargetField
          label={t('options.to')}
          model={model}
          front={front}
          value={to}
          onChange={
            edit &&
            ((next) => next !== null && edit((files) => putInFlow(files, ['steps', id, list, index, 'next'], next)))
          }
        />
      )}
    </Box>
  )
}

/** What the text says on the line of that number. */
const lineOf = (text: string, n: number): string =>
  text
    .split('\n')
    .find((line) => line.startsWith(`${n}. `))
    ?.slice(`${n}. `.length) ?? ''
