import { Box, MenuItem, TextField } from '@mui/material'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../contract/common.ts'
import type { ChecklistItem, Fact } from '../../../contract/knowledge.ts'
import { type FactDraft, plainFields, slugFrom, titleIn, titleOf } from './rules.ts'

type Props = {
  readonly draft: FactDraft
  readonly change: (part: Partial<FactDraft>) => void
  readonly faults: ReadonlySet<string>
  readonly disabled: boolean
  /** Its short name can still be chosen: others call it by that name afterwards. */
  readonly isNew: boolean
  readonly facts: readonly Fact[]
  readonly checklist: readonly ChecklistItem[]
  readonly language: Language
}

/** What a fact has whatever it is told in: how to reach somebody, where it comes from, when it is looked at again. */
export function CommonFields(props: Props) {
  const { t } = useTranslation('knowledge')
  const { draft, change, faults } = props
  const text = (name: 'slug' | 'source' | 'reviewedOn' | 'reviewEveryMonths') => ({
    name,
    label: t(`fields.${name}`),
    value: draft[name],
    error: faults.has(name),
    helperText: faults.has(name) ? t(`faults.${name}`) : t(`help.${name}`),
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  })
  const words = draft.words[props.language] ?? {}
  const heading = words.name ?? words.title ?? words.question ?? ''
  return (
    <>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        {plainFields[draft.kind].map(({ name, max }) =>
          name === 'department' ? (
            <Choice
              key={name}
              label={t('fields.department')}
              help={t('help.department')}
              none={t('noDepartment')}
              value={draft.plain.department ?? ''}
              disabled={props.disabled}
              options={departments(props.facts, props.language)}
              choose={(department) => change({ plain: { ...draft.plain, department } })}
            />
          ) : (
            <TextField
              key={name}
              name={name}
              label={t(`fields.${name}` as 'fields.phone')}
              value={draft.plain[name] ?? ''}
              error={faults.has(name)}
              helperText={faults.has(name) ? t(`faults.${name}` as 'faults.phone') : ' '}
              onChange={(event) => change({ plain: { ...draft.plain, [name]: event.target.value } })}
              slotProps={{ htmlInput: { maxLength: max } }}
            />
          ),
        )}
      </Box>
      <Choice
        label={t('fields.intent')}
        help={faults.has('intent') ? t('faults.intent') : t('help.intent')}
        none={t('noIntent')}
        value={draft.intent}
        disabled={props.disabled}
        options={intents(props.checklist, draft.intent, props.language)}
        choose={(intent) => change({ intent })}
      />
      <TextField {...text('source')} required slotProps={{ htmlInput: { maxLength: 200 } }} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: '1fr 1fr' } }}>
        <TextField {...text('reviewedOn')} type="date" slotProps={{ inputLabel: { shrink: true } }} />
        <TextField {...text('reviewEveryMonths')} type="number" slotProps={{ htmlInput: { min: 1, max: 36 } }} />
      </Box>
      <TextField
        {...text('slug')}
        required
        disabled={!props.isNew}
        onFocus={() => draft.slug === '' && change({ slug: slugFrom(heading) })}
        slotProps={{ htmlInput: { maxLength: 40 } }}
      />
    </>
  )
}

type Option = { readonly value: string; readonly label: string }

function departments(facts: readonly Fact[], language: Language): readonly Option[] {
  return facts
    .filter(({ body }) => body.kind === 'department')
    .map(({ body }) => ({ value: body.slug, label: titleOf(body, language) }))
}

/** Wishes without an answer, and the one this is the answer to. */
function intents(checklist: readonly ChecklistItem[], own: string, language: Language): readonly Option[] {
  const open = checklist.filter(({ intent, filled }) => !filled || intent === own)
  const options = open.map(({ intent, title }) => ({ value: intent, label: titleIn(title, language) }))
  const listed = own === '' || options.some(({ value }) => value === own)
  return listed ? options : [...options, { value: own, label: own.replaceAll('_', ' ') }]
}

function Choice(props: {
  label: string
  help: string
  none: string
  value: string
  disabled: boolean
  options: readonly Option[]
  choose: (value: string) => void
}) {
  const known = props.options.some(({ value }) => value === props.value)
  return (
    <TextField
      select
      label={props.label}
      helperText={props.help}
      disabled={props.disabled}
      value={known ? props.value : ''}
      onChange={(event) => props.choose(event.target.value)}
    >
      <MenuItem value="">{props.none}</MenuItem>
      {props.options.map(({ value, label }) => (
        <MenuItem key={value} value={value}>
          {label}
        </MenuItem>
      ))}
    </TextField>
  )
}
