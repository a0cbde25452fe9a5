import { Box } from '@mui/material'
import { AccessReview } from './access-review.tsx'
import { Policy } from './policy.tsx'

/** What the town asks of those who sign in, and who may do what. */
export function SecurityTab() {
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <AccessReview />
      <Policy />
    </Box>
  )
}
