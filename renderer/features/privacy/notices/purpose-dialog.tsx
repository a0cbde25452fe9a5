import { FormControlLabel, MenuItem, Radio, RadioGroup, Switch, TextField } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../../contract/common.ts'
import type { LegalBasis, Purpose } from '../../../../contract/consents.ts'
import { useStation } from '../../../client/react.tsx'
import { citizenLanguages, languageNames } from '../../../i18n/languages.ts'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { useToasts } from '../../../ui/toasts.tsx'
import { useAct } from './notices-data.ts'

const bases: readonly LegalBasis[] = ['consent', 'public_task', 'legal_obligation', 'vital_interest']
const none = { name: '', description: '' }

type Props = { readonly purpose: Purpose | null; readonly position: number; readonly onClose: () => void }

/** A new purpose, or a new version of one: its words in each language, its basis and whether people are asked again. */
export function PurposeDialog({ purpose, position, onClose }: Props) {
  const { t } = useTranslation('notices')
  const { client } = useStation()
  const toasts = useToasts()
  const [id, setId] = useState(purpose?.id ?? '')
  const [texts, setTexts] = useState<Purpose['texts']>(purpose?.texts ?? {})
  const [basis, setBasis] = useState<LegalBasis>(purpose?.basis ?? 'consent')
  const [active, setActive] = useState(purpose?.active ?? true)
  const [kind, setKind] = useState<'minor' | 'material'>('minor')
  const [language, speak] = useState<Language>('es')
  const [tried, setTried] = useState(false)
  const badId = tried && !/^[a-z][a-z0-9_]{1,39}$/.test(id)
  const spanish = texts.es ?? none
  const badTexts = spanish.name.trim().length < 2 || spanish.description.trim().length < 5
  const save = useAct(
    () => {
      const filled = Object.entries(texts).filter(
        ([, each]) => each.name.trim() !== '' && each.description.trim() !== '',
      )
      const said = Object.fromEntries(filled) as Purpose['texts']
      const order = purpose?.position ?? position
      return client.consents.savePurpose({
        ...{ id, kind, basis, active, texts: said, position: order },
        changes: purpose?.version ?? 0,
      })
    },
    () => {
      toasts.show({ text: t('purposes.form.saved') })
      onClose()
    },
  )
  const submit = () => {
    setTried(true)
    if (/^[a-z][a-z0-9_]{1,39}$/.test(id) && !badTexts) save.mutate(undefined)
    else speak('es')
  }
  return (
    <FormDialog
      title={t(purpose ? 'purposes.form.title' : 'purposes.form.newTitle')}
      submit={t('purposes.form.save')}
      busy={save.isPending}
      error={save.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {!purpose && (
        <TextField
          label={t('purposes.form.id')}
          value={id}
          onChange={(event) => setId(event.target.value)}
          required
          autoFocus
          error={badId}
          helperText={t(badId ? 'purposes.form.idError' : 'purposes.form.idHelp')}
          slotProps={{ htmlInput: { maxLength: 40 } }}
        />
      )}
      <PurposeWords texts={texts} language={language} speak={speak} wrong={tried && badTexts} change={setTexts} />
      <TextField
        select
        label={t('purposes.form.basis')}
        value={basis}
        onChange={(event) => setBasis(event.target.value as LegalBasis)}
        helperText={t('purposes.form.basisHelp')}
      >
        {bases.map((each) => (
          <MenuItem key={each} value={each}>
            {t(`purposes.bases.${each}`)}
          </MenuItem>
        ))}
      </TextField>
      <FormControlLabel
        label={t('purposes.form.active')}
        control={<Switch checked={active} onChange={(event) => setActive(event.target.checked)} />}
      />
      {purpose && (
        <RadioGroup
          aria-label={t('purposes.form.kind')}
          value={kind}
          onChange={(_, value) => setKind(value as 'minor' | 'material')}
        >
          {(['minor', 'material'] as const).map((each) => (
            <FormControlLabel key={each} value={each} control={<Radio />} label={t(`purposes.form.${each}`)} />
          ))}
        </RadioGroup>
      )}
    </FormDialog>
  )
}

type WordsProps = {
  readonly texts: Purpose['texts']
  readonly language: Language
  readonly speak: (language: Language) => void
  readonly wrong: boolean
  readonly change: (texts: Purpose['texts']) => void
}

function PurposeWords({ texts, language, speak, wrong, change }: WordsProps) {
  const { t } = useTranslation('notices')
  const words = texts[language] ?? none
  const bad = wrong && language === 'es'
  const put = (part: Partial<typeof none>) => change({ ...texts, [language]: { ...words, ...part } })
  const spoken = { language: languageNames[language] }
  return (
    <>
      <TextField
        select
        label={t('languages')}
        value={language}
        onChange={(event) => speak(event.target.value as Language)}
      >
        {citizenLanguages.map((each) => (
          <MenuItem key={each} value={each}>
            {languageNames[each]}
            {texts[each] ? '' : ` · ${t('missing')}`}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        label={t('purposes.form.name', spoken)}
        value={words.name}
        onChange={(event) => put({ name: event.target.value })}
        error={bad}
        helperText={bad && t('purposes.form.textsError')}
        slotProps={{ htmlInput: { maxLength: 60, lang: language } }}
      />
      <TextField
        label={t('purposes.form.description', spoken)}
        value={words.description}
        onChange={(event) => put({ description: event.target.value })}
        error={bad}
        multiline
        minRows={2}
        slotProps={{ htmlInput: { maxLength: 200, lang: language } }}
      />
    </>
  )
}
