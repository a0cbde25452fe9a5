import { Box } from '@mui/material'
import { useRoute } from 'wouter'
import { CitizenEvidence } from './citizen-evidence.tsx'
import { CitizenSearch } from './citizen-search.tsx'
import { ExceptionList } from './exception-list.tsx'
import { SignedHeads } from './signed-heads.tsx'
import { StatePanel } from './state-panel.tsx'

/** The ledger of consents: whether it is whole, who signed it, what it proves of a person, and when the town wrote without it. */
export function LedgerTab() {
  const [, opened] = useRoute('/privacy/ledger/:id')
  if (opened) return <CitizenEvidence citizenId={opened.id} />
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <CitizenSearch />
      <StatePanel />
      <ExceptionList />
      <SignedHeads />
    </Box>
  )
}
