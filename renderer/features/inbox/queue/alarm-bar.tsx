import WarningAmber from '@mui/icons-material/WarningAmber'
import { Box, Button } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useStation } from '../../../client/react.tsx'
import { displayName } from '../names.ts'
import { phoneText } from '../phone.ts'

/** The most alarms that are named; the queue itself holds them all, first. */
const mostNamed = 3

/** Conversations in which people may be in danger, over whatever view is open. Read out as they come. */
export function AlarmBar(props: { readonly onOpen: (id: string) => void }) {
  const { api } = useStation()
  const { t } = useTranslation('inbox')
  const first = useQuery(api.inbox.list.queryOptions({ input: { view: 'unanswered', limit: mostNamed } }))
  const alarms = first.data?.items.filter((conversation) => conversation.alarm) ?? []
  return (
    <Box role="alert">
      {alarms.map(({ id, citizen }) => (
        <Button
          key={id}
          fullWidth
          color="error"
          variant="contained"
          startIcon={<WarningAmber />}
          onClick={() => props.onOpen(id)}
          sx={{ borderRadius: 0, justifyContent: 'flex-start', textAlign: 'start' }}
        >
          {t('queue.alarmOpen', {
            name: displayName(citizen) ?? (citizen.phone === null ? t('queue.nameless') : phoneText(citizen.phone)),
          })}
        </Button>
      ))}
    </Box>
  )
}
