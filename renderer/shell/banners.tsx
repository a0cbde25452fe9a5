import CloudOff from '@mui/icons-material/CloudOffOutlined'
import GppBad from '@mui/icons-material/GppBadOutlined'
import Science from '@mui/icons-material/ScienceOutlined'
import { Box, CircularProgress, Link } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link as RouteLink } from 'wouter'
import { useConnection, useMay, useStation } from '../client/react.tsx'
import { AccessReminders } from './access-reminders.tsx'
import { Strip } from './strip.tsx'

/** A blink of the connection is not worth a word. */
const worthSayingMs = 800

/** What holds for the whole console: practice, a broken ledger, and a lost connection. */
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
      <LedgerAlarm />
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

/** Stands on every page while the ledger is broken; nobody can close it. */
function LedgerAlarm() {
  const { t } = useTranslation('shell')
  const { api } = useStation()
  const maySee = useMay('privacy.read')
  const alarm = useQuery(api.ledger.alarm.queryOptions({ enabled: useMay('inbox.read') }))
  const broken = alarm.data?.broken
  return (
    <Box role="alert">
      {broken && (
        <Strip tone="bad" icon={<GppBad fontSize="small" aria-hidden />}>
          {t('ledgerBroken.text', { seq: broken.seq })}{' '}
          {maySee && (
            <Link component={RouteLink} href="/privacy/ledger" color="inherit" underline="always">
              {t('ledgerBroken.see')}
            </Link>
          )}
        </Strip>
      )}
    </Box>
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
