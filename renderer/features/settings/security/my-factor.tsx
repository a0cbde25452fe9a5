import { Alert, Box, Button, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MyAccess } from '../../../../contract/security.ts'
import { useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { EnrolFactor } from '../../../ui/enrol-factor.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { FormDialog } from '../../../ui/form-dialog.tsx'
import { PasswordField } from '../../../ui/password-field.tsx'
import { RecoveryCodes } from '../../../ui/recovery-codes.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'

type Doing = 'enrol' | 'codes' | 'remove' | null

/** One's own second factor: setting it up, new codes, and doing without it where the town allows that. */
export function MyFactor() {
  const { api } = useStation()
  const queries = useQueryClient()
  const mine = useQuery(api.security.mine.queryOptions())
  const [doing, setDoing] = useState<Doing>(null)
  const [codes, setCodes] = useState<readonly string[] | null>(null)
  const done = () => {
    setDoing(null)
    setCodes(null)
    void queries.invalidateQueries({ queryKey: api.security.mine.key() })
  }
  if (!mine.data) {
    return mine.isPending ? (
      <SkeletonRows rows={2} />
    ) : (
      <ErrorNotice error={mine.error} retry={() => void mine.refetch()} />
    )
  }
  if (codes) return <RecoveryCodes codes={codes} onKept={done} />
  if (doing === 'enrol') return <EnrolFactor withPassword onDone={done} />
  return (
    <>
      <FactorState mine={mine.data} begin={setDoing} />
      {doing === 'codes' && <NewCodes onCodes={setCodes} onClose={() => setDoing(null)} />}
      {doing === 'remove' && <Remove onDone={done} onClose={() => setDoing(null)} />}
    </>
  )
}

function FactorState({ mine, begin }: { mine: MyAccess; begin: (doing: Doing) => void }) {
  const { t } = useTranslation('security')
  const format = useFormat()
  const { since, codesLeft, dueAt, offered, removable } = mine.secondFactor
  if (since === null) {
    return (
      <>
        <Typography color="textSecondary">{offered ? t('mine.none') : t('mine.off')}</Typography>
        {dueAt !== null && <Alert severity="warning">{t('mine.due', { when: format.dateTime(dueAt) })}</Alert>}
        {offered && (
          <Button variant="contained" onClick={() => begin('enrol')} sx={{ justifySelf: 'start' }}>
            {t('mine.setUp')}
          </Button>
        )}
      </>
    )
  }
  return (
    <>
      <Typography color="textSecondary">{t('mine.on', { when: format.dateTime(since) })}</Typography>
      <Typography>{t('mine.codesLeft', { count: codesLeft })}</Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Button variant="outlined" onClick={() => begin('enrol')}>
          {t('mine.again')}
        </Button>
        <Button variant="outlined" onClick={() => begin('codes')}>
          {t('mine.newCodes')}
        </Button>
        {removable && <Button onClick={() => begin('remove')}>{t('mine.remove')}</Button>}
      </Box>
    </>
  )
}

function NewCodes(props: { onCodes: (codes: readonly string[]) => void; onClose: () => void }) {
  const { t } = useTranslation('security')
  const { client } = useStation()
  const [password, setPassword] = useState('')
  const renew = useMutation({
    mutationFn: () => client.security.renewCodes({ password }),
    onSuccess: ({ recoveryCodes }) => props.onCodes(recoveryCodes),
  })
  return (
    <FormDialog
      title={t('mine.newCodes')}
      submit={t('mine.newCodes')}
      busy={renew.isPending}
      error={renew.error}
      onSubmit={() => renew.mutate()}
      onClose={props.onClose}
    >
      <Typography>{t('mine.newCodesText')}</Typography>
      <OwnPassword value={password} onPassword={setPassword} />
    </FormDialog>
  )
}

function Remove(props: { onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation('security')
  const { client } = useStation()
  const [password, setPassword] = useState('')
  const remove = useMutation({
    mutationFn: () => client.security.removeFactor({ password }),
    onSuccess: props.onDone,
  })
  return (
    <FormDialog
      title={t('mine.remove')}
      submit={t('mine.remove')}
      busy={remove.isPending}
      error={remove.error}
      onSubmit={() => remove.mutate()}
      onClose={props.onClose}
    >
      <Typography>{t('mine.removeText')}</Typography>
      <OwnPassword value={password} onPassword={setPassword} />
    </FormDialog>
  )
}

function OwnPassword(props: { value: string; onPassword: (password: string) => void }) {
  const { t } = useTranslation('security')
  return (
    <PasswordField
      label={t('factor.password')}
      value={props.value}
      onChange={(event) => props.onPassword(event.target.value)}
      autoComplete="current-password"
      autoFocus
    />
  )
}
