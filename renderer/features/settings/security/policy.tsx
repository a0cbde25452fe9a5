import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import { ErrorNotice } from '../../../ui/error-notice.tsx'
import { SkeletonRows } from '../../../ui/skeletons.tsx'
import { Part } from './part.tsx'
import { PolicyForm } from './policy-form.tsx'

/** The rules of the door. */
export function Policy() {
  const { t } = useTranslation('security')
  const { api } = useStation()
  const policy = useQuery(api.security.policy.queryOptions())
  return (
    <Part title={t('policy.title')}>
      {policy.isPending && <SkeletonRows />}
      <ErrorNotice error={policy.error} retry={() => void policy.refetch()} />
      {policy.data && <PolicyForm saved={policy.data} />}
    </Part>
  )
}
