import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  MenuItem,
  TextField,
  Typography,
} from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type SubmitEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isProblem } from '../client/problems.ts'
import { useStation } from '../client/react.tsx'
import { ErrorNotice } from '../ui/error-notice.tsx'
import { isPin, PinField } from '../ui/pin-field.tsx'
import { SkeletonRows } from '../ui/skeletons.tsx'
import { enter } from './session.ts'

type Colleague = { readonly id: string; readonly name: string }

/** Hands the desk over: two keys, a name, a PIN. */
export function SwitchOperator(props: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('shell')
  const { t: common } = useTranslation()
  const { api } = useStation()
  const title = useId()
  const desk = useQuery(api.session.desk.queryOptions({ staleTime: 0, enabled: props.open }))
  return (
    <Dialog open={props.open} onClose={props.onClose} aria-labelledby={title} fullWidth maxWidth="xs">
      <DialogTitle id={title}>{t('switch.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        {desk.isPending && <SkeletonRows rows={2} />}
        <ErrorNotice error={desk.error} retry={() => void desk.refetch()} />
        {desk.data?.length === 0 && (
          <>
            <Typography>{t('switch.nobody')}</Typography>
            <DialogContentText>{t('switch.how')}</DialogContentText>
          </>
        )}
        {desk.data && desk.data.length > 0 && (
          <>
            <DialogContentText>{t('switch.text')}</DialogContentText>
            <SwitchForm colleagues={desk.data} onDone={props.onClose} />
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={props.onClose}>{common('close')}</Button>
      </DialogActions>
    </Dialog>
  )
}

export function SwitchForm(props: { colleagues: readonly Colleague[]; onDone: () => void }) {
  const { t } = useTranslation('shell')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const [operatorId, setOperatorId] = useState(props.colleagues[0]?.id ?? '')
  const [pin, setPin] = useState('')
  const [short, setShort] = useState(false)
  const go = useMutation({
    mutationFn: () => client.session.switchTo({ operatorId, pin }),
    onSuccess: ({ me }) => {
      props.onDone()
      enter(queries, api, me)
    },
    onError: () => setPin(''),
  })
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setShort(!isPin(pin))
    if (isPin(pin)) go.mutate()
  }
  const wrong = isProblem(go.error, 'SIGN_IN_FAILED')
  return (
    <Box component="form" noValidate onSubmit={submit} sx={{ display: 'grid', gap: 2, pt: 1 }}>
      <TextField
        select
        label={t('switch.who')}
        value={operatorId}
        onChange={(event) => setOperatorId(event.target.value)}
      >
        {props.colleagues.map((colleague) => (
          <MenuItem key={colleague.id} value={colleague.id}>
            {colleague.name}
          </MenuItem>
        ))}
      </TextField>
      <PinField
        label={t('lock.pin')}
        value={pin}
        onPin={setPin}
        autoFocus
        error={short || wrong}
        helperText={wrong ? t('lock.wrongPin') : short && t('lock.pinDigits')}
      />
      {!wrong && <ErrorNotice error={go.error} />}
      <Button type="submit" variant="contained" loading={go.isPending}>
        {t('switch.go')}
      </Button>
    </Box>
  )
}
