import CloudOff from '@mui/icons-material/CloudOffOutlined'
import Science from '@mui/icons-material/ScienceOutlined'
import { Box, CircularProgress } from '@mui/material'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnection } from '../client/react.tsx'
import { AccessReminders } from './access-reminders.tsx'
import { Strip } from './strip.tsx'

/** A blink of the connection is not worth a word. */
const worthSayingMs = 800

/** What holds for the whole console: practice, and a lost connection. */
export function Banners(props: { practice: boolean }) {
  const { t } = useTranslation('shell')
  const lost = useLost()
  return (
    <>
      {props.practice && (
        <Strip tone="note" icon={<Science fontSize="small" aria-hidden />}>
          {t('practice')}
        </Strip>
      )}
      <Suspense>
        <AccessReminders />
      </Suspense>
      <Box role="status">
        {lost && (
          <Strip tone="bad" icon={<CloudOff fontSize="small" aria-hidden />}>
            {t('connection.reconnecting')} <CircularProgress size={14} color="inherit" aria-hidden sx={{ ml: 1 }} />
          </Strip>
        )}
      </Box>
    </>
  )
}

function useLost(): boolean {
  const connection = useConnection()
  const [lost, setLost] = useState(false)
  useEffect(() => {
    if (connection !== 'reconnecting') {
      setLost(false)
      return
    }
    const timer = setTimeout(() => setLost(true), worthSayingMs)
    return () => clearTimeout(timer)
  }, [connection])
  return lost
}
