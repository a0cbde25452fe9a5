import Key from '@mui/icons-material/KeyOutlined'
import Report from '@mui/icons-material/ReportOutlined'
import { Link } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useMay, useMe, useStation } from '../client/react.tsx'
import { useFormat } from '../i18n/format.ts'
import { Strip } from './strip.tsx'

/** What somebody must do about their own way in before long, and an audit trail that is not as it was written. */
export function AccessReminders() {
  const { t } = useTranslation('shell')
  const { api } = useStation()
  const format = useFormat()
  const { locked } = useMe()
  const mayAudit = useMay('audit.read')
  const mine = useQuery(api.security.mine.queryOptions({ enabled: !locked })).data
  const trail = useQuery(api.security.trail.queryOptions({ enabled: !locked && mayAudit })).data
  const dueAt = mine?.secondFactor.dueAt ?? null
  const mend = (text: string) => (
    <>
      {text}{' '}
      <Link component={RouteLink} href="/settings/account" color="inherit">
        {t('access.account')}
      </Link>
    </>
  )
  return (
    <>
      {trail?.state === 'broken' && (
        <Strip tone="bad" icon={<Report fontSize="small" aria-hidden />}>
          {t('access.trail', { seq: trail.seq })}
        </Strip>
      )}
      {dueAt !== null && (
        <Strip tone="note" icon={<Key fontSize="small" aria-hidden />}>
          {mend(t('access.factor', { when: format.dateTime(dueAt) }))}
        </Strip>
      )}
      {mine?.password.endsSoon && (
        <Strip tone="note" icon={<Key fontSize="small" aria-hidden />}>
          {mend(t('access.password', { when: format.dateTime(mine.password.endsAt) }))}
        </Strip>
      )}
    </>
  )
}
