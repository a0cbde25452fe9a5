import CheckCircle from '@mui/icons-material/CheckCircleOutlined'
import Hourglass from '@mui/icons-material/HourglassEmptyOutlined'
import LockOpen from '@mui/icons-material/LockOpenOutlined'
import Lock from '@mui/icons-material/LockOutlined'
import RateReview from '@mui/icons-material/RateReviewOutlined'
import { Box, Button, Paper, Typography } from '@mui/material'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Exception } from '../../../../contract/consents.ts'
import { useMay, useMe, useStation } from '../../../client/react.tsx'
import { useFormat } from '../../../i18n/format.ts'
import { ConfirmDialog } from '../../../ui/confirm-dialog.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { StatusWord, type Tone } from '../../../ui/status-word.tsx'

const looks: { readonly [S in Exception['state']]: { readonly icon: ReactElement; readonly tone: Tone } } = {
  asked: { icon: <Hourglass aria-hidden />, tone: 'warn' },
  standing: { icon: <LockOpen aria-hidden />, tone: 'accent' },
  over: { icon: <Lock aria-hidden />, tone: 'neutral' },
}

type Asking = { readonly act: 'revoke' | 'review'; readonly id: string }

/** Every civil emergency in which the town wrote without consent: who opened it, why, how much left and who looked back. */
export function ExceptionList() {
  const { t } = useTranslation('privacy')
  const { api } = useStation()
  const found = useQuery(api.consents.exceptions.queryOptions({ staleTime: 0 }))
  const [asking, setAsking] = useState<Asking | null>(null)
  return (
    <Box component="section" aria-labelledby="exceptions-title" sx={{ display: 'grid', gap: 1 }}>
      <Typography variant="h2" id="exceptions-title">
        {t('exceptions.title')}
      </Typography>
      <Typography color="textSecondary" sx={{ maxWidth: '44rem' }}>
        {t('exceptions.text')}
      </Typography>
      {found.isPending && <SkeletonRows rows={2} />}
      <ErrorNotice error={found.error} retry={() => void found.refetch()} />
      {found.data?.length === 0 && <Typography>{t('exceptions.none')}</Typography>}
      {found.data && found.data.length > 0 && (
        <Paper
          variant="outlined"
          component="ul"
          aria-labelledby="exceptions-title"
          sx={{ m: 0, p: 0, listStyle: 'none', '& > li + li': { borderTop: 1, borderColor: 'divider' } }}
        >
          {found.data.map((exception) => (
            <Row key={exception.id} exception={exception} ask={(act) => setAsking({ act, id: exception.id })} />
          ))}
        </Paper>
      )}
      {asking && <Confirm {...asking} onClose={() => setAsking(null)} />}
    </Box>
  )
}

function Row({ exception, ask }: { exception: Exception; ask: (act: Asking['act']) => void }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const me = useMe()
  const mayRevoke = useMay('broadcasts.write')
  const mayReview = useMay('privacy.write')
  const name = usePurposeName(exception.purpose)
  const { state, reason, sent, needsReview, askedBy } = exception
  const described = { 'aria-describedby': useId() }
  return (
    <Box component="li" sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'start', p: 2 }}>
      <Box sx={{ flex: '1 1 20rem', minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
          <StatusWord {...looks[state]}>{t(`exceptions.states.${state}`)}</StatusWord>
          <Reviewed exception={exception} />
        </Box>
        <Typography id={described['aria-describedby']} sx={{ fontWeight: 700 }}>
          {reason}
        </Typography>
        <Typography variant="body2">
          {name} · {t('exceptions.sent', { count: sent, number: format.number(sent) })}
        </Typography>
        <Story exception={exception} />
      </Box>
      {state !== 'over' && mayRevoke && (
        <Button variant="outlined" color="inherit" onClick={() => ask('revoke')} {...described}>
          {t('exceptions.revoke')}
        </Button>
      )}
      {needsReview && mayReview && askedBy.id !== me.operator.id && (
        <Button variant="outlined" onClick={() => ask('review')} {...described}>
          {t('exceptions.review')}
        </Button>
      )}
    </Box>
  )
}

function Reviewed({ exception: { needsReview, reviewedAt } }: { exception: Exception }) {
  const { t } = useTranslation('privacy')
  if (needsReview)
    return (
      <StatusWord icon={<RateReview aria-hidden />} tone="warn">
        {t('exceptions.needsReview')}
      </StatusWord>
    )
  if (reviewedAt === null) return null
  return (
    <StatusWord icon={<CheckCircle aria-hidden />} tone="good">
      {t('exceptions.isReviewed')}
    </StatusWord>
  )
}

/** Who did what and when, in its order. */
function Story({ exception }: { exception: Exception }) {
  const { t } = useTranslation('privacy')
  const format = useFormat()
  const { askedBy, askedAt, approvedBy, approvedAt, revokedBy, revokedAt, reviewedBy, reviewedAt, until, state } =
    exception
  const told = (act: 'asked' | 'approved' | 'revoked' | 'reviewed', who: Exception['approvedBy'], at: number) =>
    t(`exceptions.${act}`, { who: who?.name || t('exceptions.someone'), when: format.dateTime(at) })
  const end = state === 'over' ? 'exceptions.ended' : 'exceptions.until'
  const unapproved = state === 'asked' ? 'exceptions.waits' : 'exceptions.notApproved'
  const lines = [
    told('asked', askedBy, askedAt),
    approvedAt === null ? t(unapproved) : told('approved', approvedBy, approvedAt),
    revokedAt === null ? t(end, { when: format.dateTime(until) }) : told('revoked', revokedBy, revokedAt),
    ...(reviewedAt === null ? [] : [told('reviewed', reviewedBy, reviewedAt)]),
  ]
  return (
    <Typography variant="body2" color="textSecondary">
      {lines.map((line) => `${line}.`).join(' ')}
    </Typography>
  )
}

function usePurposeName(id: string): string {
  const { i18n } = useTranslation()
  const { api } = useStation()
  const purposes = useQuery(api.consents.purposes.queryOptions())
  const texts = purposes.data?.find((purpose) => purpose.id === id)?.texts
  return (i18n.language === 'en' ? texts?.en?.name : undefined) ?? texts?.es?.name ?? id
}

function Confirm({ act, id, onClose }: Asking & { onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const { api, client } = useStation()
  const queries = useQueryClient()
  const done = useMutation({
    mutationFn: () =>
      act === 'revoke' ? client.consents.revokeException({ id }) : client.consents.reviewException({ id }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: api.consents.exceptions.key() })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      open
      title={t(`exceptions.${act}Title`)}
      text={t(`exceptions.${act}Text`)}
      confirm={t(`exceptions.${act}`)}
      danger={act === 'revoke'}
      busy={done.isPending}
      error={done.error}
      onConfirm={() => done.mutate()}
      onClose={onClose}
    />
  )
}
