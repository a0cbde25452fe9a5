import { Box } from '@mui/material'
import { ConsentSettingsForm } from './consent-settings.tsx'
import { NoticeVersions } from './notice-versions.tsx'
import { PurposeList } from './purpose-list.tsx'

/** What people are told before they agree, what they can agree to, and from which age. */
export function NoticesTab() {
  return (
    <Box sx={{ display: 'grid', gap: 5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <NoticeVersions />
      <PurposeList />
      <ConsentSettingsForm />
    </Box>
  )
}
