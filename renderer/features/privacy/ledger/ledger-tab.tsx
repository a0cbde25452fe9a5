import { Box } from '@mui/material'
import { useRoute } from 'wouter'
import { CitizenEvidence } from './citizen-evidence.tsx'
import { CitizenSearch } from './citizen-search.tsx'
import { SignedHeads } from './signed-heads.tsx'
import { StatePanel } from './state-panel.tsx'

/** The ledger of consents: whether it is whole, who signed it, and what it proves of a person. */
export function LedgerTab() {
  const [, opened] = useRoute('/privacy/ledger/:id')
  if (opened) return <CitizenEvidence citizenId={opened.id} />
  return (
    <Box sx={{ display: 'grid', gap: 4 }}>
      <CitizenSearch />
      <StatePanel />
      <SignedHeads />
    </Box>
  )
}
