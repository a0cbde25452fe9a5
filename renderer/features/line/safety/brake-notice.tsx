import { Alert, AlertTitle, Button } from '@mui/material'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LineSafety } from '../../../../contract/line-safety.ts'
import { useFormat } from '../../../i18n/format.ts'
import { ResumeDialog } from './resume-dialog.tsx'

type Brake = LineSafety['brake']

const severity = { green: 'success', amber: 'warning', red: 'error' } as const

/** How the brake stands, why, and what a person may do. */
export function BrakeNotice(props: { lineId: string; brake: Brake; mayControl: boolean }) {
  const { t } = useTranslation('line')
  const format = useFormat()
  const { brake } = props
  const [asking, setAsking] = useState(false)
  const slow = brake.level === 'green' && brake.slowUntil !== null
  return (
    <>
      <Alert
        severity={slow ? 'info' : severity[brake.level]}
        variant="outlined"
        action={
          brake.level === 'red' &&
          props.mayControl && (
            <Button color="inherit" onClick={() => setAsking(true)}>
              {t('safety.resume.go')}
            </Button>
          )
        }
      >
        <AlertTitle sx={{ mb: 0 }}>{t(slow ? 'safety.brake.slow' : `safety.brake.${brake.level}`)}</AlertTitle>
        {brake.breaker && `${t(`safety.breakers.${brake.breaker}.why`)} `}
        {brake.level === 'red' && t('safety.brake.since', { when: format.dateTime(brake.since) })}
        {brake.level === 'red' &&
          brake.until !== null &&
          ` ${t('safety.brake.until', { when: format.dateTime(brake.until) })}`}
        {slow && brake.slowUntil !== null && t('safety.brake.slowUntil', { when: format.dateTime(brake.slowUntil) })}
      </Alert>
      {asking && <ResumeDialog lineId={props.lineId} brake={brake} onClose={() => setAsking(false)} />}
    </>
  )
}
