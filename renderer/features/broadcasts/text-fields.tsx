import Add from '@mui/icons-material/Add'
import Delete from '@mui/icons-material/DeleteOutlined'
import {
  Alert,
  Box,
  Button,
  Checkbox,
  FormControlLabel,
  FormHelperText,
  IconButton,
  MenuItem,
  Paper,
  TextField,
  Tooltip,
  Typography,
} from '@mui/material'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Variant } from '../../../contract/broadcast.ts'
import { longestBroadcast } from '../../../contract/broadcast-texts.ts'
import type { Language } from '../../../contract/common.ts'
import { citizenLanguages, languageNames } from '../../i18n/languages.ts'
import { useTown } from '../../ui/town-clock.ts'
import { type Change, type Form, type FormFault, filledWith, type Wording, writtenIn } from './rules.ts'

const variables = ['nombre', 'barrio', 'ayuntamiento'] as const

/** The wordings, by language, with how long each can get. */
export function TextFields(props: { form: Form; change: Change; faults: readonly FormFault[] }) {
  const { form, change, faults } = props
  const { t } = useTranslation('broadcasts')
  const { name } = useTown()
  const put = (place: number, variant: Wording) =>
    change({ variants: form.variants.map((one, at) => (at === place ? variant : one)) })
  const last = form.variants.at(-1)
  const add = () =>
    change({
      variants: [...form.variants, { key: (last?.key ?? 0) + 1, lang: last?.lang ?? 'es', text: `${name}:\n` }],
    })
  const few = alone(writtenIn(form, name))
  return (
    <Box component="section" sx={{ display: 'grid', gap: 2 }}>
      <Typography variant="h3" component="h2">
        {t('compose.texts')}
      </Typography>
      <FormHelperText sx={{ mt: -1.5 }}>{t('compose.textsHelp')}</FormHelperText>
      {form.variants.map((variant, place) => (
        <WordingField
          key={variant.key}
          number={place + 1}
          variant={variant}
          wrong={place === 0 && faults.includes('text')}
          onChange={(changed) => put(place, changed)}
          onRemove={
            form.variants.length > 1
              ? () => change({ variants: form.variants.filter((_, at) => at !== place) })
              : undefined
          }
        />
      ))}
      <Box>
        <Button startIcon={<Add />} onClick={add}>
          {t('compose.add')}
        </Button>
      </Box>
      {few.length > 0 && (
        <Alert severity="info">
          {t('compose.few', { languages: few.map((lang) => languageNames[lang]).join(', ') })}
        </Alert>
      )}
      <FormControlLabel
        label={t('compose.notFormal')}
        control={
          <Checkbox checked={form.notFormal} onChange={(event) => change({ notFormal: event.target.checked })} />
        }
      />
    </Box>
  )
}

const alone = (variants: readonly Variant[]): readonly Language[] => {
  const languages = variants.map(({ lang }) => lang)
  return languages.filter((lang) => languages.indexOf(lang) === languages.lastIndexOf(lang))
}

function WordingField(props: {
  number: number
  variant: Wording
  wrong: boolean
  onChange: (variant: Wording) => void
  onRemove: (() => void) | undefined
}) {
  const { number, variant, onChange } = props
  const { t } = useTranslation('broadcasts')
  const { name } = useTown()
  const field = useRef<HTMLTextAreaElement>(null)
  const insert = (variable: (typeof variables)[number]) => {
    const { selectionStart = variant.text.length, selectionEnd = variant.text.length } = field.current ?? {}
    const text = `${variant.text.slice(0, selectionStart)}{{${variable}}}${variant.text.slice(selectionEnd)}`
    onChange({ ...variant, text })
    field.current?.focus()
  }
  const length = filledWith(variant.text, { nombre: 'x'.repeat(20), barrio: 'x'.repeat(24), ayuntamiento: name }).length
  return (
    <Paper variant="outlined" sx={{ p: 2, display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <TextField
          select
          size="small"
          label={t('compose.language')}
          value={variant.lang}
          onChange={({ target }) =>
            onChange({ ...variant, lang: citizenLanguages.find((lang) => lang === target.value) ?? variant.lang })
          }
          sx={{ minWidth: '10rem' }}
        >
          {citizenLanguages.map((lang) => (
            <MenuItem key={lang} value={lang} lang={lang}>
              {languageNames[lang]}
            </MenuItem>
          ))}
        </TextField>
        <Box
          role="group"
          aria-label={t('compose.insert')}
          sx={{ display: 'flex', gap: 0.5, flexWrap: 'wrap', flex: 1 }}
        >
          {variables.map((variable) => (
            <Button key={variable} size="small" variant="outlined" onClick={() => insert(variable)}>
              {t(`compose.variables.${variable}`)}
            </Button>
          ))}
        </Box>
        {props.onRemove && (
          <Tooltip title={t('compose.remove', { number })}>
            <IconButton aria-label={t('compose.remove', { number })} onClick={props.onRemove}>
              <Delete />
            </IconButton>
          </Tooltip>
        )}
      </Box>
      <TextField
        label={t('compose.variant', { number })}
        value={variant.text}
        onChange={(event) => onChange({ ...variant, text: event.target.value })}
        multiline
        minRows={4}
        inputRef={field}
        error={props.wrong || length > longestBroadcast}
        helperText={props.wrong ? t('compose.missingText') : t('compose.length', { length, most: longestBroadcast })}
        slotProps={{ htmlInput: { lang: variant.lang, maxLength: 2000 } }}
      />
    </Paper>
  )
}
