import { useLocation } from 'wouter'
import { IncidentDetail } from './incident-detail.tsx'
import { IncidentList } from './incident-list.tsx'

/** The register of incidents, or one of them. */
export function IncidentsTab() {
  const [place] = useLocation()
  const id = place.split('/')[3]
  return id === undefined || id === '' ? <IncidentList /> : <IncidentDetail id={decodeURIComponent(id)} key={id} />
}
