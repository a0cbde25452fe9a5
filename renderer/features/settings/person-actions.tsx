import { Button, ListItemText, Menu, MenuItem } from '@mui/material'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../contract/operators.ts'
import { useMe, useStation } from '../../client/react.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { useProblemText } from '../../ui/problem-text.ts'
import { useToasts } from '../../ui/toasts.tsx'
import { EditPerson } from './edit-person.tsx'
import { ResetPassword } from './reset-password.tsx'
import { AccessReceipt } from './security/access-receipt.tsx'
import { ResetFactor } from './security/reset-factor.tsx'

type Open = 'menu' | 'edit' | 'password' | 'factor' | 'receipt' | 'disable' | null

/** What an administrator may do to an account. */
export function PersonActions({ person }: { person: Operator }) {
  const { t } = useTranslation('settings')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const toasts = useToasts()
  const problem = useProblemText()
  const me = useMe().operator.id
  const [open, setOpen] = useState<Open>(null)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const close = () => setOpen(null)
  const renew = () => queries.invalidateQueries({ queryKey: api.operators.key() })
  const onError = (error: Error) => {
    const { what, todo } = problem(error)
    toasts.show({ severity: 'error', text: `${what} ${todo}` })
  }
  const unlock = useMutation({
    mutationFn: () => client.operators.unlock({ id: person.id }),
    onSuccess: renew,
    onError,
  })
  const disable = useMutation({
    mutationFn: (disabled: boolean) => client.operators.setDisabled({ id: person.id, disabled }),
    onSuccess: () => {
      close()
      return renew()
    },
  })
  const enable = useMutation({
    mutationFn: () => client.operators.setDisabled({ id: person.id, disabled: false }),
    onSuccess: renew,
    onError,
  })
  const then = (run: () => void) => () => {
    close()
    run()
  }
  return (
    <>
      <Button
        variant="outlined"
        size="small"
        aria-haspopup="menu"
        aria-expanded={open === 'menu'}
        aria-label={t('people.change', { name: person.name })}
        onClick={(event) => {
          setAnchor(event.currentTarget)
          setOpen('menu')
        }}
      >
        {t('people.changeShort')}
      </Button>
      <Menu anchorEl={anchor} open={open === 'menu'} onClose={close}>
        <MenuItem onClick={() => setOpen('edit')}>
          <ListItemText>{t('people.edit')}</ListItemText>
        </MenuItem>
        <MenuItem onClick={() => setOpen('password')}>
          <ListItemText>{t('people.resetPassword')}</ListItemText>
        </MenuItem>
        {person.id !== me && (
          <MenuItem onClick={() => setOpen('factor')}>
            <ListItemText>{t('people.resetFactor')}</ListItemText>
          </MenuItem>
        )}
        <MenuItem onClick={() => setOpen('receipt')}>
          <ListItemText>{t('people.receipt')}</ListItemText>
        </MenuItem>
        {person.lockedAt !== null && <MenuItem onClick={then(unlock.mutate)}>{t('people.unlock')}</MenuItem>}
        {person.disabledAt === null ? (
          <MenuItem onClick={() => setOpen('disable')}>{t('people.disable')}</MenuItem>
        ) : (
          <MenuItem onClick={then(enable.mutate)}>{t('people.enable')}</MenuItem>
        )}
      </Menu>
      {open === 'edit' && <EditPerson person={person} onClose={close} />}
      {open === 'password' && <ResetPassword person={person} onClose={close} />}
      {open === 'factor' && <ResetFactor person={person} onClose={close} />}
      {open === 'receipt' && <AccessReceipt person={person} onClose={close} />}
      <ConfirmDialog
        open={open === 'disable'}
        danger
        title={t('people.disableTitle', { name: person.name })}
        text={t('people.disableText')}
        confirm={t('people.disable')}
        busy={disable.isPending}
        error={disable.error}
        onConfirm={() => disable.mutate(true)}
        onClose={close}
      />
    </>
  )
}
