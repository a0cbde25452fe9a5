import { Box, Checkbox, FormControlLabel, FormLabel, MenuItem, TextField, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../contract/common.ts'
import { useStation } from '../client/react.tsx'
import { citizenLanguages, languageNames } from '../i18n/languages.ts'
import { FormDialog } from './form-dialog.tsx'
import { useToasts } from './toasts.tsx'
import { MethodField, type Noted } from './withdraw-consents.tsx'

/** What somebody signed at the counter: it waits for their yes from the phone. */
export function JoinByForm({ citizenId, onClose }: { citizenId: string; onClose: () => void }) {
  const { t } = useTranslation('notices')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const settings = useQuery(api.consents.settings.queryOptions())
  const [method, setMethod] = useState<Noted>('paper')
  const [language, setLanguage] = useState<Language>('es')
  const [chosen, choose] = useState<readonly string[]>([])
  const [oldEnough, setOldEnough] = useState(false)
  const [tried, setTried] = useState(false)
  const join = useMutation({
    mutationFn: () => client.consents.join({ citizenId, method, language, purposes: [...chosen], oldEnough: true }),
    onSuccess: () => {
      toasts.show({ text: t('citizen.joined') })
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: api.consents.key() }),
  })
  const submit = () => {
    setTried(true)
    if (oldEnough && chosen.length > 0) join.mutate()
  }
  return (
    <FormDialog
      title={t('citizen.joinTitle')}
      submit={t('citizen.save')}
      busy={join.isPending}
      error={join.error}
      onSubmit={submit}
      onClose={onClose}
    >
      <Typography>{t('citizen.joinText')}</Typography>
      <MethodField value={method} choose={setMethod} />
      <TextField
        select
        label={t('citizen.language')}
        value={language}
        onChange={(event) => setLanguage(event.target.value as Language)}
      >
        {citizenLanguages.map((each) => (
          <MenuItem key={each} value={each}>
            {languageNames[each]}
          </MenuItem>
        ))}
      </TextField>
      <ChosenPurposes chosen={chosen} choose={choose} wrong={tried && chosen.length === 0} />
      <FormControlLabel
        label={t('citizen.age', { years: settings.data?.minimumAge ?? 14 })}
        control={<Checkbox checked={oldEnough} onChange={(event) => setOldEnough(event.target.checked)} />}
      />
      {tried && !oldEnough && <Typography color="error">{t('citizen.ageError')}</Typography>}
    </FormDialog>
  )
}

type ChosenProps = {
  readonly chosen: readonly string[]
  readonly choose: (ids: readonly string[]) => void
  readonly wrong: boolean
}

function ChosenPurposes({ chosen, choose, wrong }: ChosenProps) {
  const { t, i18n } = useTranslation('notices')
  const { api } = useStation()
  const purposes = useQuery(api.consents.purposes.queryOptions())
  const label = useId()
  return (
    <Box role="group" aria-labelledby={label}>
      <FormLabel id={label} error={wrong}>
        {t('citizen.purposes')}
      </FormLabel>
      {wrong && <Typography color="error">{t('citizen.purposesError')}</Typography>}
      {purposes.data
        ?.filter(({ active }) => active)
        .map(({ id, texts }) => (
          <FormControlLabel
            key={id}
            sx={{ display: 'flex' }}
            label={(i18n.language === 'en' ? texts.en?.name : undefined) ?? texts.es?.name ?? id}
            control={
              <Checkbox
                checked={chosen.includes(id)}
                onChange={(event) =>
                  choose(event.target.checked ? [...chosen, id] : chosen.filter((each) => each !== id))
                }
              />
            }
          />
        ))}
    </Box>
  )
}
