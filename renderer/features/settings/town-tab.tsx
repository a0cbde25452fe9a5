import { useQuery } from '@tanstack/react-query'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { TownForm } from './town-form.tsx'

export function TownTab() {
  const { api } = useStation()
  const town = useQuery(api.settings.town.queryOptions())
  if (town.data) return <TownForm saved={town.data} />
  return town.isPending ? <SkeletonRows /> : <ErrorNotice error={town.error} retry={() => void town.refetch()} />
}
