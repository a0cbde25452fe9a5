import { Alert, Box, Checkbox, FormControlLabel, FormHelperText, FormLabel, MenuItem, TextField } from '@mui/material'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TestObstacle, TestPhone } from '../../../contract/broadcast-tests.ts'
import type { Broadcast } from '../../../contract/broadcasts.ts'
import { useStation } from '../../client/react.tsx'
import { languageNames } from '../../i18n/languages.ts'
import { FormDialog } from '../../ui/form-dialog.tsx'
import { phoneText } from '../../ui/phone-text.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { useTown } from '../../ui/town-clock.ts'
import { useReason } from './reason-text.ts'

type Testable = TestPhone & { readonly obstacle: TestObstacle | null }

/** Every wording, dealt out. */
const all = -1

/** Sends a broadcast to the town's own test phones: those that agreed to its purpose, as anybody has to. */
export function TestDialog({ broadcast, onClose }: { broadcast: Broadcast; onClose: () => void }) {
  const { api } = useStation()
  const phones = useQuery(api.broadcasts.testable.queryOptions({ input: { id: broadcast.id }, staleTime: 0 }))
  return phones.isPending ? null : (
    <TestForm phones={phones.data ?? []} error={phones.error} broadcast={broadcast} onClose={onClose} />
  )
}

function TestForm(props: { phones: readonly Testable[]; error: unknown; broadcast: Broadcast; onClose: () => void }) {
  const { t } = useTranslation('broadcasts')
  const { phones, broadcast, onClose } = props
  const [left, leave] = useState<readonly string[]>([])
  const [variant, setVariant] = useState(0)
  const chosen = phones.filter(({ phone, obstacle }) => obstacle === null && !left.includes(phone))
  const [unchosen, setUnchosen] = useState(false)
  const test = useTest(broadcast.id, onClose)
  const toggle = (phone: string) => leave(left.includes(phone) ? left.filter((one) => one !== phone) : [...left, phone])
  const submit = () => {
    setUnchosen(chosen.length === 0)
    if (chosen.length > 0)
      test.mutate({ phones: chosen.map(({ phone }) => phone), variant: variant === all ? null : variant })
  }
  return (
    <FormDialog
      title={t('tests.send')}
      submit={t('tests.submit')}
      busy={test.isPending}
      error={test.error ?? props.error}
      onSubmit={submit}
      onClose={onClose}
    >
      {phones.length === 0 ? (
        <Alert severity="info">{t('tests.none')}</Alert>
      ) : (
        <PhoneTicks phones={phones} chosen={chosen} toggle={toggle} unchosen={unchosen && chosen.length === 0} />
      )}
      {broadcast.variants.length > 1 && (
        <WordingChoice broadcast={broadcast} phones={chosen.length} value={variant} choose={setVariant} />
      )}
    </FormDialog>
  )
}

function useTest(id: string, onClose: () => void) {
  const { t } = useTranslation('broadcasts')
  const { client } = useStation()
  const { format } = useTown()
  const { wait } = useReason()
  const toasts = useToasts()
  return useMutation({
    mutationFn: (asked: { phones: string[]; variant: number | null }) => client.broadcasts.test({ id, ...asked }),
    onSuccess: ({ queued, waiting }) => {
      const time = waiting && { reason: wait(waiting.reason), time: format.dateTime(waiting.until) }
      const text = t('tests.queued', { count: queued })
      toasts.show({ text: time ? `${text}. ${t('waiting.until', time)}` : text })
      onClose()
    },
  })
}

function PhoneTicks(props: {
  phones: readonly Testable[]
  chosen: readonly Testable[]
  toggle: (phone: string) => void
  unchosen: boolean
}) {
  const { t } = useTranslation('broadcasts')
  const help = useId()
  return (
    <Box component="fieldset" aria-describedby={help} sx={{ border: 0, p: 0, m: 0, minWidth: 0 }}>
      <FormLabel component="legend">{t('tests.to')}</FormLabel>
      {props.phones.map((one) => (
        <Box key={one.phone}>
          <FormControlLabel
            label={`${one.name} · ${phoneText(one.phone)}`}
            control={
              <Checkbox
                checked={props.chosen.includes(one)}
                disabled={one.obstacle !== null}
                onChange={() => props.toggle(one.phone)}
                slotProps={{
                  input: { 'aria-describedby': one.obstacle === null ? undefined : `${help}-${one.phone}` },
                }}
              />
            }
          />
          {one.obstacle !== null && (
            <FormHelperText id={`${help}-${one.phone}`} sx={{ mt: -0.5, ml: 4 }}>
              {t(`tests.obstacles.${one.obstacle}`)}
            </FormHelperText>
          )}
        </Box>
      ))}
      <FormHelperText id={help} error={props.unchosen}>
        {t(props.unchosen ? 'tests.choose' : 'tests.counts')}
      </FormHelperText>
    </Box>
  )
}

function WordingChoice(props: {
  broadcast: Broadcast
  phones: number
  value: number
  choose: (variant: number) => void
}) {
  const { t } = useTranslation('broadcasts')
  const { variants } = props.broadcast
  const few = props.value === all && props.phones < variants.length
  return (
    <TextField
      select
      label={t('tests.wording')}
      value={props.value}
      onChange={({ target }) => props.choose(Number(target.value))}
      helperText={few ? t('tests.few', { number: props.phones, all: variants.length }) : undefined}
    >
      {variants.map(({ lang, text }, place) => (
        <MenuItem key={`${lang} ${text}`} value={place}>
          {`${t('compose.variant', { number: place + 1 })} · ${languageNames[lang]}`}
        </MenuItem>
      ))}
      <MenuItem value={all}>{t('tests.all')}</MenuItem>
    </TextField>
  )
}
