import { Box, Link, Paper, Typography } from '@mui/material'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { DoorStep, Me } from '../../../contract/session.ts'
import { EnrolFactor } from '../../ui/enrol-factor.tsx'
import { CodeStep } from './code-step.tsx'
import { DutiesStep } from './duties-step.tsx'
import { PasswordStep } from './password-step.tsx'

/** What stands between a right password and the console, one step at a time. */
export function Door(props: { me: Me; step: DoorStep; onStep: (me: Me) => void; leave: () => void }) {
  const { t } = useTranslation('security')
  const title = useId()
  const { step, me } = props
  return (
    <Box component="main" sx={{ display: 'grid', minHeight: '100dvh', p: 2 }}>
      <Box sx={{ m: 'auto', width: '100%', maxWidth: step === 'duties' ? '40rem' : '28rem', display: 'grid', gap: 2 }}>
        <Paper
          component="section"
          aria-labelledby={title}
          variant="outlined"
          sx={{ p: 3, display: 'grid', gap: 2 }}
          key={step}
        >
          <Box>
            <Typography variant="h1" id={title}>
              {t(`door.${step}`)}
            </Typography>
            <Typography color="textSecondary">{t('door.who', { name: me.operator.name })}</Typography>
          </Box>
          {step === 'second_factor' && <CodeStep onStep={props.onStep} />}
          {step === 'password' && <PasswordStep onStep={props.onStep} />}
          {step === 'enrol' && <EnrolFactor withPassword={false} onDone={props.onStep} />}
          {step === 'duties' && <DutiesStep onStep={props.onStep} />}
        </Paper>
        <Link component="button" type="button" onClick={props.leave} sx={{ justifySelf: 'center', p: 1 }}>
          {t('door.leave')}
        </Link>
      </Box>
    </Box>
  )
}
