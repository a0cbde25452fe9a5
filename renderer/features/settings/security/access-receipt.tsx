import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Operator } from '../../../../contract/operators.ts'
import { useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'

/** Who gave the access, when, and when its owner took it over; printed for the file of the person. */
export function AccessReceipt(props: { person: Operator; onClose: () => void }) {
  const { t } = useTranslation('security')
  const { t: common } = useTranslation()
  const { api } = useStation()
  const format = useFormat()
  const title = useId()
  const { id, name, username, role } = props.person
  const receipts = useQuery(api.security.receipts.queryOptions({ input: { id }, staleTime: 0 }))
  return (
    <Dialog open onClose={props.onClose} aria-labelledby={title} fullWidth maxWidth="sm">
      <DialogTitle id={title}>{t('receipt.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{t('receipt.person', { name, username, role: common(`roles.${role}`) })}</Typography>
        {receipts.isPending && <SkeletonRows rows={2} />}
        <ErrorNotice error={receipts.error} retry={() => void receipts.refetch()} />
        {receipts.data?.length === 0 && <Typography color="textSecondary">{t('receipt.none')}</Typography>}
        {receipts.data?.map((receipt) => (
          <Typography key={receipt.id}>
            {t('receipt.given', { when: format.dateTime(receipt.givenAt), who: receipt.giver ?? '–' })}
            <br />
            {receipt.receivedAt === null
              ? t('receipt.waiting')
              : t('receipt.received', { when: format.dateTime(receipt.receivedAt) })}
          </Typography>
        ))}
        <Typography variant="body2" color="textSecondary">
          {t('receipt.words')}
        </Typography>
      </DialogContent>
      <DialogActions>
        <Button onClick={() => window.print()}>{t('receipt.print')}</Button>
        <Button variant="contained" onClick={props.onClose}>
          {common('close')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}
