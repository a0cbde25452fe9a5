import PrintOutlined from '@mui/icons-material/PrintOutlined'
import {
  Alert,
  Box,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  FormControlLabel,
  FormGroup,
  FormLabel,
  TextField,
  Typography,
} from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Language, languages } from '../../../contract/common.ts'
import type { Poster } from '../../../contract/poster.ts'
import { useMay, useStation } from '../../client/react.tsx'
import { useFormat } from '../../i18n/format.ts'
import { languageNames } from '../../i18n/languages.ts'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { saveFile } from '../../ui/save-file.ts'

/** As many languages as fit on a sheet. */
const most = 3

/** Posters with which people join: makes one for a place, and prints those that were made. */
export function PosterDialog(props: { hasNumber: boolean; onClose: () => void }) {
  const { t } = useTranslation('line')
  const title = useId()
  const mayMake = useMay('settings.write')
  const [chosen, setChosen] = useState<readonly Language[]>(['es'])
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} fullWidth maxWidth="sm">
      <DialogTitle id={title}>{t('poster.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 3 }}>
        <Typography color="textSecondary">{t('poster.text')}</Typography>
        {!props.hasNumber && <Alert severity="warning">{t('poster.noNumber')}</Alert>}
        <Languages chosen={chosen} choose={setChosen} />
        {mayMake && <NewPoster />}
        <Made languages={chosen} hasNumber={props.hasNumber} />
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{t('poster.close')}</Button>
      </DialogActions>
    </Dialog>
  )
}

function Languages(props: { chosen: readonly Language[]; choose: (languages: readonly Language[]) => void }) {
  const { t } = useTranslation('line')
  const { chosen, choose } = props
  const help = useId()
  return (
    <Box component="fieldset" aria-describedby={help} sx={{ border: 0, p: 0, m: 0 }}>
      <FormLabel component="legend">{t('poster.languages')}</FormLabel>
      <Typography id={help} variant="body2" color="textSecondary">
        {t('poster.languagesHelp')}
      </Typography>
      <FormGroup row>
        {languages.map((language) => {
          const on = chosen.includes(language)
          return (
            <FormControlLabel
              key={language}
              label={languageNames[language]}
              control={
                <Checkbox
                  checked={on}
                  disabled={on ? chosen.length === 1 : chosen.length >= most}
                  onChange={() => choose(on ? chosen.filter((one) => one !== language) : [...chosen, language])}
                />
              }
            />
          )
        })}
      </FormGroup>
    </Box>
  )
}

function NewPoster() {
  const { t } = useTranslation('line')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const [place, setPlace] = useState('')
  const make = useMutation({
    mutationFn: () => client.posters.create({ place: place.trim() }),
    onSuccess: () => {
      setPlace('')
      return queries.invalidateQueries({ queryKey: api.posters.key() })
    },
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    if (place.trim() !== '') make.mutate()
  }
  return (
    <Box component="form" onSubmit={submit} sx={{ display: 'grid', gap: 1.5 }}>
      <TextField
        label={t('poster.place')}
        helperText={t('poster.placeHelp')}
        value={place}
        onChange={(event) => setPlace(event.target.value)}
        slotProps={{ htmlInput: { maxLength: 80 } }}
      />
      <Button
        type="submit"
        variant="contained"
        loading={make.isPending}
        disabled={place.trim() === ''}
        sx={{ justifySelf: 'start' }}
      >
        {t('poster.make')}
      </Button>
      <ErrorNotice error={make.error} />
    </Box>
  )
}

function Made(props: { languages: readonly Language[]; hasNumber: boolean }) {
  const { t } = useTranslation('line')
  const { api } = useStation()
  const posters = useQuery(api.posters.list.queryOptions())
  return (
    <Box>
      <Typography variant="h3" sx={{ mb: 1 }}>
        {t('poster.made')}
      </Typography>
      <ErrorNotice error={posters.error} retry={() => void posters.refetch()} />
      {posters.data?.length === 0 && <Typography color="textSecondary">{t('poster.none')}</Typography>}
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
        {posters.data?.map((poster) => (
          <MadePoster key={poster.id} poster={poster} {...props} />
        ))}
      </Box>
    </Box>
  )
}

function MadePoster(props: { poster: Poster; languages: readonly Language[]; hasNumber: boolean }) {
  const { t } = useTranslation('line')
  const { client } = useStation()
  const format = useFormat()
  const { id, code, place, createdAt } = props.poster
  const print = useMutation({
    mutationFn: () => client.posters.print({ id, languages: [...props.languages] }),
    onSuccess: (file) => saveFile(file, t('poster.file', { code })),
  })
  return (
    <Box component="li" sx={{ display: 'grid', gap: 0.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        <Box sx={{ flex: '1 1 12rem', overflowWrap: 'anywhere' }}>
          <strong>{code}</strong> · {place} · {format.dateTime(createdAt)}
        </Box>
        <Button
          startIcon={<PrintOutlined />}
          loading={print.isPending}
          disabled={!props.hasNumber}
          aria-label={t('poster.printOf', { code, place })}
          onClick={() => print.mutate()}
        >
          {t('poster.print')}
        </Button>
      </Box>
      <ErrorNotice error={print.error} />
    </Box>
  )
}
