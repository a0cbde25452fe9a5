import { Alert, Link } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useMay, useStation } from '../../../client/react.tsx'

/** The reminder of the quarter, for those who sign the review off. */
export function ReviewDue() {
  const { t } = useTranslation('security')
  const { api } = useStation()
  const report = useQuery(api.security.report.queryOptions({ enabled: useMay('audit.read') })).data
  if (report === undefined || report.at < report.dueAt) return null
  return (
    <Alert severity="warning" sx={{ mb: 2 }}>
      {t('review.due')}{' '}
      <Link component={RouteLink} href="/settings/security">
        {t('review.go')}
      </Link>
    </Alert>
  )
}
